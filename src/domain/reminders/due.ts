import type { PreparedCalendar } from '../time/prepared-calendar.ts';
import { isOpen, nextOpen } from '../time/working-time.ts';
import type { Stage, StageTime } from './stage.ts';

/** Somebody who is reminded, with the hours in which that may be done. */
export interface Recipient {
  readonly person: string;
  readonly calendar: PreparedCalendar;
}

/** One person's reminder of one stage, of one item in one cycle. */
export interface Reminder {
  readonly stage: Stage;
  readonly person: string;
}

export interface ReminderPlan {
  /** To be said now. */
  readonly say: readonly Reminder[];
  /** Overtaken by a later stage before they could be said: after a night or an outage nobody gets a storm. */
  readonly overtaken: readonly Reminder[];
  /** When the item must be looked at again; null: never, by itself. */
  readonly nextAtMs: number | null;
}

/**
 * Who is to be told what now, and when to look again. Nobody is told anything twice, nor outside
 * their own working hours.
 */
export function remindersDue(
  stages: readonly StageTime[],
  recipients: (at: StageTime) => readonly Recipient[],
  { said, nowMs }: { said: readonly Reminder[]; nowMs: number },
): ReminderPlan {
  const isSaid = (stage: Stage, person: string) =>
    said.some((one) => one.stage === stage && one.person === person);
  const due = stages
    .filter(({ atMs }) => atMs <= nowMs)
    .flatMap((at) => recipients(at).map((to) => ({ stage: at.stage, to })))
    .filter(({ stage, to }) => !isSaid(stage, to.person));
  const latest = new Map(due.map((one) => [one.to.person, one]));
  const waiting = [...latest.values()].filter(({ to }) => !isOpen(to.calendar, nowMs));
  const say = [...latest.values()].filter(({ to }) => isOpen(to.calendar, nowMs));
  const overtaken = due.filter((one) => latest.get(one.to.person) !== one);
  const moments = [
    ...stages.map(({ atMs }) => atMs).filter((atMs) => atMs > nowMs),
    ...waiting.map(({ to }) => nextOpen(to.calendar, nowMs)),
  ];
  const reminder = ({ stage, to }: (typeof due)[number]): Reminder => ({
    stage,
    person: to.person,
  });
  return {
    say: say.map(reminder),
    overtaken: overtaken.map(reminder),
    nextAtMs: moments.length > 0 ? Math.min(...moments) : null,
  };
}
