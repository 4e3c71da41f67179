import type { PGlite } from '@electric-sql/pglite';
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';
import type { Database } from './sql.ts';

/** A running PostgreSQL, embedded or not: what Prisma, plain SQL and pg-boss each need of it. */
export interface Engine extends AsyncDisposable {
  readonly database: Database;
  readonly adapter: SqlDriverAdapterFactory;
  readonly bossDatabase: BossDatabase;
}

/** The database for pg-boss to stand on: `fromPglite(pglite)`, or its own pool on the URL. */
export type BossDatabase =
  | { readonly kind: 'pglite'; readonly pglite: PGlite }
  | { readonly kind: 'postgres'; readonly databaseUrl: string };
