import {
  type ConstructorOptions,
  fromPglite,
  fromPrisma,
  PgBoss,
  type QueueOptions,
} from 'pg-boss';
import type { JobName, Jobs, Worker } from '#ports/queue.ts';

/** Where the jobs live: in the same database as everything they speak of. */
export type JobDatabase =
  | { readonly kind: 'embedded'; readonly pglite: Parameters<typeof fromPglite>[0] }
  | { readonly kind: 'postgres'; readonly url: string };

/** A transaction of the store's, as much of it as sending a job needs. */
interface JobTransaction {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): Promise<T>;
}

/** Queued with the transaction's commit or not at all. `startAfterMs`: how long to wait first. */
type SendJob = <N extends JobName>(
  tx: JobTransaction,
  name: N,
  data: Jobs[N],
  options?: { readonly startAfterMs?: number },
) => Promise<void>;

interface JobDepth {
  /** Waiting to be run, later ones included. */
  readonly queued: number;
  readonly active: number;
  /** Given up after all retries within the last day. */
  readonly failed: number;
}

export interface JobQueue extends Worker, AsyncDisposable {
  readonly sendJob: SendJob;
  depth(): Promise<Readonly<Record<JobName, JobDepth>>>;
}

interface JobRule extends QueueOptions {
  readonly expireInSeconds: number;
  /** How many at once in one process. */
  readonly localConcurrency: number;
}

/** Mail servers keep people waiting for hours, and take one letter at a time. */
const BY_MAIL: JobRule = {
  expireInSeconds: 90,
  retryLimit: 16,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 3600,
  localConcurrency: 1,
};

/** Every kind of work with its limits. A run over its time is aborted and counts as failed. */
const RULES: Readonly<Record<JobName, JobRule>> = {
  answer: {
    expireInSeconds: 60,
    retryLimit: 12,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 1800,
    localConcurrency: 2,
  },
  mail: BY_MAIL,
  reminder: BY_MAIL,
  notice: BY_MAIL,
};
const NAMES = Object.keys(RULES) as JobName[];

const EVERY_RULE = {
  /** A process that died is found out by its silence; pg-boss allows no shorter one. */
  heartbeatSeconds: 10,
  /** Done or given up, a job is forgotten after a day: what happened stands in the log. */
  deleteAfterSeconds: 86_400,
  notify: true,
};
/** Running jobs get this long to end by themselves and then, aborted, until the second limit. */
const GRACE_MS = 500;
const STOP_MS = 1_500;

/**
 * pg-boss on the town's own database. NOTIFY wakes the workers at once; they look by themselves, too,
 * for retries that fall due and where no notice gets through.
 * @throws when the database cannot be reached or its schema not be made
 */
export async function startQueue(options: {
  readonly database: JobDatabase;
  readonly onError: (error: Error) => void;
}): Promise<JobQueue> {
  const boss = new PgBoss({
    ...connectionOf(options.database),
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 3600,
  });
  const stopping = new AbortController();
  // Work that does not listen may end after the database is closed; it has been given back by then.
  boss.on('error', (error) => stopping.signal.aborted || options.onError(error));
  await using opened = new AsyncDisposableStack();
  opened.defer(async () => {
    const timer = setTimeout(() => stopping.abort(new Error('the desk is closing')), GRACE_MS);
    await boss.stop({ graceful: true, timeout: STOP_MS });
    clearTimeout(timer);
  });
  await boss.start();
  for (const name of NAMES) await declare(boss, name);
  if (options.database.kind === 'embedded') await returnOrphans(boss);
  const closing = opened.move();
  return {
    work: async (name, run) => {
      const { localConcurrency } = RULES[name];
      const pace = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
      await boss.work<Jobs[typeof name]>(name, { localConcurrency, ...pace }, async (jobs) => {
        for (const job of jobs) {
          await run(job.data, AbortSignal.any([job.signal, stopping.signal]));
        }
      });
    },
    sendJob: async (tx, name, data, { startAfterMs = 0 } = {}) => {
      await boss.send(name, data, { db: fromPrisma(tx), startAfter: startAfterMs / 1000 });
    },
    depth: () => depthOf(boss),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

function connectionOf(database: JobDatabase): ConstructorOptions {
  if (database.kind === 'postgres') {
    return { connectionString: database.url, max: 4, application_name: 'kvorum-jobs' };
  }
  // One connection serves everybody there, so nothing may rebuild indexes or watch for vacuum on it.
  const db = fromPglite(database.pglite);
  return { db, backend: 'pglite', reindex: false, monitorVacuum: false };
}

async function declare(boss: PgBoss, name: JobName): Promise<void> {
  const { localConcurrency: _, ...limits } = RULES[name];
  const rule = { ...limits, ...EVERY_RULE };
  await boss.createQueue(name, rule);
  await boss.updateQueue(name, rule);
  // Reads the queue into pg-boss's memory. Without it the first job sent inside a transaction asks
  // for the queue on PGlite's only connection, which that same transaction holds: a deadlock.
  await boss.findJobs(name, { key: 'none' });
}

/** Embedded, nobody else can be running a job: those still marked so died with the last process. */
async function returnOrphans(boss: PgBoss): Promise<void> {
  for (const name of NAMES) {
    const jobs = await boss.findJobs(name);
    const orphans = jobs.filter((job) => job.state === 'active').map((job) => job.id);
    if (orphans.length > 0) await boss.fail(name, orphans);
  }
}

/** Counted anew: pg-boss's own figures may be a minute old, and a minute ago nothing waited. */
async function depthOf(boss: PgBoss): Promise<Record<JobName, JobDepth>> {
  const { rows } = await boss.getDb().executeSql(
    `SELECT name,
       count(*) FILTER (WHERE state < 'active')::int AS queued,
       count(*) FILTER (WHERE state = 'active')::int AS active,
       count(*) FILTER (WHERE state = 'failed')::int AS failed
     FROM pgboss.job WHERE name = ANY($1) GROUP BY name`,
    [NAMES],
  );
  const counted = new Map<string, JobDepth>(
    rows.map(({ name, ...depth }: JobDepth & { name: string }) => [name, depth]),
  );
  const none: JobDepth = { queued: 0, active: 0, failed: 0 };
  const depths = NAMES.map((name) => [name, counted.get(name) ?? none] as const);
  return Object.fromEntries(depths) as Record<JobName, JobDepth>;
}
