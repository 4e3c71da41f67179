import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openSlack } from '#desks/slack/desk.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import { shows, until } from './desk-sight.ts';
import { openSlackBench } from './slack-bench.ts';
import { wordsIn } from './slack-words.ts';

const t = cardTexts('sv');

describe.concurrent('the desk in Slack while things change', () => {
  test('a direct message that has grown old is refreshed by a click and of use again', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { ola } = slack.users;
    const { id } = await bench.comment();
    await bench.elsewhere('anna', `forward ${id} bo`);
    await until(async () => expect(await slack.directMessages(ola)).toHaveLength(1));
    const [ping] = await slack.directMessages(ola);
    const at = { message: ping?.ts ?? '', channel: ping?.channel ?? '' };
    await bench.elsewhere('bo', `class ${id} negative`);
    const late = await desk.answered(ola, () => slack.press(ola, at, 'no-answer'));
    expect(late.words).toContain(t.refusals.stale());
    const now = await slack.directMessages(ola);
    expect(now).toHaveLength(1);
    expect(wordsIn(now[0]?.blocks)).toContain(t.classes.negative);
    const opened = await desk.answered(ola, () => slack.press(ola, at, 'no-answer'));
    expect(opened.form).toBe('fill');
    await desk.submit('bo', { reason: 'repeated' });
    expect((await bench.item(id)).state.kind).toBe('no-answer');
  });

  test('a dialog that is sent twice at once sends one thing', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'reply');
    await desk.submit('anna', { text: 'Klockan nio.' });
    await desk.answered(anna, async () => {
      const [acked] = await Promise.all([slack.submit(anna, {}), slack.submit(anna, {})]);
      return acked;
    });
    await bench.deliver();
    expect(bench.published).toHaveLength(1);
  });

  test('what nobody has to answer stands in one line, behind which it is', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const { anna } = slack.users;
    await bench.comment('Fin bild', { itemClass: 'neutral' });
    await bench.comment('Mycket fin', { itemClass: 'neutral' });
    await until(async () => expect(await slack.messages()).toHaveLength(1));
    await until(async () =>
      expect(wordsIn((await slack.messages())[0]?.blocks)).toContain('2 kommentarer'),
    );
    const [line] = await slack.messages();
    const at = { message: line?.ts ?? '' };
    const seen = await desk.answered(anna, () => slack.press(anna, at, 'queue'));
    expect(seen.words).toContain(t.queue.quiet);
  });

  test('a desk that leaves the town file falls silent; one that comes shows what is open', async () => {
    await using desk = await openSlackBench('socket');
    const { slack, bench } = desk;
    const town = bench.house.town();
    if (!town) throw new Error('no town');
    await shows(desk, (await bench.comment('Ett')).id, 'Ett');
    await bench.saveTown({ ...town, desks: [] });
    await until(() => expect(slack.connections()).toBe(0));
    const meanwhile = await bench.comment('Två');
    expect(await desk.cards(meanwhile.id)).toEqual([]);
    await bench.saveTown(town);
    await shows(desk, meanwhile.id, 'Två');
    await until(() => expect(slack.connections()).toBe(1));
    expect((await desk.press('anna', meanwhile.id, 'take')).words).toContain(t.notices.take);
  });

  test('a desk that moves to another channel shows there what is open, and leaves what is closed', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const town = bench.house.town();
    if (!town) throw new Error('no town');
    const [open, closed] = [await bench.comment('Ett'), await bench.comment('Två')];
    await shows(desk, open.id, 'Ett');
    await shows(desk, closed.id, 'Två');
    await bench.elsewhere('anna', `no-answer ${closed.id} repeated`);
    await shows(desk, closed.id, t.reasons.repeated);
    const desks = town.desks.map((entry) =>
      entry.connection['channel'] === slack.channel
        ? { ...entry, connection: { ...entry.connection, channel: slack.privateChannel } }
        : entry,
    );
    await bench.saveTown({ ...town, desks });
    const there = () => desk.shown(`item:${open.id}`, slack.privateChannel);
    await until(async () => expect(await there()).toHaveLength(1));
    await bench.elsewhere('anna', `take ${open.id}`);
    await until(async () => expect(wordsIn((await there())[0]?.blocks)).toContain('Anna Berg'));
    expect(await desk.shown(`item:${closed.id}`, slack.privateChannel)).toEqual([]);
  });

  test('a message without words or a link is no item', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const before = await bench.comment();
    const { words } = await desk.answered(slack.users.anna, () =>
      slack.shortcut(slack.users.anna, 'flag_this', { text: ' ' }),
    );
    expect(words).toContain(t.answers.nothingPasted);
    expect((await bench.newest()).id).toBe(before.id);
  });

  test('the same values are refused again as often as they are sent', async () => {
    await using desk = await openSlackBench('http');
    const { id } = await desk.bench.comment();
    await desk.press('anna', id, 'forward');
    for (let n = 0; n < 2; n += 1) {
      const { words } = await desk.submit('anna', { email: 'ingen' });
      expect(words).toContain(t.refusals['unknown-recipient']());
    }
  });

  test('a stranger’s or a guest’s shortcut is answered and takes nothing in', async () => {
    await using desk = await openSlackBench('socket', { newcomer: true });
    const { slack, bench } = desk;
    const before = await bench.comment();
    for (const user of [slack.users.ola, slack.users.guest, slack.users.external]) {
      const { words } = await desk.answered(user, () =>
        slack.shortcut(user, 'flag_this', { text: 'Titta' }),
      );
      expect(words).not.toContain('R-');
    }
    expect((await bench.newest()).id).toBe(before.id);
  });

  test('a workspace whose secrets are missing keeps no other one from working', async () => {
    await using desk = await openSlackBench('http');
    const { slack, bench } = desk;
    const town = bench.house.town();
    if (!town) throw new Error('no town');
    const broken = {
      id: 'broken',
      platform: 'slack',
      department: 'info',
      connection: {
        workspace: 'T0BROKEN',
        channel: 'C0BROKEN',
        botTokenEnv: 'NOWHERE',
        appTokenEnv: 'NOWHERE_EITHER',
        apiUrl: slack.apiUrl,
      },
    };
    await bench.saveTown({ ...town, desks: [broken, ...town.desks] });
    await desk.restart();
    const { id } = await bench.comment();
    await shows(desk, id, 'badhuset');
    expect((await desk.press('anna', id, 'take')).words).toContain(t.notices.take);
  });
});

describe.concurrent('a Slack that takes everything and says nothing', () => {
  test.each([
    ['a socket', { kind: 'socket', appToken: 'xapp-1' }],
    ['HTTP', { kind: 'http', signingSecret: '0123456789abcdef' }],
  ] as const)('does not keep a desk by %s from stopping within three seconds', async (_, mode) => {
    let heard = 0;
    const mute = createServer((socket) => {
      heard += 1;
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const nothing = async () => undefined;
    const slack = openSlack({
      workspace: 'T1',
      botToken: 'xoxb-1',
      mode,
      apiUrl: `http://127.0.0.1:${port}/api/`,
      desks: [{ id: 'chat', channel: 'C1' }],
      onAsk: async () => ({ kind: 'text', tone: 'calm', text: '' }),
      drafts: { keep: async () => '', read: async () => null },
      accounts: { bar: nothing },
      localeOf: async () => 'sv',
      onRemoved: nothing,
      onThread: nothing,
      onChannel: nothing,
      onFault: () => undefined,
    });
    await until(() => expect(heard).toBeGreaterThan(0));
    const startMs = performance.now();
    await slack[Symbol.asyncDispose]();
    expect(performance.now() - startMs).toBeLessThan(3_000);
    mute.close();
  });
});
