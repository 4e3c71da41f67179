import type { Access } from '#ports/access.ts';
import type { Accounts } from '#ports/accounts.ts';
import type { Changes } from '#ports/changes.ts';
import type { Drafts } from '#ports/drafts.ts';
import type { Ledger } from '#ports/ledger.ts';
import type { Outbox } from '#ports/outbox.ts';
import type { Store, Tray } from '#ports/store.ts';
import { accessOn } from './access.ts';
import { accountsOn } from './accounts.ts';
import { hearChanges } from './changes.ts';
import { draftsOn } from './drafts.ts';
import { openEmbedded } from './embedded.ts';
import type { Engine, JobDatabase } from './engine.ts';
import { dropStale } from './housekeeping.ts';
import type { SendJob } from './job-sending.ts';
import { ledgerOn } from './ledger.ts';
import { migrate, readMigrations } from './migrate.ts';
import { outboxOn } from './outbox.ts';
import { openPooled } from './pooled.ts';
import { prismaOn } from './prisma.ts';
import { readingOn } from './reading.ts';
import { runnerOn } from './runner.ts';
import { StoreError } from './store-error.ts';
import { trayOn } from './tray.ts';

export interface StoreOptions {
  /** Absent: an embedded PostgreSQL in the data folder. */
  readonly databaseUrl?: string;
  readonly dataFolder: string;
}

/** An open database with everything the desk keeps in it. Whoever opened it closes it. */
export interface OpenStore extends AsyncDisposable {
  readonly store: Store;
  readonly tray: Tray;
  readonly ledger: Ledger;
  readonly changes: Changes;
  readonly jobDatabase: JobDatabase;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly accounts: Accounts;
  access(options: { readonly rehearsal: boolean }): Access;
  /** Must be given before the first `Tx.send`: the queue stands on this database, so it starts later. */
  connectJobs(sendJob: SendJob): void;
  /** True for the one caller, of all replicas, that may do the work of this moment. */
  claimSlot(key: string): Promise<boolean>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Deliveries not yet taken in, and those given up after eight attempts. */
  trayCounts(): Promise<{ waiting: number; failed: number }>;
  /** Forgets replays and bodies older than 14 days and what has expired; returns how many rows. */
  dropStale(nowMs: number): Promise<number>;
}

/**
 * Opens and migrates the store. Throws StoreError when another process holds the data folder or
 * the database was made by another version.
 */
export async function openStore({ databaseUrl, dataFolder }: StoreOptions): Promise<OpenStore> {
  const engine =
    databaseUrl === undefined ? await openEmbedded(dataFolder) : openPooled(databaseUrl);
  try {
    await migrate(engine.database, await readMigrations());
    return await storeOn(engine);
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
}

/** The store on a migrated database. */
export async function storeOn(engine: Engine): Promise<OpenStore> {
  const { database } = engine;
  const prisma = prismaOn(engine.adapter);
  let connected: SendJob | undefined;
  const sendJob: SendJob = (transaction, name, data, options) => {
    if (connected) return connected(transaction, name, data, options);
    throw new StoreError('STORE_NO_JOBS', 'A job was sent before the queue was connected.');
  };
  const runner = runnerOn(prisma, sendJob);
  const read = readingOn(prisma);
  const heard = await hearChanges(database);
  return {
    store: { read, transaction: (run) => runner((tx) => run(tx)) },
    tray: trayOn(database, runner),
    ledger: ledgerOn(database),
    changes: heard.changes,
    jobDatabase: engine.jobDatabase,
    outbox: outboxOn(database, Date.now),
    drafts: draftsOn(prisma),
    accounts: accountsOn(runner),
    access: ({ rehearsal }) => accessOn({ prisma, runner, read }, rehearsal),
    connectJobs(given) {
      connected = given;
    },
    async claimSlot(key) {
      const claimed = await database.query(
        `INSERT INTO slot (key, claimed_at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING key`,
        [key, Date.now()],
      );
      return claimed.length === 1;
    },
    async ping() {
      await database.query('SELECT 1');
    },
    async trayCounts() {
      const [row] = await database.query<{ waiting: number; failed: number }>(
        `SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
                count(*) FILTER (WHERE state = 'failed')::int AS failed
         FROM delivery WHERE state <> 'done'`,
      );
      return row ?? { waiting: 0, failed: 0 };
    },
    dropStale: (nowMs) => dropStale(database, nowMs),
    async [Symbol.asyncDispose]() {
      await heard.stop();
      await prisma.$disconnect();
      await engine[Symbol.asyncDispose]();
    },
  };
}
