import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendMessages } from '#app/send-messages.ts';
import { CHAT_TOWN, chatForTest } from './chat-for-test.ts';

let chat: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  chat = await chatForTest();
});
afterEach(() => chat[Symbol.asyncDispose]());

const cardOf = (id: number) => chat.posted.find(({ card }) => card.key === `item:${id}`)?.card;
const said = (id: number) => JSON.stringify(cardOf(id));
const notices = async () => (await chat.jobs()).filter(({ name }) => name === 'notice');
const refused = { kind: 'refused', code: 'invalid_blocks' } as const;
const ambiguous = { kind: 'ambiguous', message: 'internal_error' } as const;

test('a card that the platform does not take is not forgotten, and never doubled', async () => {
  const { id } = await chat.comment();
  await chat.settle();
  await chat.ask('anna', `take ${id}`);
  chat.next.push(refused, refused);
  await chat.settle('chat', 60_000);
  await chat.ask('anna', `release ${id}`);
  await chat.settle();
  expect(chat.posted).toHaveLength(1);
  expect(said(id)).not.toContain('Anna Berg');
});

test.each([
  ['forward', 'roads'],
  ['no-answer', 'repeated'],
])('a card that an uncertain post left behind is brought up to date after %s', async (verb, to) => {
  const { id } = await chat.comment('Min granne heter Karin.');
  chat.next.push('silent-after');
  await sendMessages(chat.needs, { desk: 'chat', signal: chat.signal });
  await chat.ask('anna', `${verb} ${id} ${to}`);
  await chat.settle();
  expect(chat.posted.filter(({ card }) => card.key === `item:${id}`)).toHaveLength(1);
  expect(cardOf(id)?.tone).toBe('done');
  if (verb === 'forward') expect(said(id)).not.toMatch(/Karin|Kalle/);
});

test('an uncertain post that never got there is not made up for when nobody needs it', async () => {
  const { id } = await chat.comment();
  chat.next.push(ambiguous);
  await sendMessages(chat.needs, { desk: 'chat', signal: chat.signal });
  await chat.ask('anna', `no-answer ${id} repeated`);
  expect(await chat.settle()).toBeNull();
  expect(chat.posted).toEqual([]);
});

test('one message that never gets through does not keep the others back', async () => {
  const bad = await chat.comment();
  const good = await chat.comment();
  const { post } = chat.outlet;
  chat.outlet.post = async (place, card, signal) =>
    card.key === `item:${bad.id}` ? ambiguous : post(place, card, signal);
  await chat.settle('chat', 120_000);
  expect(cardOf(good.id)).toBeDefined();
});

test('one that cannot be drawn does not keep the others back either', async () => {
  const bad = await chat.comment();
  const good = await chat.comment();
  const { draw } = chat.needs;
  const needs = {
    ...chat.needs,
    draw: (desk: string, key: string) =>
      key === `item:${bad.id}` ? Promise.reject(new Error('no ink')) : draw(desk, key),
  };
  for (let n = 0; n < 3; n += 1) {
    chat.wall.nowMs += 2_000;
    await sendMessages(needs, { desk: 'chat', signal: chat.signal });
  }
  expect(cardOf(good.id)).toBeDefined();
  expect(chat.faults).toContain('chat Error: no ink');
});

test('while a channel is closed the managers get one mail, whatever else goes wrong', async () => {
  await chat.comment();
  const archived = { kind: 'closed', code: 'archived', message: '' } as const;
  const away = { kind: 'retry', message: '' } as const;
  for (let n = 0; n < 6; n += 1) chat.next.push(archived, away);
  await chat.settle('chat', 170_000);
  expect(await notices()).toHaveLength(1);
});

test('a pause that the platform asked for is not cut short by an unchanged card', async () => {
  const [first, second] = [await chat.comment(), await chat.comment()];
  await chat.settle();
  await chat.store.transaction((tx) => tx.changed(`item:${first.id}`));
  await chat.ask('anna', `take ${second.id}`);
  chat.wall.nowMs += 1_200;
  const slow = await chat.outbox.claim('chat');
  if ('waitMs' in slow) throw new Error('nothing to claim');
  chat.wall.nowMs += 1_200;
  const other = await chat.outbox.claim('chat');
  if ('waitMs' in other) throw new Error('nothing to claim');
  await chat.outbox.postpone(other, { post: 'unsent', restMs: 60_000 });
  const shown = { ref: slow.ref ?? '', hash: slow.hash ?? '', closed: false, lookAgainAtMs: null };
  await chat.outbox.shown(slow, shown, 'unsent');
  const next = await chat.outbox.claim('chat');
  expect('waitMs' in next && next.waitMs).toBeGreaterThan(50_000);
});

test('the quiet line counts what is quiet now', async () => {
  const one = await chat.comment('Fint.', { itemClass: 'neutral' });
  await chat.comment('Fint!', { itemClass: 'neutral' });
  await chat.settle();
  await chat.ask('anna', `class ${one.id} question`);
  await chat.settle();
  const line = chat.posted.find(({ card }) => card.key.startsWith('quiet:'));
  expect(line?.card.title).toBe('1 kommentar som inte kräver svar');
});

test('a desk that becomes another unit’s no longer shows what is the first one’s', async () => {
  const { id } = await chat.comment('Min granne heter Karin.');
  await chat.settle();
  const desks = CHAT_TOWN.desks.map((desk) =>
    desk.id === 'chat' ? { ...desk, department: 'roads' } : { ...desk, department: 'info' },
  );
  await chat.store.transaction((tx) => tx.saveTown({ ...CHAT_TOWN, desks }, 'test', 0));
  await chat.outbox.fill();
  await chat.settle();
  expect(said(id)).not.toMatch(/Karin/);
  expect(cardOf(id)?.actions).toEqual([]);
});

test('what waits is counted by the desks the town has, also those that have sent nothing yet', async () => {
  expect(await chat.outbox.waiting()).toEqual({ chat: 0, roads: 0 });
  await chat.comment();
  expect(await chat.outbox.waiting()).toEqual({ chat: 1, roads: 0 });
});
