import { afterEach, beforeEach, expect, test } from 'vitest';
import { calendars, cyclesOf } from '#app/due.ts';
import { takeIn } from '#app/take-in.ts';
import type { Item } from '#domain/items/item.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { CommentEvent, ConnectorEvent } from '#ports/connector.ts';
import { type StoreForTest, storeForTest } from '../../store-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

const at = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Stockholm').epochMilliseconds;

const flagger = ruleFlagger({ grounds: [], ownHosts: ['bjorkdal.example'] });

let opened: StoreForTest;
let nowMs: number;

beforeEach(async () => {
  opened = await storeForTest();
  nowMs = at('2026-11-17T09:15');
  await opened.store.transaction((tx) => tx.saveTown(TOWN, 'test', nowMs));
});

afterEach(() => opened[Symbol.asyncDispose]());

function feed(...events: ConnectorEvent[]): Promise<void> {
  const prepared = calendars(() => nowMs);
  const needs = {
    flagger: () => flagger,
    cycles: (town: typeof TOWN, channel: typeof BLOG) => cyclesOf(prepared, town, channel),
    nowMs,
  };
  return opened.store.transaction((tx) => takeIn(tx, needs, { town: TOWN, channel: BLOG, events }));
}

function comment(externalId: string, text: string, more: Partial<CommentEvent> = {}): CommentEvent {
  return {
    type: 'comment',
    externalId,
    occurredAtMs: at('2026-11-17T09:10'),
    author: { externalId: 'u1', name: 'Karin' },
    self: false,
    visibility: 'public',
    text,
    media: [],
    presence: 'shown',
    ...more,
  };
}

const QUESTION = 'När öppnar simhallen?';

async function item(externalId = 'c1'): Promise<Item> {
  const found = await opened.store.read.itemByExternal('blog', externalId);
  if (!found) throw new Error(`no item ${externalId}`);
  return found;
}

const types = async (id: number) => (await opened.store.read.history(id)).map((e) => e.type);

test('a question starts a clock at the moment it was published', async () => {
  await feed(comment('c1', QUESTION));
  const { cycle, itemClass, state } = await item();
  expect(itemClass).toBe('question');
  expect(state).toEqual({ kind: 'new' });
  expect(cycle).toMatchObject({
    n: 1,
    startAtMs: at('2026-11-17T09:10'),
    dueAtMs: at('2026-11-18T17:00'),
    overdueFromMs: at('2026-11-19T00:00'),
  });
  expect(await types((await item()).id)).toEqual(['item.received', 'clock.started', 'flag.raised']);
});

test('the same event again changes nothing', async () => {
  await feed(comment('c1', QUESTION));
  const before = await item();
  await feed(comment('c1', QUESTION), comment('c1', QUESTION));
  expect(await item()).toEqual(before);
  expect(await types(before.id)).toHaveLength(3);
});

test('an edit is a new version and never moves the due time', async () => {
  await feed(comment('c1', QUESTION));
  const { cycle } = await item();
  nowMs += 3_600_000;
  await feed(comment('c1', `${QUESTION} Och när stänger den?`));
  const after = await item();
  expect(after.cycle).toEqual(cycle);
  expect(await opened.store.read.versions(after.id)).toMatchObject([
    { n: 1, text: QUESTION },
    { n: 2, text: `${QUESTION} Och när stänger den?` },
  ]);
});

test('a running clock is not stopped by editing the question away', async () => {
  await feed(comment('c1', QUESTION));
  await feed(comment('c1', 'Fint väder.'));
  const after = await item();
  expect(after.itemClass).toBe('question');
  expect(after.cycle?.stoppedAtMs).toBeUndefined();
});

test('an answer written on the platform itself closes the clock, once', async () => {
  await feed(comment('c1', QUESTION));
  nowMs = at('2026-11-17T10:30');
  const answer = comment('a1', 'På måndag!', {
    self: true,
    parentExternalId: 'c1',
    occurredAtMs: at('2026-11-17T10:00'),
  });
  await feed(answer);
  await feed(answer);
  const after = await item();
  expect(after.state).toEqual({ kind: 'answered', origin: 'native', atMs: at('2026-11-17T10:00') });
  expect(after.cycle).toMatchObject({ stoppedBy: 'native-answer' });
  const log = await opened.store.read.history(after.id);
  expect(log.filter((e) => e.type === 'native-answer.detected')).toHaveLength(1);
  expect(log.find((e) => e.type === 'clock.stopped')?.data).toMatchObject({ met: true });
});

test('words changed after the answer are a new message with a cycle of their own', async () => {
  await feed(comment('c1', QUESTION));
  await feed(comment('a1', 'På måndag!', { self: true, parentExternalId: 'c1' }));
  nowMs = at('2026-11-18T11:00');
  await feed(comment('c1', 'Och när stänger den?'));
  const after = await item();
  expect(after.state).toEqual({ kind: 'open' });
  expect(after.cycle).toMatchObject({ n: 2, startAtMs: at('2026-11-18T11:00') });
  // The old answer seen again answers the first cycle only.
  await feed(comment('a1', 'På måndag!', { self: true, parentExternalId: 'c1' }));
  expect((await item()).state).toEqual({ kind: 'open' });
});

test('what its author deletes stops its clock and stays in the archive', async () => {
  await feed(comment('c1', QUESTION));
  await feed({ type: 'gone', externalId: 'c1', occurredAtMs: null, by: 'author' });
  await feed({ type: 'gone', externalId: 'c1', occurredAtMs: null });
  const after = await item();
  expect(after.presence).toBe('gone');
  expect(after.state).toMatchObject({ kind: 'no-answer', reason: 'withdrawn' });
  expect((await opened.store.read.versions(after.id))[0]?.text).toBe(QUESTION);
  expect((await types(after.id)).filter((t) => t === 'item.gone')).toHaveLength(1);
});

test('what comes back owes its answer again, from the day it was published', async () => {
  await feed(comment('c1', QUESTION));
  await feed({ type: 'gone', externalId: 'c1', occurredAtMs: null });
  await feed(comment('c1', QUESTION));
  const after = await item();
  expect(after.presence).toBe('shown');
  expect(after.state).toEqual({ kind: 'new' });
  expect(after.cycle).toMatchObject({ n: 2, startAtMs: at('2026-11-17T09:10') });
  expect(after.cycle?.stoppedBy).toBeUndefined();
});

test('hiding on the platform is noted; the clock goes on', async () => {
  await feed(comment('c1', QUESTION));
  await feed(comment('c1', QUESTION, { presence: 'hidden' }));
  const after = await item();
  expect(after.presence).toBe('hidden');
  expect(after.cycle?.stoppedAtMs).toBeUndefined();
  expect(await types(after.id)).toContain('item.presence-changed');
});

test('a visitor’s report is a flag on the comment it names', async () => {
  await feed(comment('c1', 'Fint väder.'));
  await feed({ type: 'report', externalId: 'c1', text: 'Det är ett påhopp', occurredAtMs: null });
  const view = await opened.store.read.view((await item()).id);
  expect(view?.flags).toContainEqual(expect.objectContaining({ source: 'visitor' }));
});

test('an unknown event is counted in the log under a harmless name, and a delivery of it archived', async () => {
  await feed({ type: 'unknown', kind: 'poll.created' }, { type: 'unknown', kind: '<b>åäö</b>' });
  const lines = await opened.ledger.logLines(0, 10);
  const kinds = lines
    .map((l) => JSON.parse(l.line))
    .filter((e) => e.type === 'delivery.unknown')
    .map((e) => e.data.kind);
  expect(kinds).toEqual(['poll.created', 'unnamed']);
});

test('a comment dated in the future starts its clock now', async () => {
  await feed(comment('c1', QUESTION, { occurredAtMs: nowMs + 86_400_000 }));
  expect((await item()).publishedAtMs).toBe(nowMs);
});

test('a comment dated before the web began was published when it came', async () => {
  await feed(comment('c1', QUESTION, { occurredAtMs: Date.parse('0000-01-01T00:00:00Z') }));
  await feed(comment('c2', QUESTION, { occurredAtMs: 0 }));
  for (const id of ['c1', 'c2']) {
    const { publishedAtMs, cycle } = await item(id);
    expect(publishedAtMs).toBe(nowMs);
    expect(cycle?.startAtMs).toBe(nowMs);
  }
});
