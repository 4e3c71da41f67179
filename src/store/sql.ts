import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { ClientBase, Pool } from 'pg';
import type { Listener } from './listening.ts';

/** Statements with `$1` placeholders. bytea comes back as Uint8Array; bigint is best cast to float8, drivers differ. */
export interface Sql {
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Several statements without parameters. */
  exec(text: string): Promise<void>;
}

/** Plain SQL beside Prisma: where a statement is hot, or is PostgreSQL's own. */
export interface Database extends Sql {
  /** Commits when `run` returns, rolls back when it throws. READ COMMITTED. */
  transaction<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  /** Tells what is notified on a channel; returns how to stop. */
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
}

/** On an embedded PostgreSQL: one connection, statements one after another. */
export function embeddedDatabase(pglite: PGlite): Database {
  return {
    ...embeddedSql(pglite),
    transaction: (run) => pglite.transaction((tx) => run(embeddedSql(tx))),
    listen: (channel, { heard }) => pglite.listen(channel, heard),
  };
}

function embeddedSql(on: PGlite | Transaction): Sql {
  return {
    query: async <R>(text: string, values: readonly unknown[] = []) =>
      (await on.query<R>(text, [...values])).rows,
    exec: async (text) => {
      await on.exec(text);
    },
  };
}

export function pooledSql(on: Pool | ClientBase): Sql {
  return {
    query: async <R>(text: string, values: readonly unknown[] = []) =>
      (await on.query(text, [...values])).rows as R[],
    exec: async (text) => {
      await on.query(text);
    },
  };
}

/** Runs in a transaction on a connection of its own, given back afterwards. */
export async function pooledTransaction<T>(pool: Pool, run: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await run(pooledSql(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
