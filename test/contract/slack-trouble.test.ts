import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lostMessage } from '#app/send-messages.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import type { Outlet } from '#ports/outlet.ts';
import { chatForTest } from '../app/chat/chat-for-test.ts';
import { shows, until } from './desk-sight.ts';
import { openSlackBench, type SlackBench } from './slack-bench.ts';
import { keyOf } from './slack-words.ts';

const unhandled: unknown[] = [];
const keep = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', keep));
afterAll(() => {
  process.off('unhandledRejection', keep);
  expect(unhandled).toEqual([]);
});

/** Mails to managers about the desk of the team. */
async function notices({ bench }: SlackBench) {
  const all = (await bench.jobs()).filter(({ name }) => name === 'notice');
  return all.map(({ data }) => data).filter((data) => JSON.stringify(data).includes('"chat"'));
}

const toldOf = ({ bench }: SlackBench, code: string) =>
  bench.logged.filter(
    (line) => line.includes('"desk":"chat"') && line.includes(`"code":"${code}"`),
  );

describe.concurrent('a Slack that is not well, or takes something away', () => {
  test('a post of which nobody knows is not doubled, also when it cannot be looked for at once', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    slack.dropNext('chat.postMessage');
    slack.limit('conversations.history', 1, 1);
    const { id } = await bench.comment();
    await shows(desk, id, 'badhuset');
    await bench.elsewhere('anna', `take ${id}`);
    await shows(desk, id, 'Anna Berg');
    const looks = slack.calls.filter(({ method }) => method === 'conversations.history');
    expect(looks.map(({ status }) => status)).toEqual([429, 200]);
    expect(await slack.messages()).toHaveLength(1);
  });

  test.each(['refuse', 'silent', '503'] as const)(
    'an outage (%s) doubles no card and loses none',
    async (kind) => {
      await using desk = await openSlackBench('http');
      const { slack, bench } = desk;
      const old = await bench.comment('Noll');
      await shows(desk, old.id, 'Noll');
      slack.outage(kind);
      const items = [];
      for (const text of ['Ett', 'Två']) items.push({ text, ...(await bench.comment(text)) });
      await bench.elsewhere('bo', `take ${old.id}`);
      await until(async () => expect(await bench.tries()).toBeGreaterThan(1));
      await desk.restart();
      slack.outage(null);
      for (const { id, text } of items) await shows(desk, id, text);
      await shows(desk, old.id, 'Bo Ek');
      const keys = (await slack.messages()).map(keyOf);
      expect(keys.toSorted()).toEqual(
        [old.id, ...items.map(({ id }) => id)].map((id) => `item:${id}`),
      );
    },
  );

  test('an outage of eight seconds is over when it is over', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    slack.outage('refuse');
    const { id } = await bench.comment();
    await sleep(8_000);
    slack.outage(null);
    await until(() => expect(slack.connections()).toBe(1));
    await shows(desk, id, 'badhuset');
    expect((await desk.press('anna', id, 'take')).words).not.toBe('');
  });

  test('Slack may ask for a new socket at any time', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { id } = await bench.comment();
    slack.refreshSockets();
    const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open');
    await until(() => expect(opened()).toHaveLength(2));
    await until(() => expect(slack.connections()).toBe(1));
    expect((await desk.press('anna', id, 'take')).words).not.toBe('');
  });

  test.each(['socket', 'http'] as const)(
    'the desk (%s) stops within three seconds',
    async (mode) => {
      await using desk = await openSlackBench(mode);
      const { slack, bench } = desk;
      const { id } = await bench.comment();
      await shows(desk, id, 'badhuset');
      slack.outage('silent');
      for (let n = 0; n < 3; n += 1) await bench.comment();
      const { anna } = slack.users;
      const asked = slack.command(anna, 'queue');
      const startMs = performance.now();
      await desk.close();
      expect(performance.now() - startMs).toBeLessThan(3_000);
      await asked;
      slack.outage(null);
    },
  );

  test('a card that is removed by hand comes back, and it is told once a day', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { id } = await bench.comment();
    for (let n = 0; n < 2; n += 1) {
      await shows(desk, id, 'badhuset');
      const [card] = await desk.shown(`item:${id}`);
      await slack.deleteMessage(card?.ts ?? '');
    }
    await shows(desk, id, 'badhuset');
    expect(await notices(desk)).toMatchObject([{ person: 'bo', desk: 'chat', trouble: 'deleted' }]);
    expect(toldOf(desk, 'deleted')).toHaveLength(1);
    expect((await desk.press('anna', id, 'take')).words).not.toBe('');
  });

  test('so does one of which only the thread is left', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { id } = await bench.comment();
    await shows(desk, id, 'badhuset');
    const [card] = await desk.shown(`item:${id}`);
    const message = { subtype: 'tombstone', ts: card?.ts, text: 'This message was deleted.' };
    const { channel } = slack;
    await slack.event({ type: 'message', subtype: 'message_changed', channel, message });
    await until(async () => expect(await desk.shown(`item:${id}`)).toHaveLength(2));
    expect(await notices(desk)).toMatchObject([{ trouble: 'deleted' }]);
  });

  test.each([
    [
      'an archived channel',
      'archived',
      (slack: SlackBench['slack']) => slack.archive(),
      (slack: SlackBench['slack']) => slack.unarchive(),
    ],
    [
      'a channel without the bot',
      'not-a-member',
      (slack: SlackBench['slack']) => slack.removeBot(),
      (slack: SlackBench['slack']) => slack.inviteBot(),
    ],
    [
      'a revoked token',
      'revoked',
      (slack: SlackBench['slack']) => slack.revoke(),
      async (slack: SlackBench['slack']) => slack.restore(),
    ],
  ] as const)(
    '%s is told once, items go on, and the channel is right afterwards',
    async (_, code, shut, open) => {
      await using desk = await openSlackBench('http');
      const { slack, bench } = desk;
      const old = await bench.comment('Ett');
      await shows(desk, old.id, 'Ett');
      await shut(slack);
      const fresh = await bench.comment('Två');
      await bench.elsewhere('bo', `take ${old.id}`);
      await until(async () => expect(await notices(desk)).toHaveLength(1));
      expect(await notices(desk)).toMatchObject([{ person: 'bo', desk: 'chat', trouble: code }]);
      await bench.elsewhere('bo', `no-answer ${old.id} repeated`);
      expect((await bench.item(old.id)).state.kind).toBe('no-answer');
      await open(slack);
      await shows(desk, fresh.id, 'Två');
      await shows(desk, old.id, 'Frågat och besvarat');
      expect(toldOf(desk, code)).toHaveLength(1);
      await until(async () =>
        expect(await bench.house.opened.outbox.fault('chat', 'channel')).toBeNull(),
      );
    },
  );

  test('a member who is made a guest is refused from then on', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { ola } = slack.users;
    const { id } = await bench.comment();
    expect((await desk.command('bo', `show ${id}`)).words).toContain('badhuset');
    const changed = (isGuest: boolean) =>
      slack.event({
        type: 'user_change',
        user: { id: ola, team_id: slack.team, is_restricted: isGuest },
      });
    await changed(true);
    const refused = await desk.press('bo', id, 'take');
    expect(refused.words).toContain(chatTexts('sv').guest);
    await desk.restart();
    expect((await desk.command('bo', `show ${id}`)).words).not.toContain('badhuset');
    expect((await bench.item(id)).state.kind).toBe('new');
    await changed(false);
    await until(async () =>
      expect((await desk.command('bo', `show ${id}`)).words).toContain('badhuset'),
    );
  });
});

test('a card that is removed while it is edited comes back', async () => {
  await using chat = await chatForTest();
  const { id } = await chat.comment();
  await chat.settle();
  let removals = 0;
  const outlet: Outlet = {
    ...chat.outlet,
    async edit(ref, card, signal) {
      const edited = await chat.outlet.edit(ref, card, signal);
      if (removals > 0) return edited;
      removals += 1;
      chat.posted.length = 0;
      await lostMessage(chat.needs, { desk: 'chat', ref });
      return edited;
    },
  };
  Object.assign(chat.needs, { outlet: () => outlet });
  await chat.ask('anna', `take ${id}`);
  await chat.settle();
  expect(chat.posted.map(({ card }) => card.key)).toEqual([`item:${id}`]);
});
