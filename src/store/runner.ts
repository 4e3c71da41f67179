import type { Tx } from '#ports/store.ts';
import type { PrismaClient } from './generated/client.ts';
import type { SendJob } from './job-sending.ts';
import type { Db } from './prisma.ts';
import { openTx } from './transaction.ts';

/** How long a transaction may wait for a connection, and how long it may then take. */
const WAIT_MAX_MS = 15_000;
const RUN_MAX_MS = 30_000;

/** Runs a piece of work in a transaction that ends with its log entries. */
export type Runner = <T>(run: (tx: Tx, db: Db) => Promise<T>) => Promise<T>;

export function runnerOn(prisma: PrismaClient, sendJob: SendJob): Runner {
  return (run) =>
    prisma.$transaction(
      async (db) => {
        const { tx, finish } = openTx(db, sendJob);
        const result = await run(tx, db);
        await finish();
        return result;
      },
      { maxWait: WAIT_MAX_MS, timeout: RUN_MAX_MS },
    );
}
