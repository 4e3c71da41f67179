import type { CalendarSpec } from './calendar.ts';
import { DAY_MS, dayNumber } from './dates.ts';
import { type DayPlan, dayPlans } from './day-plans.ts';
import { toEpochMs, type ZoneOffsets, zoneOffsets } from './zone-offsets.ts';

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
  /** By elapsed TIME_BUCKET_MS since fromMs: the first interval that closes after that. */
  readonly byTime: Int32Array;
  /** By worked WORK_BUCKET_MS: the first interval that reaches beyond that much work. */
  readonly byWork: Int32Array;
}

/**
 * About 2 h 20 min of time, 35 min of work: so small that a lookup lands at most a step or two from
 * its answer. Powers of two, because dividing by them is exact.
 */
const TIME_BUCKET_MS = 2 ** 23;
const WORK_BUCKET_MS = 2 ** 21;

/** The first interval that closes after an instant. */
export function intervalAt(tables: Tables, atMs: number): number {
  let n = tables.byTime[((atMs - tables.fromMs) / TIME_BUCKET_MS) | 0] as number;
  while ((tables.closes[n] as number) <= atMs) n++;
  return n;
}

/** Working milliseconds since the beginning of the tables. */
export function workedMs(tables: Tables, atMs: number): number {
  const n = intervalAt(tables, atMs);
  return (tables.before[n] as number) + Math.max(atMs - (tables.opens[n] as number), 0);
}

/** The instant at which the millisecond after so many worked ones begins. */
export function instantOf(tables: Tables, workMs: number): number {
  let n = tables.byWork[(workMs / WORK_BUCKET_MS) | 0] as number;
  while ((tables.before[n + 1] as number) <= workMs) n++;
  return (tables.opens[n] as number) + workMs - (tables.before[n] as number);
}

/** Builds the tables of a faultless calendar for some years, both included. */
export function buildTables(spec: CalendarSpec, fromYear: number, untilYear: number): Tables {
  const fromDay = dayNumber(new Temporal.PlainDate(fromYear, 1, 1));
  const untilDay = dayNumber(new Temporal.PlainDate(untilYear + 1, 1, 1));
  // Two dates more on both sides: nights run over New Year, and a zone may skip a date near it.
  const firstDay = fromDay - 2;
  const zone = zoneOffsets(spec.zone, (firstDay - 1) * DAY_MS, (untilDay + 3) * DAY_MS);
  const plans = dayPlans(spec, firstDay, untilDay + 2);
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
    byTime: index(closes, (untilMs - fromMs) / TIME_BUCKET_MS, (n) => fromMs + n * TIME_BUCKET_MS),
    byWork: index(before.subarray(1), totalMs / WORK_BUCKET_MS, (n) => n * WORK_BUCKET_MS),
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

/** Prefix sums: the work before each interval, and at the end all of it. */
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
  const places = new Int32Array(Math.ceil(length));
  for (let n = 0, place = 0; n < length; n++) {
    while (place < ascending.length && (ascending[place] as number) <= limit(n)) place++;
    places[n] = place;
  }
  return places;
}
