import type { Tray } from '#ports/store.ts';
import type { Runner } from './runner.ts';
import type { Database } from './sql.ts';
import { boundedKey, storable } from './storable.ts';

type Delivery = Parameters<Tray['put']>[0];
type Verdict = 'new' | 'repeat';

interface Waiting {
  readonly delivery: Delivery;
  readonly settle: (verdict: Verdict) => void;
  readonly fail: (cause: unknown) => void;
}

/** Rows of one INSERT; each size is one prepared statement. */
const GROUP_MAX = 64;
/** INSERTs under way at once: one commits while the next gathers. */
const WRITERS_MAX = 2;
const ATTEMPTS_MAX = 8;
const BACK_OFF_MS = 1_000;

/** The tray in the database. `put` is the hot path of every hook and goes around Prisma. */
export function trayOn(database: Database, runner: Runner): Tray {
  return { put: groupedPuts(database), next: (run) => takeNext(database, runner, run) };
}

/**
 * Deliveries that come while others are being committed share the next commit: under load the
 * disk's flush is paid once for many, without waiting when there is no load.
 */
function groupedPuts(database: Database): Tray['put'] {
  const waiting: Waiting[] = [];
  let writers = 0;

  async function write(): Promise<void> {
    writers += 1;
    while (waiting.length > 0) {
      const group = waiting.splice(0, GROUP_MAX);
      try {
        const added = await insert(database, group);
        for (const { delivery, settle } of group) {
          settle(added.delete(keyOf(delivery.channel, delivery.key)) ? 'new' : 'repeat');
        }
      } catch (cause) {
        for (const { fail } of group) fail(cause);
      }
    }
    writers -= 1;
  }

  return (delivery) =>
    new Promise((settle, fail) => {
      waiting.push({ delivery, settle, fail });
      // In a microtask, so that everything that came with the same read of the sockets goes together.
      if (writers < WRITERS_MAX) queueMicrotask(() => void (writers < WRITERS_MAX && write()));
    });
}

/** The keys that were not there before. Sorted, so that two groups never wait for each other's rows. */
async function insert(database: Database, group: readonly Waiting[]): Promise<Set<string>> {
  const deliveries = group
    .map(({ delivery }) => delivery)
    .sort((a, b) => (keyOf(a.channel, a.key) < keyOf(b.channel, b.key) ? -1 : 1));
  const rows = deliveries.map(
    (_, n) => `($${4 * n + 1}, $${4 * n + 2}, $${4 * n + 3}, $${4 * n + 4})`,
  );
  const added = await database.query<{ channel: string; delivery_key: string }>(
    `INSERT INTO delivery (channel, delivery_key, body, received_at_ms) VALUES ${rows.join(', ')}
     ON CONFLICT DO NOTHING RETURNING channel, delivery_key`,
    deliveries.flatMap(({ channel, key, body, receivedAtMs }) => [
      storable(channel),
      boundedKey(key),
      body,
      receivedAtMs,
    ]),
  );
  return new Set(added.map((row) => keyOf(row.channel, row.delivery_key)));
}

const keyOf = (channel: string, key: string): string => `${storable(channel)}\0${boundedKey(key)}`;

async function takeNext(
  database: Database,
  runner: Runner,
  run: Parameters<Tray['next']>[0],
): Promise<'done' | 'failed' | 'empty'> {
  let taken: bigint | undefined;
  let rest: number | undefined;
  try {
    return await runner(async (tx, db) => {
      const nowMs = BigInt(Date.now());
      const [row] = await db.$queryRaw<DeliveryRow[]>`
        SELECT id, channel, body, received_at_ms, taken_in, attempts FROM delivery d
        WHERE state = 'waiting' AND not_before_ms <= ${nowMs} AND NOT EXISTS (
          SELECT 1 FROM delivery e
          WHERE e.channel = d.channel AND e.id < d.id
            AND e.state = 'waiting' AND e.not_before_ms <= ${nowMs})
        ORDER BY id LIMIT 1 FOR UPDATE OF d SKIP LOCKED`;
      if (!row) return 'empty';
      taken = row.id;
      await run(tx, {
        id: String(row.id),
        channel: row.channel,
        body: row.body,
        receivedAtMs: Number(row.received_at_ms),
        takenIn: row.taken_in,
        failedBefore: row.attempts > 0,
        leaveFrom: (takenIn) => {
          rest = takenIn;
        },
      });
      if (rest === undefined)
        await db.$executeRaw`UPDATE delivery SET state = 'done', fault = NULL WHERE id = ${row.id}`;
      else
        await db.$executeRaw`
          UPDATE delivery SET taken_in = ${rest}, attempts = least(attempts, 1) WHERE id = ${row.id}`;
      return 'done';
    });
  } catch (cause) {
    if (taken === undefined) throw cause;
    await postpone(database, { id: taken, rest }, cause);
    return 'failed';
  }
}

/**
 * Tried again later, twice as late each time; after the eighth time it stays, for a person to look
 * at. Where it was one part of a delivery, a copy stays and the other parts go on.
 */
async function postpone(
  database: Database,
  { id, rest }: { readonly id: bigint; readonly rest: number | undefined },
  cause: unknown,
): Promise<void> {
  if (rest !== undefined) {
    const setAside = await database.query(SET_PART_ASIDE, [
      Number(id),
      ATTEMPTS_MAX,
      rest,
      faultName(cause),
    ]);
    if (setAside.length > 0) return;
  }
  await database.query(
    `UPDATE delivery SET
       attempts = attempts + 1,
       state = CASE WHEN attempts + 1 >= $2 THEN 'failed' ELSE 'waiting' END,
       not_before_ms = $3::bigint + ($4 * power(2, attempts))::bigint,
       fault = $5
     WHERE id = $1 AND state = 'waiting'`,
    [Number(id), ATTEMPTS_MAX, Date.now(), BACK_OFF_MS, faultName(cause)],
  );
}

const SET_PART_ASIDE = `
  WITH kept AS (
    INSERT INTO delivery (channel, delivery_key, body, received_at_ms, state, attempts, taken_in, fault)
    SELECT channel, 'part ' || taken_in || ' of ' || delivery_key, body, received_at_ms,
           'failed', attempts + 1, taken_in, $4
    FROM delivery WHERE id = $1 AND state = 'waiting' AND attempts + 1 >= $2
    RETURNING 1
  )
  UPDATE delivery SET taken_in = $3, attempts = 1
  WHERE id = $1 AND EXISTS (SELECT 1 FROM kept) RETURNING id`;

/** The kind of fault only: an error's message may quote what a citizen wrote. */
const faultName = (cause: unknown): string =>
  cause instanceof Error ? `${cause.name}${'code' in cause ? ` ${cause.code}` : ''}` : 'unknown';

interface DeliveryRow {
  readonly id: bigint;
  readonly channel: string;
  readonly body: Uint8Array;
  readonly received_at_ms: bigint;
  readonly taken_in: number;
  readonly attempts: number;
}
