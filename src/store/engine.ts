import type { PGlite } from '@electric-sql/pglite';
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { Database } from './sql.ts';

/** A running PostgreSQL, embedded or not: what Prisma, plain SQL and pg-boss each need of it. */
export interface Engine extends AsyncDisposable {
  readonly database: Database;
  readonly adapter: SqlDriverAdapterFactory;
  readonly jobDatabase: JobDatabase;
}

/** Where the queue may keep its jobs: in this same database. */
export type JobDatabase =
  | { readonly kind: 'embedded'; readonly pglite: PGlite }
  | { readonly kind: 'postgres'; readonly url: string };
