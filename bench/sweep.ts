/**
 * How long looking for reminders takes, in a town with ten thousand and with a million open items, on
 * PostgreSQL: with nothing due, and with five hundred due at once. Exits 1 when a bound is missed.
 * Run: npm run bench:sweep
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { calendars } from '#app/due.ts';
import { type RemindNeeds, remind } from '#app/remind.ts';
import { type OpenStore, openStore } from '#store/open.ts';
import { overdueNote, reminderCard } from '../commands/reminder-card.ts';
import { TOWN } from '../test/app/town.ts';
import { testDatabase } from '../test/peers/postgres.ts';
import { bounds, median, quantile } from './bounds.ts';

const SIZES = [10_000, 1_000_000] as const;
const ROUNDS = 40;
const DUE = 500;
const HOUR_MS = 3_600_000;
/** A Thursday, 10:00 in Stockholm. */
const NOW_MS = Date.parse('2026-11-19T09:00:00Z');
const FAR_MS = NOW_MS + 30 * 24 * HOUR_MS;

/** Written straight into the tables; each with a clock of which half is gone. */
const ITEMS_SQL = `
  WITH made AS (
    INSERT INTO item (channel, department, external_id, visibility, published_at_ms, received_at_ms,
      item_class, class_confirmed, state_kind, cycle_n, clock_running, due_at_ms, presence, rev,
      version, content_hash, text, language, next_action_at_ms)
    SELECT 'blog', 'info', n::text, 'public', $2, $2, 'question', true, 'open', 1, true,
      $2::bigint + 25200000, 'shown', 1, 1, md5(n::text), 'When does it open?', 'en', $3
    FROM generate_series(1, $1) n
    RETURNING id, published_at_ms, due_at_ms
  )
  INSERT INTO clock_cycle (item_id, n, clock, start_at_ms, due_at_ms, overdue_from_ms)
  SELECT id, 1, 'answer', published_at_ms, due_at_ms, due_at_ms + 1 FROM made`;

const kept = bounds();
const measured = [];
for (const size of SIZES) measured.push(await measure(size));
const [few, many] = measured;
if (!few || !many) throw new Error('nothing was measured');
kept.below('1,000,000 open: sweep with nothing due, p95', many.idle, 2, 'ms');
kept.below('1,000,000 open: 500 due ones claimed, p95', many.claim, 50, 'ms');
kept.below('in the middle, against 10,000 open', many.middle / few.middle, 1.5, 'times');
kept.beside('10,000 open: sweep with nothing due, p95', few.idle, 'ms');
kept.beside('1,000,000 open: 500 planned, said and committed', many.whole, 'ms');
kept.close();

async function measure(size: number) {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await testDatabase());
  const dataFolder = await mkdtemp(join(tmpdir(), 'kvorum-sweep-'));
  opened.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const house = opened.use(await openStore({ dataFolder, databaseUrl: database.url }));
  house.connectJobs(async () => undefined);
  await house.store.transaction((tx) => tx.saveTown(TOWN, 'bench', NOW_MS));
  const sql = new Client(database.url);
  await sql.connect();
  opened.defer(() => sql.end());
  await sql.query(ITEMS_SQL, [size, NOW_MS - 4 * HOUR_MS, FAR_MS]);
  await sql.query('VACUUM ANALYZE item');
  const sweep = () => remind(needsOf(house), AbortSignal.timeout(60_000));
  const idle = await times(ROUNDS, sweep);
  const claim: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await makeDue(sql, size, round);
    claim.push(await claimed(house));
    whole.push((await times(1, sweep))[0] ?? 0);
  }
  const p95 = (all: readonly number[]) => quantile(all.slice(5), 0.95);
  console.log(`${size} open: idle ${p95(idle).toFixed(2)} ms, claim ${p95(claim).toFixed(1)} ms`);
  return { idle: p95(idle), claim: p95(claim), middle: median(claim), whole: p95(whole) };
}

function needsOf({ store }: OpenStore): RemindNeeds {
  let keys = 0;
  return {
    store,
    clock: { now: () => NOW_MS },
    calendars: calendars(() => NOW_MS),
    newKey: () => `bench-${++keys}`,
    threadCard: (town, department, key, told) => overdueNote(town, department, { key, told }),
    card: (town, person, key, reminded) =>
      reminderCard({ town, person, nowMs: NOW_MS }, key, reminded),
  };
}

async function times(rounds: number, run: () => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    await run();
    all.push(performance.now() - startMs);
  }
  return all;
}

/** Others each round: nobody is reminded twice. */
async function makeDue(sql: Client, size: number, round: number): Promise<void> {
  const step = Math.floor(size / DUE);
  await sql.query(
    `UPDATE item SET next_action_at_ms = $1
     WHERE id IN (SELECT 1 + n * $2 + $3 % $2 FROM generate_series(0, $4 - 1) n)`,
    [NOW_MS - 1, step, round, DUE],
  );
}

/** Taken for a transaction, and given back: what a sweep waits for before it computes. */
async function claimed({ store }: OpenStore): Promise<number> {
  let ms = 0;
  const undone = new Error('undone');
  const claim = store.transaction(async (tx) => {
    const startMs = performance.now();
    const items = await tx.lockRemindable(NOW_MS, DUE);
    ms = performance.now() - startMs;
    if (items.length !== DUE) throw new Error(`${items.length} claimed`);
    throw undone;
  });
  await claim.catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return ms;
}
