import { describe, expect, it } from 'vitest';
import type { CalendarSpec, Span, Weekday } from '#domain/time/calendar.ts';
import { parseDay } from '#domain/time/dates.ts';
import { deadline } from '#domain/time/deadline.ts';
import { type PreparedCalendar, prepareCalendar } from '#domain/time/prepared-calendar.ts';
import {
  addWorkingDays,
  dayAt,
  isWorkingDay,
  workingDaysBetween,
} from '#domain/time/working-days.ts';
import {
  add,
  between,
  isOpen,
  nextClose,
  nextOpen,
  prevOpen,
  subtract,
} from '#domain/time/working-time.ts';
import vectors from '../../fixtures/working-time-vectors.json' with { type: 'json' };

/** Facts restated from public test suites, and worked examples; see `about` in the fixture. */
interface VectorCase {
  readonly id: string;
  readonly calendar: string;
  readonly op: string;
  readonly start?: string;
  readonly end?: string;
  readonly at?: string;
  readonly amount?: { readonly value: number; readonly unit: string };
  readonly edge?: string;
  readonly dayConvention?: string;
  readonly expected: unknown;
}

interface VectorCalendar {
  readonly tz: string;
  readonly weekly: Partial<Record<Weekday, readonly Span[]>>;
  readonly special?: Readonly<Record<string, readonly Span[]>>;
  readonly holidays?: readonly string[];
}

/** Cases whose source reads a convention in another way than Kvorum, with our answer. */
const READ_DIFFERENTLY: Readonly<Record<string, { why: string; ours: unknown }>> = {
  'wh-031': {
    why: 'The source rounds to whole seconds; milliseconds are kept here.',
    ours: '1991-11-18T09:01:42.650Z',
  },
  'wh-121': {
    why: 'The source counts the 25-hour Sunday as 24 by the wall clock; working time is elapsed.',
    ours: 25 * 3_600_000,
  },
};

const cases = vectors.cases as unknown as readonly VectorCase[];
const calendars = vectors.calendars as unknown as Readonly<Record<string, VectorCalendar>>;

const UNIT_MS: Readonly<Record<string, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
};

describe('working-time vectors', () => {
  it('are all there', () => {
    expect(cases).toHaveLength(298);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(298);
  });

  it.each(cases.filter(({ id }) => !(id in READ_DIFFERENTLY)))('$id $op', (vector) => {
    expect(answer(vector)).toEqual(normal(vector.expected));
  });

  it.each(Object.entries(READ_DIFFERENTLY))('%s is read differently', (id, { ours }) => {
    const vector = cases.find((candidate) => candidate.id === id) as VectorCase;
    expect(answer(vector)).toEqual(normal(ours));
    expect(answer(vector)).not.toEqual(normal(vector.expected));
  });
});

function answer(vector: VectorCase): unknown {
  const calendar = prepared(vector.calendar);
  const start = ms(vector.start ?? vector.at);
  switch (vector.op) {
    case 'add':
    case 'subtract': {
      // The library's "stay" is ours; none of the cases rolls.
      expect(vector.edge).toBe('stay');
      const moved = vector.op === 'add' ? add : subtract;
      return moved(calendar, start, amountMs(vector));
    }
    case 'between':
      return between(calendar, start, ms(vector.end));
    case 'isOpen':
      return isOpen(calendar, start);
    case 'nextOpen':
      return nextOpen(calendar, start);
    case 'nextClose':
      return nextClose(calendar, start);
    case 'prevOpen':
      return prevOpen(calendar, start);
    case 'addDays':
      return days(calendar, start, amountOf(vector), vector.dayConvention);
    case 'subtractDays':
      return days(calendar, start, -amountOf(vector), vector.dayConvention);
    case 'isWorkingDay':
      return isWorkingDay(calendar, dayOf(vector.at));
    case 'workdaysBetween':
      return workingDaysBetween(calendar, dayOf(vector.start), dayOf(vector.end));
    case 'deadlineHours': {
      const due = deadline(calendar, { hours: amountMs(vector) / 3_600_000 }, start);
      return due.kind === 'due' && { due: due.dueAtMs, overdueFrom: due.overdueFromMs };
    }
    case 'deadlineWorkingDays': {
      const due = deadline(calendar, { workingDays: amountOf(vector) }, start);
      return due.kind === 'due' && { due: due.dueAtMs, overdueFrom: due.overdueFromMs };
    }
    default:
      throw new Error(`no reading for ${vector.op}`);
  }
}

/** "wh" first moves a non-working origin to the next (or previous) working date; ours does not. */
function days(
  calendar: PreparedCalendar,
  startMs: number,
  amount: number,
  convention: string | undefined,
): number {
  if (convention === 'simple') return addWorkingDays(calendar, startMs, amount);
  expect(convention).toBe('wh');
  const onWorkingDay = isWorkingDay(calendar, dayAt(calendar, startMs));
  const origin = onWorkingDay ? startMs : addWorkingDays(calendar, startMs, Math.sign(amount));
  return addWorkingDays(calendar, origin, amount);
}

function prepared(name: string): PreparedCalendar {
  const { tz, weekly, special = {}, holidays = [] } = calendars[name] as VectorCalendar;
  const spec: CalendarSpec = {
    zone: tz,
    weekly,
    special: Object.entries(special).map(([date, spans]) => ({ date, spans })),
    closed: holidays.map((date) => ({ date })),
  };
  // Every case also grows the tables from a year that is not its own.
  return prepareCalendar(spec, { from: 2022, until: 2022 });
}

/** Instants as milliseconds; dates, numbers and booleans as they are. */
function normal(expected: unknown): unknown {
  if (typeof expected === 'string') return ms(expected);
  if (typeof expected !== 'object' || expected === null) return expected;
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, normal(value)]));
}

function ms(instant: string | undefined): number {
  if (instant === undefined) return Number.NaN;
  return instant.length === 10 ? Number.NaN : Temporal.Instant.from(instant).epochMilliseconds;
}

function dayOf(date: string | undefined): number {
  return parseDay(date ?? '') as number;
}

function amountOf({ amount }: VectorCase): number {
  return amount?.value as number;
}

function amountMs(vector: VectorCase): number {
  return Math.round(amountOf(vector) * (UNIT_MS[vector.amount?.unit ?? ''] as number));
}
