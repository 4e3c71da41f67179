import type { CalendarSpec } from './calendar.ts';
import { type CalendarFault, calendarFaults } from './calendar-faults.ts';
import { buildTables, type Tables } from './tables.ts';

/**
 * A calendar turned into tables over some years. The tables grow by themselves when an instant
 * beyond them is asked for; the answers never depend on how far they reach.
 */
export interface PreparedCalendar {
  readonly spec: CalendarSpec;
  tables: Tables;
}

/** Beyond these years nobody has a deadline; the limit keeps a mistake from growing the tables. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

export class CalendarError extends Error {
  readonly code: 'calendar-faulty' | 'beyond-horizon' | 'target-malformed';
  readonly faults: readonly CalendarFault[];

  constructor(code: CalendarError['code'], faults: readonly CalendarFault[] = []) {
    super([code, ...faults.map((fault) => `${fault.code} at ${fault.path.join('.')}`)].join('; '));
    this.name = 'CalendarError';
    this.code = code;
    this.faults = faults;
  }
}

/**
 * Builds the tables of a calendar for some years, both included. Throws a CalendarError
 * (`calendar-faulty`, with all faults) on a spec that calendarFaults would refuse, a calendar
 * without openings among them.
 */
export function prepareCalendar(
  spec: CalendarSpec,
  years: { readonly from: number; readonly until: number },
): PreparedCalendar {
  const faults = calendarFaults(spec);
  if (faults.length > 0) throw new CalendarError('calendar-faulty', faults);
  return { spec, tables: buildWithin(spec, years.from, years.until) };
}

/** The tables, grown so that they cover an instant. */
export function tablesAt(calendar: PreparedCalendar, atMs: number): Tables {
  const { tables, spec } = calendar;
  if (atMs >= tables.fromMs && atMs < tables.untilMs) return tables;
  // Not a date at all, or one that Temporal has no year for.
  if (!(Math.abs(atMs) < 1e13)) throw new CalendarError('beyond-horizon');
  const year = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(spec.zone).year;
  return grow(calendar, Math.min(year, tables.fromYear), Math.max(year, tables.untilYear));
}

/** The tables with twice as many years, towards the future or the past. */
export function widerTables(calendar: PreparedCalendar, towards: 'later' | 'earlier'): Tables {
  const { fromYear, untilYear } = calendar.tables;
  const more = untilYear - fromYear + 1;
  return towards === 'later'
    ? grow(calendar, fromYear, Math.max(Math.min(untilYear + more, LAST_YEAR), untilYear + 1))
    : grow(calendar, Math.min(Math.max(fromYear - more, FIRST_YEAR), fromYear - 1), untilYear);
}

function grow(calendar: PreparedCalendar, fromYear: number, untilYear: number): Tables {
  calendar.tables = buildWithin(calendar.spec, fromYear, untilYear);
  return calendar.tables;
}

function buildWithin(spec: CalendarSpec, fromYear: number, untilYear: number): Tables {
  if (!(fromYear >= FIRST_YEAR && fromYear <= untilYear && untilYear <= LAST_YEAR)) {
    throw new CalendarError('beyond-horizon');
  }
  return buildTables(spec, fromYear, untilYear);
}
