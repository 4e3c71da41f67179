import { type Pause, type Standstill, standstills } from './pauses.ts';
import { CalendarError, type PreparedCalendar } from './prepared-calendar.ts';
import type { Target } from './target.ts';
import { addWorkingDays, closingOf, dayAt, isWorkingDay, midnightOf } from './working-days.ts';
import { add, between, nextOpen } from './working-time.ts';

/**
 * `dueAtMs` is shown; an answer is late from `overdueFromMs` on. While an open-ended pause keeps
 * the clock from ever coming so far there is neither.
 */
export type Deadline =
  | { readonly kind: 'due'; readonly dueAtMs: number; readonly overdueFromMs: number }
  | { readonly kind: 'stopped'; readonly sinceMs: number };

const HOUR_MS = 3_600_000;

/**
 * When an answer to a message is due that became readable in the channel at `startMs`.
 *
 * Hours: the first moment at which they have passed in working time; if that is a closing, the
 * target is still met until working time begins again. Working days: the day of receipt is not
 * counted; due when the Nth following working day closes (at midnight if it stays open longer),
 * overdue from the midnight after it. A working day that closes during a pause is not counted.
 * With the reading `same-time` a pause moves the due time by the working time it took.
 *
 * Throws a CalendarError: `target-malformed` (not positive, or half a day), or `beyond-horizon`.
 */
export function deadline(
  calendar: PreparedCalendar,
  target: Target,
  startMs: number,
  pauses: readonly Pause[] = [],
): Deadline {
  if (!isTarget(target)) throw new CalendarError('target-malformed');
  const stops = pauses.length === 0 ? NONE : standstills(pauses, startMs);
  if ('hours' in target) {
    return moved(calendar, add(calendar, startMs, workingMsOf(target.hours)), stops);
  }
  return target.reading === 'same-time'
    ? moved(calendar, addWorkingDays(calendar, startMs, target.workingDays), stops)
    : closingOfNthDay(calendar, startMs, target.workingDays, stops);
}

const NONE: readonly Standstill[] = [];

/** Hours of a target in whole milliseconds. */
export function workingMsOf(hours: number): number {
  return Math.round(hours * HOUR_MS);
}

/** Hours may have fractions, days may not; both are positive. */
function isTarget(target: Target): boolean {
  return 'hours' in target
    ? target.hours > 0 && target.hours < Infinity
    : target.workingDays > 0 && Number.isInteger(target.workingDays);
}

/** Each pause begun before the due time moves it by the working time it took. */
function moved(
  calendar: PreparedCalendar,
  unpausedMs: number,
  stops: readonly Standstill[],
): Deadline {
  let dueAtMs = unpausedMs;
  let overdueFromMs = nextOpen(calendar, dueAtMs);
  for (const { fromMs, untilMs } of stops) {
    if (fromMs > overdueFromMs) break;
    if (untilMs === Infinity) return { kind: 'stopped', sinceMs: fromMs };
    if (fromMs < dueAtMs) {
      dueAtMs = add(calendar, dueAtMs, between(calendar, fromMs, untilMs));
      overdueFromMs = nextOpen(calendar, dueAtMs);
    } else {
      // The budget is used up, but nothing becomes overdue during a pause either.
      overdueFromMs = nextOpen(calendar, Math.max(untilMs, overdueFromMs));
    }
  }
  return { kind: 'due', dueAtMs, overdueFromMs };
}

function closingOfNthDay(
  calendar: PreparedCalendar,
  startMs: number,
  days: number,
  stops: readonly Standstill[],
): Deadline {
  let day = dayAt(calendar, startMs);
  for (let counted = 0; counted < days; ) {
    day++;
    if (!isWorkingDay(calendar, day)) continue;
    const stop = stopAtClosing(calendar, day, stops);
    if (stop?.untilMs === Infinity) return { kind: 'stopped', sinceMs: stop.fromMs };
    if (stop === undefined) counted++;
  }
  const dueAtMs = closingOf(calendar, day);
  return { kind: 'due', dueAtMs, overdueFromMs: midnightOf(calendar, day + 1) };
}

/** The pause in which a working day's last moment lies: such a day is not counted. */
export function stopAtClosing(
  calendar: PreparedCalendar,
  day: number,
  stops: readonly Standstill[],
): Standstill | undefined {
  if (stops.length === 0) return undefined;
  const closing = closingOf(calendar, day);
  return stops.find(({ fromMs, untilMs }) => fromMs < closing && untilMs >= closing);
}
