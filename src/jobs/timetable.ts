import { createTask, type ScheduledTask, validate } from 'node-cron';

/** One row of what happens when. */
export interface TimetableRow {
  readonly name: string;
  /** Cron with seconds, in UTC: a local clock skips or repeats an hour twice a year. */
  readonly cron: string;
  /** Longest run, milliseconds; the signal is aborted then. */
  readonly limitMs: number;
  run(signal: AbortSignal): Promise<void>;
}

export interface TimetableOptions {
  readonly rows: readonly TimetableRow[];
  /** True for exactly one asker per key, on whichever replica: a row per slot, inserted or not. */
  readonly claimSlot: (key: string) => Promise<boolean>;
  readonly onError: (name: string, error: Error) => void;
}

/** A slot is still run this late, when the process was busy; never later than the next one. */
const TOLERANCE_MS = 15 * 60_000;
/** Runs get this long to end after their signal was aborted; the house closes within 3 s. */
const STOP_MS = 2_000;

/**
 * The wall clock of the house. Every replica ticks; a slot is run by the one that claims it, and a
 * row still running there skips its next slots (another replica may run those meanwhile). Slots
 * missed are not made up for: what sweeps reads the state.
 * @throws RangeError when a row's cron is none
 */
export function startTimetable({ rows, claimSlot, onError }: TimetableOptions): AsyncDisposable {
  for (const { name, cron } of rows) {
    if (!validate(cron)) throw new RangeError(`${name} has no cron: ${cron}`);
  }
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const tasks = rows.map((row) => {
    // A slot that cannot be claimed is not run: nobody knows whether another replica has it.
    const shouldRun = (key: string) =>
      claimSlot(key).catch((error: unknown) => {
        onError(row.name, asError(error));
        return false;
      });
    const task = createTask(row.cron, () => tick(row, running, stopping.signal), {
      name: row.name,
      timezone: 'UTC',
      noOverlap: true,
      missedExecutionTolerance: TOLERANCE_MS,
      distributed: true,
      runCoordinator: { shouldRun },
      logger: silent,
    });
    task.on('execution:failed', ({ execution }) => onError(row.name, asError(execution?.error)));
    return task;
  });
  for (const task of tasks) void task.start();
  return { [Symbol.asyncDispose]: () => stop(tasks, running, stopping) };
}

async function tick(
  row: TimetableRow,
  running: Set<Promise<void>>,
  stopping: AbortSignal,
): Promise<void> {
  const run = row.run(AbortSignal.any([stopping, AbortSignal.timeout(row.limitMs)]));
  running.add(run);
  try {
    await run;
  } finally {
    running.delete(run);
  }
}

async function stop(
  tasks: readonly ScheduledTask[],
  running: ReadonlySet<Promise<void>>,
  stopping: AbortController,
): Promise<void> {
  for (const task of tasks) await task.destroy();
  stopping.abort(new Error('the desk is closing'));
  const limit = Promise.withResolvers<void>();
  const timer = setTimeout(limit.resolve, STOP_MS);
  await Promise.race([Promise.allSettled(running), limit.promise]);
  clearTimeout(timer);
}

/** node-cron would write to the console; what matters is told through its events. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('the timetable failed', { cause: error });
