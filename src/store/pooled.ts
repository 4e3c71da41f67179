import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import type { Engine } from './engine.ts';
import { keepListening } from './listening.ts';
import { pooledSql, pooledTransaction } from './sql.ts';

/** Connections for the desk's transactions, and for plain SQL: the tray's hot path waits for no desk. */
const PRISMA_MAX = 10;
const PLAIN_MAX = 4;
const CONNECT_MAX_MS = 10_000;

/** A PostgreSQL server (15 or newer) by its URL. Connects when first asked. */
export function openPooled(databaseUrl: string): Engine {
  const connection = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MAX_MS,
    application_name: 'kvorum',
    keepAlive: true,
  };
  const plain = new Pool({ ...connection, max: PLAIN_MAX });
  const desk = new Pool({ ...connection, max: PRISMA_MAX });
  for (const pool of [plain, desk]) {
    // A pool replaces a connection that broke while idle; the next statement tells if it cannot.
    pool.on('error', () => undefined);
  }
  return {
    database: {
      ...pooledSql(plain),
      transaction: (run) => pooledTransaction(plain, run),
      listen: (channel, listener) => keepListening(connection, channel, listener),
    },
    adapter: new PrismaPg(desk),
    jobDatabase: { kind: 'postgres', url: databaseUrl },
    async [Symbol.asyncDispose]() {
      await Promise.all([plain.end(), desk.end()]);
    },
  };
}
