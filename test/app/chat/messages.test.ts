import { afterEach, beforeEach, expect, test } from 'vitest';
import { lostMessage, sendMessages } from '#app/send-messages.ts';
import { HOUR_MS } from '../asks/desk-for-test.ts';
import { CHAT_TOWN, chatForTest } from './chat-for-test.ts';

let chat: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  chat = await chatForTest();
});
afterEach(() => chat[Symbol.asyncDispose]());

const keys = () => chat.posted.map(({ card }) => card.key);
const cardOf = (id: number) => chat.posted.find(({ card }) => card.key === `item:${id}`)?.card;
const said = (id: number) => JSON.stringify(cardOf(id));

test('what is owed becomes one card, edited in place; several changes are one edit', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  expect(keys()).toEqual([`item:${id}`]);
  expect(cardOf(id)?.actions.map(({ verb }) => verb)).toEqual(['take', 'reply', 'no-answer']);
  await chat.ask('anna', `take ${id}`);
  await chat.ask('anna', `class ${id} negative`);
  await chat.ask('anna', `release ${id}`);
  await chat.ask('bo', `take ${id}`);
  await chat.settle();
  expect(chat.calls).toEqual([`post item:${id}`, `edit item:${id}`]);
  expect(said(id)).toContain('Bo Ek');
});

test('a card that looks as before is not sent', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  await chat.store.transaction((tx) => tx.changed(`item:${id}`));
  expect(await chat.settle()).toBeNull();
  expect(chat.calls).toEqual([`post item:${id}`]);
});

test('what a team reads says no time that grows old, and what it can do to nobody in particular', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  expect(said(id)).not.toMatch(/om \d+ (timmar|minuter)/);
  expect(cardOf(id)?.dueAtMs).toBeGreaterThan(chat.clock.nowMs);
});

test('of one conversation one message a second, however many workers there are', async () => {
  for (let n = 0; n < 5; n += 1) await chat.comment();
  const startMs = chat.wall.nowMs;
  for (let second = 0; second < 5; second += 1) {
    const waits = await Promise.all(
      [1, 2, 3].map(() => sendMessages(chat.needs, { desk: 'chat', signal: chat.signal })),
    );
    expect(chat.posted).toHaveLength(second + 1);
    chat.wall.nowMs += Math.max(...waits.map((wait) => wait ?? 0));
  }
  expect(chat.wall.nowMs - startMs).toBeGreaterThanOrEqual(4_000);
  expect(new Set(keys()).size).toBe(5);
});

test('an edit goes before posts of the same age', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  for (let n = 0; n < 3; n += 1) await chat.comment();
  await chat.ask('anna', `take ${id}`);
  await chat.settle();
  expect(chat.calls[1]).toBe(`edit item:${id}`);
});

test.each(['lost-after', 'silent-after'] as const)(
  'a post of which nobody knows whether it got there (%s) is looked up, and never doubled',
  async (how) => {
    const { id } = await chat.comment();
    chat.next.push(how);
    await chat.settle().catch(() => undefined);
    chat.wall.nowMs += 31_000;
    await chat.settle();
    expect(keys()).toEqual([`item:${id}`]);
    expect(chat.calls).toContain(`find item:${id}`);
    await chat.ask('anna', `take ${id}`);
    await chat.settle();
    expect(said(id)).toContain('Anna Berg');
  },
);

test('what is refused for certain is posted again without a look', async () => {
  const { id } = await chat.comment();
  chat.next.push({ kind: 'retry', message: 'connection refused' }, { kind: 'wait', ms: 7_000 });
  const startMs = chat.wall.nowMs;
  await chat.settle();
  expect(chat.calls).toEqual(Array(3).fill(`post item:${id}`));
  expect(chat.wall.nowMs - startMs).toBeGreaterThanOrEqual(8_000);
});

test('a card the platform objects to comes plainly, and the operator is told', async () => {
  const { id } = await chat.comment();
  chat.next.push({ kind: 'refused', code: 'invalid_blocks' });
  await chat.settle();
  expect(cardOf(id)?.body).toHaveLength(1);
  expect(chat.faults).toEqual(['chat invalid_blocks']);
});

test('an archived channel is told once, to the operator and by mail to the manager, and comes back', async () => {
  const { id } = await chat.comment();
  const archived = { kind: 'closed', code: 'archived', message: 'is_archived' } as const;
  chat.next.push(archived, archived, archived);
  await chat.settle('chat', 40_000);
  await chat.ask('anna', `take ${id}`);
  expect(chat.posted).toEqual([]);
  expect(chat.faults).toEqual(['chat archived']);
  const notices = (await chat.jobs()).filter(({ name }) => name === 'notice');
  expect(notices).toMatchObject([{ data: { person: 'bo', desk: 'chat', trouble: 'archived' } }]);
  chat.next.length = 0;
  await chat.settle();
  expect(said(id)).toContain('Anna Berg');
  expect(await chat.outbox.fault('chat', 'channel')).toBeNull();
  const lines = await chat.ledger.logLines(0, 1000);
  const told = lines.filter(({ line }) => /desk\.(troubled|recovered)/.test(line));
  expect(told).toHaveLength(2);
});

test('a long outage is told to the manager later, and only then; afterwards the channel is right', async () => {
  const away = { kind: 'retry', message: 'ECONNREFUSED' } as const;
  const { id } = await chat.comment();
  chat.next.push(...Array(300).fill(away));
  await chat.settle('chat', HOUR_MS);
  for (const who of ['anna', 'bo']) {
    await chat.ask(who, `take ${id}`);
    await chat.ask(who, `release ${id}`);
  }
  const gone = await chat.comment();
  await chat.ask('anna', `no-answer ${gone.id} repeated`);
  const fresh = await chat.comment();
  expect(chat.faults).toEqual(['chat unreachable']);
  const [notice] = (await chat.jobs()).filter(({ name }) => name === 'notice');
  expect(notice?.startAfterMs).toBe(15 * 60_000);
  chat.next.length = 0;
  const backMs = chat.wall.nowMs;
  await chat.settle();
  expect(chat.wall.nowMs - backMs).toBeLessThan(60_000);
  expect(keys().toSorted()).toEqual([`item:${id}`, `item:${fresh.id}`].toSorted());
});

test('a message removed by hand comes back while it is needed, and it is told once a day', async () => {
  const [open, closed] = [await chat.comment(), await chat.comment()];
  await chat.settle();
  await chat.ask('anna', `no-answer ${closed.id} repeated`);
  await chat.settle();
  const refs = chat.posted.splice(0).map(({ ref }) => ref);
  for (const ref of refs) await lostMessage(chat.needs, { desk: 'chat', ref });
  await chat.settle();
  expect(keys()).toEqual([`item:${open.id}`]);
  expect(chat.faults).toEqual(['chat deleted']);
});

test('a message that is found to be missing when it is edited comes back, too', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  chat.posted.length = 0;
  await chat.ask('anna', `take ${id}`);
  await chat.settle();
  expect(said(id)).toContain('Anna Berg');
});

test('what nobody has to answer is one line a day, without a ping', async () => {
  for (let n = 0; n < 3; n += 1) await chat.comment('Fin bild.', { itemClass: 'neutral' });
  await chat.settle();
  await chat.comment('Fin bild.', { itemClass: 'neutral' });
  await chat.settle();
  expect(keys()).toEqual(['quiet:2026-11-19']);
  expect(chat.posted[0]?.card).toMatchObject({
    title: '4 kommentarer som inte kräver svar',
    actions: [{ verb: 'queue', ref: 'quiet' }],
  });
  const [button] = chat.posted[0]?.card.actions ?? [];
  const reply = await chat.press('anna', button?.verb ?? '', button?.ref ?? '', 0);
  expect(reply).toMatchObject({ kind: 'cards', cards: [{}, {}, {}, {}] });
});

test('what another unit gets leaves this desk and comes to theirs', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  await chat.ask('anna', `forward ${id} roads`);
  await chat.settle();
  expect(cardOf(id)).toMatchObject({ tone: 'done', actions: [], overflow: [] });
  expect(said(id)).toContain('Gator och vägar');
  chat.posted.length = 0;
  await chat.settle('roads');
  expect(keys()).toEqual([`item:${id}`]);
});

test('the colleague who gets an item is told in a direct message, with buttons that work', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `forward ${id} cleo Can you?`);
  await chat.settle();
  const ping = chat.posted.find(({ place }) => place.kind === 'person');
  expect(ping?.place).toEqual({ kind: 'person', user: 'U1' });
  expect(ping?.card.title).toBe(`Anna Berg forwarded #${id} to you.`);
  expect(JSON.stringify(ping?.card.body)).toContain('Can you?');
  const [reply] = ping?.card.actions ?? [];
  const form = await chat.press('cleo', reply?.verb ?? '', reply?.ref ?? '', reply?.rev ?? 0);
  expect(form.kind).toBe('form');
});

test('what was closed and is open again is said aloud in its thread', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `take ${id}`);
  await chat.settle();
  await chat.ask('anna', `no-answer ${id} repeated`);
  await chat.settle();
  await chat.store.transaction(async (tx) => {
    const item = await tx.lockItem(id);
    if (!item) throw new Error('gone');
    await tx.saveItem({ ...item, state: { kind: 'open' }, rev: item.rev + 1 });
    await tx.changed(`item:${id}`);
  });
  await chat.settle();
  expect(chat.posted.at(-1)).toMatchObject({
    place: { kind: 'thread', under: 'm1', aloud: true },
    card: { title: 'Inlägget är öppet igen.' },
  });
});

test('a card asks for attention when its time comes, though nothing happens', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  const due = cardOf(id)?.dueAtMs ?? 0;
  chat.clock.nowMs = due + 24 * HOUR_MS;
  await chat.outbox.lookAgain(chat.clock.nowMs);
  await chat.settle();
  expect(cardOf(id)?.tone).toBe('urgent');
  expect(said(id)).toContain('Försenat');
});

test('a desk that is new shows what is open already', async () => {
  await chat.store.transaction((tx) =>
    tx.saveTown({ ...CHAT_TOWN, desks: [] }, 'test', chat.clock.nowMs),
  );
  const { id } = await chat.comment();
  await chat.store.transaction((tx) => tx.saveTown(CHAT_TOWN, 'test', chat.clock.nowMs));
  expect(await chat.settle()).toBeNull();
  await chat.outbox.fill();
  await chat.outbox.fill();
  await chat.settle();
  expect(keys()).toEqual([`item:${id}`]);
});
