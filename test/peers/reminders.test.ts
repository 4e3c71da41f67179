import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendars } from '#app/due.ts';
import { type RemindNeeds, remind } from '#app/remind.ts';
import type { ReminderMail } from '#ports/queue.ts';
import type { Store } from '#ports/store.ts';
import { migrate, readMigrations } from '#store/migrate.ts';
import { openPooled } from '#store/pooled.ts';
import { TOWN } from '../app/town.ts';
import { type StoreForTest, withJobTable } from '../store-for-test.ts';
import { type TestDatabase, testDatabase } from './postgres.ts';

// Four replicas look for reminders at the same time, and transactions die just before their commit.

const REPLICAS = 4;
const ITEMS = 1_200;
const HOUR_MS = 3_600_000;
/** A Thursday, 10:00 in Stockholm. */
const START_MS = Date.parse('2026-11-19T09:00:00Z');

let made: TestDatabase;
const replicas: StoreForTest[] = [];
const clock = { nowMs: START_MS, now: () => clock.nowMs };

beforeAll(async () => {
  made = await testDatabase();
  for (let n = 0; n < REPLICAS; n += 1) {
    const engine = openPooled(made.url);
    await migrate(engine.database, await readMigrations());
    replicas.push(await withJobTable(engine));
  }
  const [first] = replicas;
  await first?.store.transaction((tx) => tx.saveTown(TOWN, 'test', START_MS));
  await first?.engine.database.query(
    `WITH made AS (
       INSERT INTO item (channel, department, external_id, visibility, published_at_ms, received_at_ms,
         item_class, class_confirmed, state_kind, cycle_n, clock_running, due_at_ms, presence, rev,
         next_action_at_ms)
       SELECT 'blog', 'info', n::text, 'public', $2, $2, 'question', true, 'open', 1, true, $3,
         'shown', 1, 0
       FROM generate_series(1, $1) n RETURNING id
     )
     INSERT INTO clock_cycle (item_id, n, clock, start_at_ms, due_at_ms, overdue_from_ms)
     SELECT id, 1, 'answer', $2, $3, $3 FROM made`,
    [ITEMS, START_MS, START_MS + 4 * HOUR_MS],
  );
});
afterAll(async () => {
  for (const replica of replicas) await replica[Symbol.asyncDispose]();
  await made[Symbol.asyncDispose]();
});

class Killed extends Error {}

let deaths = 0;
/** As a process that is killed when everything is done but the commit. */
function mortal({ read, transaction }: Store): Store {
  return {
    read,
    transaction: (run) =>
      transaction(async (tx) => {
        const result = await run(tx);
        if (Math.random() < 0.4) {
          deaths += 1;
          throw new Killed();
        }
        return result;
      }),
  };
}

const needs = (replica: StoreForTest, n: number): RemindNeeds => {
  let keys = 0;
  return {
    store: mortal(replica.store),
    clock,
    calendars: calendars(clock.now),
    newKey: () => `${n}-${++keys}-${Math.random()}`,
    threadCard: () => expect.unreachable(),
    card: () => expect.unreachable(),
  };
};

async function sweepUntilQuiet(): Promise<void> {
  await Promise.all(
    replicas.map(async (replica, n) => {
      for (let quiet = false; !quiet; ) {
        try {
          await remind(needs(replica, n), AbortSignal.timeout(30_000));
          quiet = true;
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
    }),
  );
}

test('each stage is told each person once, however many look and die', async () => {
  const expected = new Map<string, number>();
  for (const hours of [2, 3, 4, 5, 24, 30]) {
    clock.nowMs = START_MS + hours * HOUR_MS;
    await sweepUntilQuiet();
  }
  for (const { name, data } of (await replicas[0]?.jobs()) ?? []) {
    if (name !== 'reminder') continue;
    const { person, reminders } = data as ReminderMail;
    for (const { item, stage } of reminders) {
      const key = `${person} ${stage} ${item}`;
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
  }
  expect(deaths).toBeGreaterThan(0);
  expect([...expected.values()].every((times) => times === 1)).toBe(true);
  const of = (person: string, stage: string) =>
    [...expected.keys()].filter((key) => key.startsWith(`${person} ${stage} `)).length;
  // Nobody holds them: anna answers for the blog, bo stands in and is the manager.
  expect(of('anna', 'half')).toBe(ITEMS);
  expect(of('anna', 'soon')).toBe(ITEMS);
  expect(of('bo', 'soon')).toBe(ITEMS);
  expect(of('anna', 'overdue')).toBe(ITEMS);
  expect(of('bo', 'overdue')).toBe(ITEMS);
  expect(of('bo', 'late')).toBe(ITEMS);
  expect(expected.size).toBe(6 * ITEMS);
});
