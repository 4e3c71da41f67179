import type { CalendarSpec } from './calendar.ts';
import { type CalendarFault, calendarFaults } from './calendar-faults.ts';
import { DAY_MS, dayNumber } from './dates.ts';
import { type DayPlan, dayPlans } from './day-plans.ts';
import { toEpochMs, type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

/**
 * A calendar turned into tables over some years. The tables grow by themselves when an instant
 * beyond them is asked for; the answers never depend on how far they reach.
 */
export interface PreparedCalendar {
  readonly spec: CalendarSpec;
  tables: Tables;
}

/**
 * Opening intervals [opens, closes), merged and ascending, in integer epoch milliseconds, with
 * the working milliseconds before each, and two direct indexes instead of binary searches.
 */
export interface Tables {
  readonly fromYear: number;
  readonly untilYear: number;
  /** Local midnights that bound the years. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly zone: ZoneOffsets;
  readonly firstDay: number;
  /** One plan a date from firstDay. */
  readonly plans: readonly DayPlan[];
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly before: Float64Array;
  readonly totalMs: number;
  /** By elapsed days since fromMs: the first interval that closes after that day begins. */
  readonly byDay: Int32Array;
  /** By worked WORK_BUCKET_MS: the first interval that reaches beyond that much work. */
  readonly byWork: Int32Array;
}

/** About 35 minutes: small enough that a lookup lands at most a step or two from its answer. */
export const WORK_BUCKET_MS = 2 ** 21;

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
  return { spec, tables: buildTables(spec, years.from, years.until) };
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
  calendar.tables = buildTables(calendar.spec, fromYear, untilYear);
  return calendar.tables;
}

function buildTables(spec: CalendarSpec, fromYear: number, untilYear: number): Tables {
  if (!(fromYear >= FIRST_YEAR && fromYear <= untilYear && untilYear <= LAST_YEAR)) {
    throw new CalendarError('beyond-horizon');
  }
  const fromDay = dayNumber(new Temporal.PlainDate(fromYear, 1, 1));
  const untilDay = dayNumber(new Temporal.PlainDate(untilYear + 1, 1, 1));
  // A date more on both sides, for the nights that run over New Year.
  const firstDay = fromDay - 1;
  const zone = zoneOffsets(spec.zone, (firstDay - 1) * DAY_MS, (untilDay + 2) * DAY_MS);
  const plans = dayPlans(spec, firstDay, untilDay + 1);
  const [opens, closes] = intervals(plans, firstDay, zone);
  const fromMs = toEpochMs(zone, fromDay * DAY_MS);
  const untilMs = toEpochMs(zone, untilDay * DAY_MS);
  const { before, totalMs } = workBefore(opens, closes);
  return {
    fromYear,
    untilYear,
    fromMs,
    untilMs,
    zone,
    firstDay,
    plans,
    // The last interval is never reached: it saves a comparison in every lookup.
    opens: Float64Array.from([...opens, Infinity]),
    closes: Float64Array.from([...closes, Infinity]),
    before,
    totalMs,
    byDay: index(closes, Math.ceil((untilMs - fromMs) / DAY_MS), (n) => fromMs + n * DAY_MS),
    byWork: index(
      before.subarray(1),
      Math.ceil(totalMs / WORK_BUCKET_MS),
      (n) => n * WORK_BUCKET_MS,
    ),
  };
}

/** The openings of consecutive dates as merged intervals. */
function intervals(
  plans: readonly DayPlan[],
  firstDay: number,
  zone: ZoneOffsets,
): [opens: number[], closes: number[]] {
  const spans = plans.flatMap((plan, n) => {
    const midnight = (firstDay + n) * DAY_MS;
    return plan.kind === 'closed'
      ? []
      : plan.spans.map((span) => ({
          from: toEpochMs(zone, midnight + span.opens * 60_000),
          until: toEpochMs(zone, midnight + span.closes * 60_000),
        }));
  });
  const opens: number[] = [];
  const closes: number[] = [];
  // The spring gap may empty a span and put two out of their order.
  for (const { from, until } of spans
    .filter((span) => span.until > span.from)
    .sort((a, b) => a.from - b.from)) {
    const last = closes.length - 1;
    if (last >= 0 && from <= (closes[last] as number)) {
      closes[last] = Math.max(closes[last] as number, until);
    } else {
      opens.push(from);
      closes.push(until);
    }
  }
  return [opens, closes];
}

/** Prefix sums, one longer than the intervals, and once more the total for the last interval. */
function workBefore(
  opens: readonly number[],
  closes: readonly number[],
): { before: Float64Array; totalMs: number } {
  const before = new Float64Array(opens.length + 1);
  for (let n = 0; n < opens.length; n++) {
    before[n + 1] = (before[n] as number) + (closes[n] as number) - (opens[n] as number);
  }
  return { before, totalMs: before[opens.length] as number };
}

/** For each n: the first place whose value is greater than limit(n). */
function index(
  ascending: ArrayLike<number>,
  length: number,
  limit: (n: number) => number,
): Int32Array {
  const places = new Int32Array(length);
  for (let n = 0, place = 0; n < length; n++) {
    while (place < ascending.length && (ascending[place] as number) <= limit(n)) place++;
    places[n] = place;
  }
  return places;
}
