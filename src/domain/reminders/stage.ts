import type { Cycle } from '../items/item.ts';
import type { PreparedCalendar } from '../time/prepared-calendar.ts';
import { addWorkingDays } from '../time/working-days.ts';
import { between, nextOpen, subtract } from '../time/working-time.ts';

/**
 * When somebody is reminded of an item (design §6): half the time is gone (who holds it), little is
 * left (the deputy too), it is overdue (the same), and it stays so (the manager).
 */
export const STAGES = ['half', 'soon', 'overdue', 'late'] as const;

export type Stage = (typeof STAGES)[number];

/** How a channel reminds. */
export interface ReminderRules {
  /** Share of the time that is left when the holder is reminded; 0: not at all. */
  readonly half: number;
  /** Share that is left when the deputy is told, too; 0: not at all. */
  readonly soon: number;
  /** Working days it is overdue when the managers are told; 0: not at all. */
  readonly lateDays: number;
}

export const USUAL_RULES: ReminderRules = { half: 0.5, soon: 0.25, lateDays: 1 };

export interface StageTime {
  readonly stage: Stage;
  readonly atMs: number;
}

/**
 * The moments of a running clock's stages in its department's working time, in their order. Counted
 * back from the due time, so that pauses and recomputed calendars are in it already. None while the
 * clock stands still.
 */
export function stageTimes(
  calendar: PreparedCalendar,
  { startAtMs, dueAtMs, overdueFromMs, stoppedAtMs }: Cycle,
  rules: ReminderRules,
): StageTime[] {
  if (stoppedAtMs !== undefined || dueAtMs === null || overdueFromMs === null) return [];
  const wholeMs = between(calendar, startAtMs, dueAtMs);
  const before = (stage: Stage, share: number): StageTime[] =>
    share > 0 ? [{ stage, atMs: subtract(calendar, dueAtMs, Math.round(wholeMs * share)) }] : [];
  const overdueMs = nextOpen(calendar, overdueFromMs);
  const { half, soon, lateDays } = rules;
  return [
    ...before('half', half),
    ...before('soon', soon),
    { stage: 'overdue', atMs: overdueMs },
    ...(lateDays > 0
      ? [
          {
            stage: 'late',
            atMs: nextOpen(calendar, addWorkingDays(calendar, overdueMs, lateDays)),
          } as const,
        ]
      : []),
  ];
}
