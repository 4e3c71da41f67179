import { type PreparedCalendar, tablesAt, widerTables } from './prepared-calendar.ts';
import { instantOf, intervalAt, workedMs } from './tables.ts';

/**
 * The first instant at which some working milliseconds have passed since an instant; a closing
 * time when they are used up exactly then. Integers only: fractions would drift.
 */
export function add(calendar: PreparedCalendar, startMs: number, workingMs: number): number {
  if (workingMs <= 0) return workingMs === 0 ? startMs : subtract(calendar, startMs, -workingMs);
  // The end of the last millisecond worked.
  const last = workedMs(tablesAt(calendar, startMs), startMs) + workingMs - 1;
  let tables = calendar.tables;
  while (!(last < tables.totalMs)) tables = widerTables(calendar, 'later');
  return instantOf(tables, last) + 1;
}

/** The last instant from which some working milliseconds remain until an instant. */
export function subtract(calendar: PreparedCalendar, endMs: number, workingMs: number): number {
  if (workingMs <= 0) return workingMs === 0 ? endMs : add(calendar, endMs, -workingMs);
  let tables = tablesAt(calendar, endMs);
  while (workedMs(tables, endMs) < workingMs) tables = widerTables(calendar, 'earlier');
  return instantOf(tables, workedMs(tables, endMs) - workingMs);
}

/** Working milliseconds from one instant to another; negative when the second is earlier. */
export function between(calendar: PreparedCalendar, fromMs: number, untilMs: number): number {
  tablesAt(calendar, fromMs);
  const tables = tablesAt(calendar, untilMs);
  return workedMs(tables, untilMs) - workedMs(tables, fromMs);
}

/** Opening instants are open, closing instants are not. */
export function isOpen(calendar: PreparedCalendar, atMs: number): boolean {
  const tables = tablesAt(calendar, atMs);
  return atMs >= (tables.opens[intervalAt(tables, atMs)] as number);
}

/** The instant itself while open, else the next opening. */
export function nextOpen(calendar: PreparedCalendar, atMs: number): number {
  let tables = tablesAt(calendar, atMs);
  let opens = tables.opens[intervalAt(tables, atMs)] as number;
  while (opens === Infinity) {
    tables = widerTables(calendar, 'later');
    opens = tables.opens[intervalAt(tables, atMs)] as number;
  }
  return Math.max(opens, atMs);
}

/** The end of the current opening, or of the next one; throws where none ever ends. */
export function nextClose(calendar: PreparedCalendar, atMs: number): number {
  let tables = tablesAt(calendar, atMs);
  let closes = tables.closes[intervalAt(tables, atMs)] as number;
  // What closes at the edge of the tables may in truth go on.
  while (closes >= tables.untilMs) {
    tables = widerTables(calendar, 'later');
    closes = tables.closes[intervalAt(tables, atMs)] as number;
  }
  return closes;
}

/** The instant itself if work was done up to it, else the closing before it. */
export function prevOpen(calendar: PreparedCalendar, atMs: number): number {
  let tables = tablesAt(calendar, atMs);
  while (workedMs(tables, atMs) === 0) tables = widerTables(calendar, 'earlier');
  return instantOf(tables, workedMs(tables, atMs) - 1) + 1;
}
