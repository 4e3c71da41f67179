import { expect, test } from 'vitest';
import type { ChannelReport } from '#ports/operator.ts';
import type { House } from '../../../src/wire/house.ts';
import { operatorOf } from '../../../src/wire/operator.ts';
import { secretFaults } from '../../../src/wire/secrets.ts';
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

test('Slack’s tokens are told from one another', () => {
  const slack = (connection: Record<string, unknown>) => ({
    ...town,
    channels: [],
    desks: [{ id: 'team', platform: 'slack', department: 'info', connection }],
  });
  const socket = slack({ botTokenEnv: 'BOT', appTokenEnv: 'APP' });
  expect(secretFaults(socket, { BOT: 'xoxb-1', APP: 'xapp-1' })).toEqual([]);
  expect(secretFaults(socket, { BOT: 'xapp-1', APP: 'xoxb-1' })).toEqual([
    'BOT: must be the bot token, which begins with xoxb-; desks.team.connection.botTokenEnv names it',
    'APP: must be the app token, which begins with xapp-; desks.team.connection.appTokenEnv names it',
  ]);
  const http = slack({ botTokenEnv: 'BOT', signingSecretEnv: 'SECRET' });
  expect(secretFaults(http, { BOT: 'xoxb-1' })).toEqual([
    'SECRET: is not set; desks.team.connection.signingSecretEnv names it',
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
