import { expect, test } from 'vitest';
import type { ChannelReport } from '#ports/operator.ts';
import { secretFaults } from '../../../src/wire/connectors.ts';
import type { House } from '../../../src/wire/house.ts';
import { operatorOf } from '../../../src/wire/operator.ts';
import { exampleTown } from './example-town.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const real = exampleTown('harjedalen').town;
const [channel] = real.channels;
if (!channel) throw new Error('the example has no channel');
const town = {
  ...real,
  channels: [
    {
      ...channel,
      id: 'forum',
      platform: 'webhook',
      connection: { secretEnv: 'FORUM', previousSecretEnv: 'FORUM_OLD' },
    },
    {
      ...channel,
      id: 'blog',
      platform: 'wordpress',
      connection: { url: 'https://blog.example', user: 'desk', passwordEnv: 'BLOG' },
    },
  ],
};

test('every secret that is missing or malformed is told by its name, never by its content', () => {
  expect(secretFaults(town, { FORUM: SECRET, FORUM_OLD: SECRET, BLOG: 'any pass word' })).toEqual(
    [],
  );
  expect(secretFaults(town, { FORUM: 'hunter2' })).toEqual([
    'FORUM: must be whsec_ and 24 to 64 bytes in base64; channels.forum.connection.secretEnv names it',
    'FORUM_OLD: is not set; channels.forum.connection.previousSecretEnv names it',
    'BLOG: is not set; channels.blog.connection.passwordEnv names it',
  ]);
});

test('a channel whose connector cannot be made is told of, beside the others', async () => {
  const house = {
    opened: {
      ledger: { notUnderstood: async () => ({ count: 0, newest: null }) },
      store: { read: { town: async () => town, channelState: async () => ({ pulledAtMs: null }) } },
    },
    connector: (id: string) => {
      if (id === 'forum') throw new Error('secret');
      return { health: async () => [{ check: 'reach', ok: true, message: 'Well.' }] };
    },
  } as unknown as House;
  const reports = await operatorOf(house, () => '').examineChannels();
  const found = ({ findings }: ChannelReport) => findings.map(({ check, ok }) => [check, ok]);
  expect(reports.map(found)).toEqual([[['credentials', false]], [['reach', true]]]);
});
