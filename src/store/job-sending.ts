import type { JobName, Jobs } from '#ports/queue.ts';

/** What a queue needs of a transaction to put its job into it; pg-boss's own `fromPrisma` takes it. */
export interface JobTransaction {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): Promise<T>;
}

/** Puts a job into the transaction: it is there when the transaction commits, and only then. `startAfterMs`: how long it waits first. */
export type SendJob = <N extends JobName>(
  transaction: JobTransaction,
  name: N,
  data: Jobs[N],
  options: { readonly startAfterMs?: number },
) => Promise<void>;
