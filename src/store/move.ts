import { edgeOf, leafHash, rootOf } from '#domain/archive/merkle.ts';
import type { JobName } from '#ports/queue.ts';
import { openEmbedded } from './embedded.ts';
import type { Engine } from './engine.ts';
import type { JobTransaction, SendJob } from './job-sending.ts';
import { lineOf } from './log-line.ts';
import { migrate, readMigrations } from './migrate.ts';
import { noteMoved } from './moved-note.ts';
import { openPooled } from './pooled.ts';
import type { Database, Sql } from './sql.ts';
import { StoreError } from './store-error.ts';

export interface MoveOptions {
  /** Folder of the embedded town; nobody else may have it open. */
  readonly dataFolder: string;
  readonly databaseUrl: string;
  /** The queue on the new database: jobs that wait in the old one are sent there. */
  readonly sendJob: SendJob;
  onProgress(table: string, rows: number): void;
}

export interface Moved {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly jobs: number;
  readonly logSize: number;
  /** Root of the log when it was moved, hex; the same on both sides. */
  readonly logRoot: string;
}

/** In an order in which every reference finds its row. */
const TABLES = [
  'town_entry',
  'author',
  'item',
  'item_version',
  'archived',
  'flag',
  'clock_cycle',
  'clock_pause',
  'reminder',
  'absence',
  'reply',
  'letter',
  'report',
  'channel_state',
  'delivery',
  'interaction',
  'access_link',
  'session',
  'slot',
  'desk_message',
  'desk_conversation',
  'linked_account',
  'draft',
  'log_entry',
  'log_checkpoint',
] as const;

type Table = (typeof TABLES)[number];

/** Few enough that a page of the largest bodies still fits into one value. */
const PAGE_ROWS = 100;

/**
 * Copies an embedded town to an empty PostgreSQL database in one transaction: every row, every
 * waiting job, counted and the log's root compared before the commit. The source keeps what it has
 * and gets a note that it was moved, so that it is not taken up again by mistake.
 * Throws StoreError when the target is not empty or anything differs; then nothing was moved.
 */
export async function moveTown(options: MoveOptions): Promise<Moved> {
  await using source = await openEmbedded(options.dataFolder);
  await using target = openPooled(options.databaseUrl);
  const migrations = await readMigrations();
  for (const engine of [source, target]) await migrate(engine.database, migrations);
  const moved = await target.database.transaction((to) => copyAll(source, to, options));
  const { logSize, logRoot } = moved;
  await noteMoved(options.dataFolder, { at: new Date().toISOString(), logSize, logRoot });
  return moved;
}

async function copyAll(source: Engine, to: Sql, options: MoveOptions): Promise<Moved> {
  const from = source.database;
  await refuseUnlessEmpty(to);
  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    rows[table] = await copyTable(from, to, table, options.onProgress);
    const [there] = await counted(to, table);
    if (there !== rows[table]) throw differs(table);
  }
  await carrySequences(from, to);
  const jobs = await carryJobs(from, to, options.sendJob);
  const [before, after] = [await logRoot(from), await logRoot(to)];
  if (before !== after) throw differs('log_entry');
  const logSize = rows['log_entry'] ?? 0;
  await logTheMove(to, logSize);
  return { rows, jobs, logSize, logRoot: after };
}

async function refuseUnlessEmpty(to: Sql): Promise<void> {
  for (const table of TABLES) {
    const [row] = await to.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (row !== undefined) {
      throw new StoreError(
        'STORE_NOT_EMPTY',
        `The database already has rows in ${table}. A town can only move into an empty database.`,
      );
    }
  }
}

/**
 * Page by page in the order of the primary key, as JSON that the database writes and reads itself:
 * no value passes through a JavaScript type.
 */
async function copyTable(
  from: Database,
  to: Sql,
  table: Table,
  onProgress: MoveOptions['onProgress'],
): Promise<number> {
  const columns = await writableColumns(to, table);
  const key = await primaryKey(to, table);
  let copied = 0;
  for (;;) {
    const [page] = await from.query<{ rows: string; count: number }>(
      `SELECT coalesce(jsonb_agg(to_jsonb(page)), '[]')::text AS rows, count(*)::int AS count
       FROM (SELECT * FROM ${table} ORDER BY ${key} LIMIT ${PAGE_ROWS} OFFSET $1) page`,
      [copied],
    );
    if (!page || page.count === 0) break;
    await to.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns}
       FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [page.rows],
    );
    copied += page.count;
    onProgress(table, copied);
  }
  const [here] = await counted(from, table);
  if (here !== copied) throw differs(table);
  return copied;
}

async function counted(sql: Sql, table: Table): Promise<[number]> {
  const [row] = await sql.query<{ n: number }>(`SELECT count(*)::float8 AS n FROM ${table}`);
  return [row?.n ?? 0];
}

/** All but those the database computes itself. */
async function writableColumns(sql: Sql, table: Table): Promise<string> {
  const rows = await sql.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'
     ORDER BY ordinal_position`,
    [table],
  );
  return rows.map(({ name }) => `"${name}"`).join(', ');
}

async function primaryKey(sql: Sql, table: Table): Promise<string> {
  const rows = await sql.query<{ name: string }>(
    `SELECT a.attname AS name
     FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
     WHERE i.indrelid = $1::regclass AND i.indisprimary
     ORDER BY array_position(i.indkey::int2[], a.attnum)`,
    [table],
  );
  return rows.map(({ name }) => `"${name}"`).join(', ');
}

/** Ids go on where they were: one that was given out once is never given out again. */
async function carrySequences(from: Sql, to: Sql): Promise<void> {
  const sequences = await from.query<{ name: string; last: number | null }>(
    `SELECT sequencename AS name, last_value::float8 AS last FROM pg_sequences
     WHERE schemaname = current_schema()`,
  );
  const mine = sequences.filter(({ name }) => TABLES.some((table) => name.startsWith(`${table}_`)));
  for (const { name, last } of mine) {
    if (last !== null) await to.query('SELECT setval($1::regclass, $2::bigint)', [name, last]);
  }
}

/** Jobs not yet done, sent anew in the same transaction: a queued answer must not be forgotten. */
async function carryJobs(from: Sql, to: Sql, sendJob: SendJob): Promise<number> {
  const [queue] = await from.query<{ is: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS is`,
  );
  if (!queue?.is) return 0;
  const jobs = await from.query<{ name: JobName; data: never; wait_ms: number }>(
    `SELECT name, data, greatest(0, extract(epoch FROM start_after - now()) * 1000)::float8 AS wait_ms
     FROM pgboss.job
     WHERE state::text IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_pgboss%'
     ORDER BY created_on`,
  );
  const transaction: JobTransaction = {
    $queryRawUnsafe: async <T>(text: string, ...values: unknown[]) =>
      (await to.query(text, values)) as T,
  };
  for (const { name, data, wait_ms } of jobs) {
    await sendJob(transaction, name, data, { startAfterMs: Math.ceil(wait_ms) });
  }
  return jobs.length;
}

/** The first line of the log's life in the new place says where it came from. */
async function logTheMove(to: Sql, size: number): Promise<void> {
  const line = lineOf({ type: 'store.moved', atMs: Date.now(), actor: 'system', data: { size } });
  await to.query('INSERT INTO log_entry (seq, line, leaf_hash) VALUES (0, $1, $2)', [
    line,
    leafHash(line),
  ]);
}

async function logRoot(sql: Sql): Promise<string> {
  const rows = await sql.query<{ leaf_hash: Uint8Array }>(
    'SELECT leaf_hash FROM log_entry ORDER BY seq',
  );
  return Buffer.from(rootOf(edgeOf(rows.map((row) => row.leaf_hash)))).toString('hex');
}

const differs = (table: string): StoreError =>
  new StoreError(
    'STORE_MOVE_DIFFERS',
    `${table} would not be the same in the new database; nothing was moved.`,
  );
