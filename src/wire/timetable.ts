import type { TimetableRow } from '../jobs/timetable.ts';

export interface TimetableNeeds {
  readonly pullChannels: (signal: AbortSignal) => Promise<void>;
  readonly clearTray: (signal: AbortSignal) => Promise<void>;
  readonly signLog: () => Promise<void>;
  readonly lookAgain: () => Promise<void>;
  readonly remind: (signal: AbortSignal) => Promise<void>;
  readonly dropStale: () => Promise<void>;
  readonly rehearsal: boolean;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What happens when, in UTC; each on one replica only. */
export function timetable(needs: TimetableNeeds): TimetableRow[] {
  return [
    {
      // A rehearsal's comments must come while the newcomer looks.
      name: 'pull-channels',
      cron: needs.rehearsal ? '*/3 * * * * *' : '*/30 * * * * *',
      limitMs: 5 * MINUTE_MS,
      run: needs.pullChannels,
    },
    { name: 'clear-tray', cron: '*/10 * * * * *', limitMs: MINUTE_MS, run: needs.clearTray },
    { name: 'remind', cron: '*/15 * * * * *', limitMs: MINUTE_MS, run: needs.remind },
    { name: 'look-again', cron: '*/30 * * * * *', limitMs: MINUTE_MS, run: needs.lookAgain },
    { name: 'sign-log', cron: '0 7 * * * *', limitMs: 10 * MINUTE_MS, run: needs.signLog },
    { name: 'drop-stale', cron: '0 17 3 * * *', limitMs: 10 * MINUTE_MS, run: needs.dropStale },
  ];
}
