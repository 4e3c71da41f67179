import { afterEach, beforeEach, expect, test } from 'vitest';
import { answer } from '#app/answer.ts';
import { classify } from '#app/classify.ts';
import { deliverReply } from '#app/deliver-reply.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { noAnswer } from '#app/no-answer.ts';
import { settleReply } from '#app/settle-reply.ts';
import { takeIn } from '#app/take-in.ts';
import type { Item } from '#domain/items/item.ts';
import type { Person } from '#domain/people/person.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { CommentEvent, ConnectorEvent, Outcome } from '#ports/connector.ts';
import { type StoreForTest, storeForTest } from '../../store-for-test.ts';
import { fakeConnector } from '../asks/desk-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

const START_MS = Date.parse('2026-11-17T08:15:00Z');
const HOUR_MS = 3_600_000;
const QUESTION = 'När öppnar simhallen?';
const flagger = ruleFlagger({ grounds: [], ownHosts: ['bjorkdal.example'] });
const anna = TOWN.people[0] as Person;
const signal = new AbortController().signal;

let opened: StoreForTest;
let nowMs: number;
let needs: Parameters<typeof classify>[0] & { newKey: () => string };
let asOfMs: number | undefined;

beforeEach(async () => {
  opened = await storeForTest();
  nowMs = START_MS;
  asOfMs = undefined;
  const prepared = calendars(() => nowMs);
  let keys = 0;
  needs = {
    store: opened.store,
    clock: { now: () => nowMs },
    cycles: (town, channel) => cyclesOf(prepared, town, channel),
    newKey: () => `key-${++keys}`,
  };
  await opened.store.transaction((tx) => tx.saveTown(TOWN, 'test', nowMs));
});

afterEach(() => opened[Symbol.asyncDispose]());

function feed(...events: ConnectorEvent[]): Promise<void> {
  const given = { flagger: () => flagger, cycles: needs.cycles, nowMs };
  const asked = { town: TOWN, channel: BLOG, events, ...(asOfMs !== undefined && { asOfMs }) };
  return opened.store.transaction((tx) => takeIn(tx, given, asked));
}

function comment(externalId: string, text: string, more: Partial<CommentEvent> = {}): CommentEvent {
  return {
    type: 'comment',
    externalId,
    occurredAtMs: START_MS - 60_000,
    author: { externalId: 'u1', name: 'Karin' },
    self: false,
    visibility: 'public',
    text,
    media: [],
    presence: 'shown',
    ...more,
  };
}

const own = (text: string, more: Partial<CommentEvent> = {}) =>
  comment('own-1', text, { self: true, parentExternalId: 'c1', occurredAtMs: nowMs, ...more });

async function item(): Promise<Item> {
  const found = await opened.store.read.itemByExternal('blog', 'c1');
  if (!found) throw new Error('no item');
  return found;
}

async function owed(): Promise<number[]> {
  const views = await opened.store.read.queue({ list: 'owed', limit: 10, offset: 0 });
  return views.map((view) => view.item.id);
}

async function closeAs(itemClass: 'neutral' | 'question') {
  const { id } = await item();
  const classed = await classify(needs, { item: id, by: anna, itemClass });
  const done = await noAnswer(needs, { item: id, by: anna, reason: 'no-question' });
  expect([classed.ok, done.ok]).toEqual([true, true]);
  return id;
}

const openings = async (id: number) =>
  (await opened.store.read.history(id))
    .filter((e) => e.type === 'item.reopened')
    .map((e) => e.data);

/** A reply whose job ran with this outcome. */
async function replied(outcome: Outcome) {
  const { id } = await item();
  const asked = await answer(needs, { item: id, by: anna, words: 'På måndag.' });
  if (!asked.ok) throw new Error(asked.refusal.kind);
  const platform = fakeConnector();
  platform.next.push(outcome);
  const reply = (await opened.store.read.view(id))?.replies.at(-1)?.id ?? 0;
  await deliverReply({ ...needs, connector: () => platform.connector }, { reply, signal });
  return { reply, state: async () => (await opened.store.read.reply(reply))?.state };
}

const BY_HAND: Outcome = { kind: 'manual', how: 'Publicera det själv.' };

test('a report about a comment that was closed brings it before a person again', async () => {
  await feed(comment('c1', 'Fint väder.'));
  const id = await closeAs('neutral');
  expect(await owed()).toEqual([]);
  await feed({ type: 'report', externalId: 'c1', text: 'Det är ett hot', occurredAtMs: null });
  expect(await owed()).toEqual([id]);
  expect((await item()).state.kind).toBe('open');
  expect(await openings(id)).toEqual([{ why: 'report' }]);
});

test('a report about a comment whose class was confirmed as neutral is not lost among the quiet', async () => {
  await feed(comment('c1', 'Fint väder.'));
  const { id } = await item();
  await classify(needs, { item: id, by: anna, itemClass: 'neutral' });
  await feed({ type: 'report', externalId: 'c1', text: 'Det är ett hot', occurredAtMs: null });
  expect(await owed()).toEqual([id]);
  expect(await openings(id)).toEqual([]);
});

test('what was closed as neutral and is edited into a question owes an answer', async () => {
  await feed(comment('c1', 'Fint väder.'));
  const id = await closeAs('neutral');
  nowMs += HOUR_MS;
  await feed(comment('c1', QUESTION));
  expect(await owed()).toEqual([id]);
  expect(await item()).toMatchObject({
    itemClass: 'question',
    classConfirmed: false,
    state: { kind: 'open' },
    cycle: { startAtMs: nowMs },
  });
  expect(await openings(id)).toEqual([{ why: 'edited' }]);
});

test('what was closed and is edited into something dangerous is seen by a person', async () => {
  await feed(comment('c1', 'Fint väder.'));
  const id = await closeAs('neutral');
  await feed(comment('c1', 'Fint väder. http://xn--bjrkdal-q4a.example@192.0.2.7/betala'));
  expect(await owed()).toEqual([id]);
});

test('an answer that the platform holds back answers nobody', async () => {
  await feed(comment('c1', QUESTION));
  nowMs += HOUR_MS;
  await feed(own('På måndag!', { presence: 'hidden' }));
  expect((await item()).state.kind).toBe('new');
  expect((await item()).cycle?.stoppedAtMs).toBeUndefined();
  await feed(own('På måndag!'));
  expect((await item()).state).toMatchObject({ kind: 'answered', origin: 'native' });
});

test('a reply that waits to be published by hand is settled when it appears on the platform', async () => {
  await feed(comment('c1', QUESTION));
  const { state } = await replied(BY_HAND);
  nowMs += HOUR_MS;
  await feed(own('På måndag.\n\n– Anna Berg,  Kommunikationsenheten'));
  expect(await state()).toMatchObject({ kind: 'sent', externalId: 'own-1' });
  expect((await item()).state).toEqual({ kind: 'answered', origin: 'desk', atMs: nowMs });
});

test('a reply to the earlier words does not close what the citizen asked since', async () => {
  await feed(comment('c1', QUESTION));
  const { reply } = await replied(BY_HAND);
  nowMs += HOUR_MS;
  await feed(own('Se webbplatsen.'));
  nowMs += HOUR_MS;
  await feed(comment('c1', 'Och vad kostar det?'));
  expect((await item()).cycle?.n).toBe(2);
  const done = await settleReply(needs, { reply, by: anna, how: 'done' });
  expect(done.ok).toBe(true);
  expect((await item()).state.kind).toBe('open');
  expect((await item()).cycle?.stoppedAtMs).toBeUndefined();
});

test('a reply to a channel that is gone comes back to the desk and says why', async () => {
  await feed(comment('c1', QUESTION));
  const { id } = await item();
  await answer(needs, { item: id, by: anna, words: 'På måndag.' });
  const reply = (await opened.store.read.view(id))?.replies[0]?.id ?? 0;
  await deliverReply({ ...needs, connector: () => undefined }, { reply, signal });
  expect((await opened.store.read.reply(reply))?.state).toMatchObject({
    kind: 'refused',
    code: 'no-connector',
  });
  expect((await item()).state.kind).toBe('open');
});

test('a person’s word to try a reply again is on record', async () => {
  await feed(comment('c1', QUESTION));
  const { id } = await item();
  await answer(needs, { item: id, by: anna, words: 'På måndag.' });
  const reply = (await opened.store.read.view(id))?.replies[0]?.id ?? 0;
  const platform = fakeConnector();
  platform.next.push({ kind: 'retry', afterMs: 1, message: 'busy' });
  const run = () =>
    deliverReply({ ...needs, connector: () => platform.connector }, { reply, signal });
  await expect(run()).rejects.toThrow();
  nowMs += HOUR_MS;
  const { rev } = await item();
  const again = await settleReply(needs, { reply, by: anna, how: 'again' });
  expect(again.ok).toBe(true);
  expect((await opened.store.read.history(id)).at(-1)).toMatchObject({
    type: 'reply.retried',
    actor: 'anna',
    data: { reply },
  });
  expect((await item()).rev).toBe(rev + 1);
});

test('what a person closed as withdrawn is not opened by the platform showing it otherwise', async () => {
  await feed(comment('c1', QUESTION));
  const { id } = await item();
  await noAnswer(needs, { item: id, by: anna, reason: 'withdrawn' });
  await feed(comment('c1', QUESTION, { presence: 'hidden' }));
  expect((await item()).state).toMatchObject({ kind: 'no-answer', reason: 'withdrawn' });
});

test('what was told before we saw the newest words cannot take them back', async () => {
  asOfMs = nowMs - 10_000;
  await feed(comment('c1', QUESTION, { occurredAtMs: null }));
  expect(await item()).toMatchObject({ receivedAtMs: asOfMs, publishedAtMs: asOfMs });
  asOfMs = nowMs;
  await feed(comment('c1', `${QUESTION} Och kostar det?`));
  asOfMs = nowMs - 5_000;
  await feed(comment('c1', QUESTION));
  expect((await opened.store.read.view((await item()).id))?.text).toContain('kostar');
});
