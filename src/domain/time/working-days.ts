import { DAY_MS } from './dates.ts';
import type { DayPlan } from './day-plans.ts';
import { type PreparedCalendar, tablesAt } from './prepared-calendar.ts';
import { toEpochMs, toLocalMs } from './zone-offsets.ts';

/** What is planned for a date, by its day number. */
export function planOf(calendar: PreparedCalendar, day: number): DayPlan {
  const tables = tablesAt(calendar, day * DAY_MS);
  return tables.plans[day - tables.firstDay] as DayPlan;
}

/** A working day has at least one opening span; a half-day is one. */
export function isWorkingDay(calendar: PreparedCalendar, day: number): boolean {
  return planOf(calendar, day).kind === 'open';
}

/** The day number by the unit's wall clock. */
export function dayAt(calendar: PreparedCalendar, atMs: number): number {
  return Math.floor(toLocalMs(tablesAt(calendar, atMs).zone, atMs) / DAY_MS);
}

/** The instant at which a date begins by the unit's wall clock. */
export function midnightOf(calendar: PreparedCalendar, day: number): number {
  return wallTime(calendar, day, 0);
}

/** The last closing of a working day; midnight after it if the unit stays open into the night. */
export function closingOf(calendar: PreparedCalendar, day: number): number {
  const plan = planOf(calendar, day);
  const spans = plan.kind === 'open' ? plan.spans : [];
  const closings = spans.map(({ closes }) => wallTime(calendar, day, closes * 60_000));
  return Math.min(Math.max(...closings), midnightOf(calendar, day + 1));
}

/** The same wall clock time on the Nth working day after (or before) the date of an instant. */
export function addWorkingDays(calendar: PreparedCalendar, startMs: number, days: number): number {
  const local = toLocalMs(tablesAt(calendar, startMs).zone, startMs);
  const step = Math.sign(days);
  let day = Math.floor(local / DAY_MS);
  const timeMs = local - day * DAY_MS;
  for (let left = Math.abs(days); left > 0; ) {
    day += step;
    if (isWorkingDay(calendar, day)) left--;
  }
  return wallTime(calendar, day, timeMs);
}

/** Working days after one date up to and including another; negative when that is earlier. */
export function workingDaysBetween(
  calendar: PreparedCalendar,
  fromDay: number,
  untilDay: number,
): number {
  if (untilDay < fromDay) return 0 - workingDaysBetween(calendar, untilDay, fromDay);
  let count = 0;
  for (let day = fromDay + 1; day <= untilDay; day++) if (isWorkingDay(calendar, day)) count++;
  return count;
}

function wallTime(calendar: PreparedCalendar, day: number, sinceMidnightMs: number): number {
  return toEpochMs(tablesAt(calendar, day * DAY_MS).zone, day * DAY_MS + sinceMidnightMs);
}
