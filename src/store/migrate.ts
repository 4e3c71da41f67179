import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Sql } from './sql.ts';
import { StoreError } from './store-error.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex: the same that Prisma keeps. */
  readonly checksum: string;
}

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations');

/** The migrations that came with this program, in order. */
export async function readMigrations(folder: string = MIGRATIONS): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the newest migration, all or nothing, one replica at a time; returns the
 * names it applied. Prisma's own engine is a download that closed networks do not get; the table is
 * the same, so that either can carry on. Throws StoreError when the database was made by other
 * migrations than these.
 */
export function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  return database.transaction(async (sql) => {
    await sql.exec('SELECT pg_advisory_xact_lock(72707369)'); // Prisma's own number
    await sql.exec(MIGRATION_TABLE);
    const applied = await appliedMigrations(sql);
    for (const { migration_name: name, checksum } of applied) check(name, checksum, migrations);
    const done = new Set(applied.map((row) => row.migration_name));
    const missing = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of missing) {
      await sql.exec(migration.sql);
      await sql.query(
        `INSERT INTO _prisma_migrations
           (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
         VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
    }
    return missing.map((migration) => migration.name);
  });
}

function appliedMigrations(sql: Sql): Promise<{ migration_name: string; checksum: string }[]> {
  return sql.query(
    `SELECT migration_name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
}

function check(name: string, checksum: string, migrations: readonly Migration[]): void {
  const known = migrations.find((migration) => migration.name === name);
  if (known === undefined) {
    throw new StoreError(
      'STORE_MIGRATION_UNKNOWN',
      `The database has the migration ${name}, which this version of Kvorum does not know. ` +
        'A newer version has been here: start that one, or restore a backup from before it.',
    );
  }
  if (known.checksum !== checksum) {
    throw new StoreError(
      'STORE_MIGRATION_CHANGED',
      `The migration ${name} is not the one this database was made with. ` +
        'An applied migration must never change: restore its file, and put changes into a new one.',
    );
  }
}

const MIGRATION_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;
