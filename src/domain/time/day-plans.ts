import { type CalendarSpec, type Span, WEEKDAYS, type Weekday } from './calendar.ts';
import { parseDay, parseMinute, weekdayOf, yearOf } from './dates.ts';
import { type HolidayRow, holidayRows } from './holidays.ts';

/** Minutes after local midnight; a closing beyond 1440 is on the next day. */
export interface MinuteSpan {
  readonly opens: number;
  readonly closes: number;
}

/** Why a date has no opening; a holiday or local closing with the name residents know it by. */
export type ClosedReason =
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'local'; readonly name?: string }
  | { readonly kind: 'weekend' }
  | { readonly kind: 'weekly'; readonly weekday: Weekday };

/** What is planned for one date: its spans, or why there are none. */
export type DayPlan =
  | {
      readonly kind: 'open';
      readonly spans: readonly MinuteSpan[];
      /** Set when the hours are not the weekly ones. */
      readonly special?: { readonly name?: string };
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason };

/** The plans of all dates from one day number up to another, not included. */
export function dayPlans(spec: CalendarSpec, fromDay: number, untilDay: number): DayPlan[] {
  const weekly = new Map(WEEKDAYS.map((weekday) => [weekday, weeklyPlan(spec, weekday)]));
  const dated = datedPlans(spec, fromDay, untilDay, weekly);
  return Array.from({ length: untilDay - fromDay }, (_, n) => {
    const day = fromDay + n;
    return dated.get(day) ?? (weekly.get(weekdayOf(day)) as DayPlan);
  });
}

/** A span in minutes; the spec was checked before. */
export function minuteSpan([opens, closes]: Span): MinuteSpan {
  const from = parseMinute(opens) as number;
  const until = parseMinute(closes) as number;
  return { opens: from, closes: until > from ? until : until + 24 * 60 };
}

function weeklyPlan(spec: CalendarSpec, weekday: Weekday): DayPlan {
  const spans = sorted(spec.weekly[weekday] ?? []);
  if (spans.length > 0) return { kind: 'open', spans };
  const isWeekend = weekday === 'sat' || weekday === 'sun';
  return { kind: 'closed', reason: isWeekend ? { kind: 'weekend' } : { kind: 'weekly', weekday } };
}

function datedPlans(
  spec: CalendarSpec,
  fromDay: number,
  untilDay: number,
  weekly: ReadonlyMap<Weekday, DayPlan>,
): Map<number, DayPlan> {
  const dated = new Map<number, DayPlan>();
  const planned = (day: number) => dated.get(day) ?? (weekly.get(weekdayOf(day)) as DayPlan);
  if (spec.holidays !== undefined) {
    const rows = holidayRows(spec.holidays, yearOf(fromDay), yearOf(untilDay));
    for (const row of rows) dated.set(row.day, afterHoliday(planned(row.day), row));
  }
  for (const { date, name, spans } of spec.special ?? []) {
    const special = name === undefined ? {} : { name };
    dated.set(
      parseDay(date) as number,
      spans.length > 0
        ? { kind: 'open', spans: sorted(spans), special }
        : { kind: 'closed', reason: { kind: 'local', ...special } },
    );
  }
  for (const { date, name } of spec.closed ?? []) {
    const day = parseDay(date) as number;
    const reason = { kind: 'local', ...(name === undefined ? {} : { name }) } as const;
    if (planned(day).kind === 'open') dated.set(day, { kind: 'closed', reason });
  }
  return dated;
}

function afterHoliday(plan: DayPlan, { name, effect }: HolidayRow): DayPlan {
  if (plan.kind === 'closed') {
    // Two holidays may share a date (17 May 2027 is also Whit Monday).
    return plan.reason.kind === 'holiday' && effect.kind === 'closed'
      ? { kind: 'closed', reason: { kind: 'holiday', name: `${plan.reason.name}, ${name}` } }
      : plan;
  }
  const spans = shortened(plan.spans, effect);
  return spans.length > 0
    ? { kind: 'open', spans, special: { name } }
    : { kind: 'closed', reason: { kind: 'holiday', name } };
}

function shortened(spans: readonly MinuteSpan[], effect: HolidayRow['effect']): MinuteSpan[] {
  if (effect.kind === 'closed') return [];
  const last = (spans.at(-1) as MinuteSpan).closes;
  const limit = effect.kind === 'closes-at' ? effect.minute : last - effect.minutes;
  return spans
    .filter(({ opens }) => opens < limit)
    .map(({ opens, closes }) => ({ opens, closes: Math.min(closes, limit) }));
}

function sorted(spans: readonly Span[]): MinuteSpan[] {
  return spans.map(minuteSpan).sort((a, b) => a.opens - b.opens);
}
