import type { Sql } from './sql.ts';

/** As long as a replay is recognised (issue of the tray and of clicks), and a done body is kept. */
const MEMORY_MS = 14 * 24 * 60 * 60_000;
const ROWS_MAX = 10_000;

/** What is dropped when its time is over: `[table, its key, when]`, `$1` now, `$2` the memory's end. */
const STALE = [
  ['delivery', 'id', `state = 'done' AND received_at_ms < $2`],
  ['interaction', '(platform, key)', 'seen_at_ms < $2'],
  ['slot', 'key', 'claimed_at_ms < $2'],
  ['access_link', 'secret_hash', 'expires_at_ms < $2'],
  ['session', 'token_hash', 'expires_at_ms < $1'],
  ['draft', 'key', 'expires_at_ms < $1'],
  ['desk_message', '(desk, key)', 'card IS NOT NULL AND shown >= wanted AND waits_since_ms < $2'],
] as const;

/** Drops what is no longer needed, at most 10,000 rows of each kind; returns how many in all. */
export async function dropStale(sql: Sql, nowMs: number): Promise<number> {
  let dropped = 0;
  for (const [table, key, when] of STALE) {
    const where = when.replace('$2', `${nowMs - MEMORY_MS}`).replace('$1', `${nowMs}`);
    const [row] = await sql.query<{ dropped: number }>(
      `WITH gone AS (
         DELETE FROM ${table} WHERE ${key} IN (
           SELECT ${key.replace(/[()]/g, '')} FROM ${table} WHERE ${where} LIMIT ${ROWS_MAX}
         ) RETURNING 1
       ) SELECT count(*)::int AS dropped FROM gone`,
    );
    dropped += row?.dropped ?? 0;
  }
  return dropped;
}
