import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '#app/answer.ts';
import { applyTown } from '#app/apply-town.ts';
import { clearTray } from '#app/clear-tray.ts';
import { deliverReply } from '#app/deliver-reply.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { takeIn } from '#app/take-in.ts';
import { webhookConnector } from '#connectors/webhook/connector.ts';
import type { Person } from '#domain/people/person.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { CommentEvent } from '#ports/connector.ts';
import { migrate, readMigrations } from '#store/migrate.ts';
import { openPooled } from '#store/pooled.ts';
import { fakeConnector } from '../app/asks/desk-for-test.ts';
import { BLOG, TOWN } from '../app/town.ts';
import { type StoreForTest, withJobTable } from '../store-for-test.ts';
import { type TestDatabase, testDatabase } from './postgres.ts';

const NOW_MS = Date.parse('2026-11-17T08:15:00Z');
const clock = { now: () => NOW_MS };
const flagger = ruleFlagger({ grounds: [], ownHosts: [] });
const connector = webhookConnector({ secrets: [`whsec_${'A'.repeat(32)}`] });
const signal = new AbortController().signal;

let made: TestDatabase;
let replicas: [StoreForTest, StoreForTest];

beforeAll(async () => {
  made = await testDatabase();
  const open = async () => {
    const engine = openPooled(made.url);
    await migrate(engine.database, await readMigrations());
    return withJobTable(engine);
  };
  replicas = [await open(), await open()];
});

afterAll(async () => {
  for (const replica of replicas) await replica[Symbol.asyncDispose]();
  await made[Symbol.asyncDispose]();
});

const prepared = calendars(clock.now);
const needs = (replica: StoreForTest) => ({
  store: replica.store,
  tray: replica.tray,
  clock,
  nowMs: NOW_MS,
  connector: () => connector,
  flagger: () => flagger,
  cycles: (town: typeof TOWN, channel: typeof BLOG) => cyclesOf(prepared, town, channel),
});

const comment = (externalId: string, text: string): CommentEvent => ({
  type: 'comment',
  externalId,
  occurredAtMs: NOW_MS,
  author: { externalId: 'u1', name: 'Karin' },
  self: false,
  visibility: 'public',
  text,
  media: [],
  presence: 'shown',
});

const feed = (replica: StoreForTest, events: CommentEvent[]) =>
  replica.store.transaction((tx) =>
    takeIn(tx, needs(replica), { town: TOWN, channel: BLOG, events }),
  );

test('a town applied by two replicas at once is applied once, and both know it', async () => {
  const apply = (replica: StoreForTest) =>
    applyTown({ store: replica.store, clock }, { town: TOWN_FOR_ALL, sha256: 'ab', by: 'system' });
  const plans = await Promise.all([...replicas, ...replicas, ...replicas].map(apply));
  expect(plans.filter(({ ok }) => !ok)).toEqual([]);
  const changed = plans.filter((plan) => plan.ok && plan.value.changes.length > 0);
  expect(changed).toHaveLength(1);
});

test('the same comments told to two replicas at once, in any order, come in once', async () => {
  const events = Array.from({ length: 12 }, (_, n) => comment(`both-${n}`, `När öppnar ${n}?`));
  const tellings = Array.from({ length: 3 }, () => [
    feed(replicas[0], events),
    feed(replicas[1], events.toReversed()),
  ]);
  await Promise.all(tellings.flat());
  for (const { externalId } of events) {
    const item = await replicas[0].store.read.itemByExternal('blog', externalId);
    const history = await replicas[0].store.read.history(item?.id ?? 0);
    expect(history.filter(({ type }) => type === 'item.received')).toHaveLength(1);
    expect(history.filter(({ type }) => type === 'item.edited')).toHaveLength(0);
  }
});

test('two replicas that clear the tray take one channel’s deliveries in the order they came', async () => {
  for (let n = 0; n < 10; n += 1) {
    const body = Buffer.from(
      JSON.stringify({ type: 'comment', id: 'ordered', text: `Version ${n}` }),
    );
    const put = { channel: 'blog', key: `v${n}`, body, receivedAtMs: NOW_MS };
    await replicas[0].tray.put(put);
  }
  const clear = (replica: StoreForTest) => clearTray(needs(replica), signal);
  await Promise.all([...replicas, ...replicas].map(clear));
  await clear(replicas[0]);
  const item = await replicas[0].store.read.itemByExternal('blog', 'ordered');
  const versions = await replicas[0].store.read.versions(item?.id ?? 0);
  expect(versions.map(({ text }) => text)).toEqual(
    Array.from({ length: 10 }, (_, n) => `Version ${n}`),
  );
  expect(await replicas[0].trayCounts()).toEqual({ waiting: 0, failed: 0 });
});

test('two people who answer the same comment at once send one answer', async () => {
  await feed(replicas[0], [comment('asked', 'När öppnar simhallen?')]);
  const item = await replicas[0].store.read.itemByExternal('blog', 'asked');
  let keys = 0;
  const asked = replicas.flatMap((replica) =>
    TOWN.people.map((by: Person) =>
      answer(
        { store: replica.store, clock, newKey: () => `key-${++keys}` },
        { item: item?.id ?? 0, by, words: 'På måndag.', seenRev: item?.rev ?? 0 },
      ),
    ),
  );
  const results = await Promise.all(asked);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  const view = await replicas[0].store.read.view(item?.id ?? 0);
  expect(view?.replies).toHaveLength(1);
  const platform = fakeConnector();
  const runs = replicas.map((replica) =>
    deliverReply(
      { store: replica.store, clock, connector: () => platform.connector },
      { reply: view?.replies[0]?.id ?? 0, signal },
    ),
  );
  await Promise.allSettled(runs);
  const history = await replicas[0].store.read.history(item?.id ?? 0);
  expect(history.filter(({ type }) => type === 'reply.sent')).toHaveLength(1);
  expect(new Set(platform.published.map(({ key }) => key)).size).toBe(1);
});

const [anna, bo] = TOWN.people as [Person, Person];

/** As the check wants it: ids that tell no name, and somebody who approves and keeps the town. */
const TOWN_FOR_ALL: typeof TOWN = {
  ...TOWN,
  people: [
    { ...anna, id: 'm1' },
    { ...bo, id: 'm2', roles: ['moderator', 'manager', 'approver', 'administrator'] },
  ],
  channels: TOWN.channels.map((channel) => ({ ...channel, responsible: 'm1', deputy: 'm2' })),
};
