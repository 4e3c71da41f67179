import { type CalendarSpec, type Span, WEEKDAYS } from './calendar.ts';
import { parseDay, parseMinute } from './dates.ts';
import { type MinuteSpan, minuteSpan } from './day-plans.ts';
import { type HolidayRules, type Period, shortDayList, shortDaysOf } from './holidays.ts';

/** What is wrong with a calendar and where, as a path into the spec; locales put it into words. */
export interface CalendarFault {
  readonly code:
    | 'zone-unknown'
    | 'no-openings'
    | 'time-malformed'
    | 'spans-overlap'
    | 'date-malformed'
    | 'date-twice'
    | 'short-day-unknown'
    | 'hours-malformed'
    | 'period-backwards';
  readonly path: readonly (string | number)[];
  /** The text as written, where there is one. */
  readonly value?: string;
}

type Path = CalendarFault['path'];

/** Every fault of a calendar at once; none: it can be prepared. */
export function calendarFaults(spec: CalendarSpec): CalendarFault[] {
  const weekly = WEEKDAYS.flatMap((weekday) =>
    spanFaults(spec.weekly[weekday] ?? [], ['weekly', weekday]),
  );
  return [
    ...zoneFaults(spec.zone),
    ...weekly,
    ...(weekly.length === 0 ? weekFaults(spec) : []),
    ...(spec.special ?? []).flatMap(({ spans }, n) => spanFaults(spans, ['special', n, 'spans'])),
    ...dateFaults(spec.special ?? [], 'special'),
    ...dateFaults(spec.closed ?? [], 'closed'),
    ...(spec.holidays === undefined ? [] : holidayFaults(spec.holidays)),
  ];
}

/** Asks Temporal: Intl's list of zones has Europe/Kiev but not Europe/Kyiv. */
function zoneFaults(zone: string): CalendarFault[] {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return [];
  } catch {
    return [{ code: 'zone-unknown', path: ['zone'], value: zone }];
  }
}

function spanFaults(spans: readonly Span[], path: Path): CalendarFault[] {
  const faults = spans.flatMap((span, n) =>
    span.flatMap((time, side): CalendarFault[] => {
      const minute = parseMinute(time);
      const isTime = minute !== undefined && (side === 1 || minute < 24 * 60);
      return isTime ? [] : [{ code: 'time-malformed', path: [...path, n, side], value: time }];
    }),
  );
  if (faults.length > 0) return faults;
  return overlaps(spans.map(minuteSpan)) ? [{ code: 'spans-overlap', path }] : [];
}

/** A calendar must open some day of the week, and no night may run into the next morning's span. */
function weekFaults(spec: CalendarSpec): CalendarFault[] {
  const days = WEEKDAYS.map((weekday) => (spec.weekly[weekday] ?? []).map(minuteSpan));
  if (days.every((spans) => spans.length === 0)) return [{ code: 'no-openings', path: ['weekly'] }];
  return WEEKDAYS.flatMap((weekday, n): CalendarFault[] => {
    const tomorrow = (days[(n + 1) % 7] as MinuteSpan[]).map(({ opens }) => opens + 24 * 60);
    const closes = (days[n] as MinuteSpan[]).map((span) => span.closes);
    const runsInto = Math.max(...closes) > Math.min(...tomorrow);
    return runsInto ? [{ code: 'spans-overlap', path: ['weekly', weekday] }] : [];
  });
}

function overlaps(spans: readonly MinuteSpan[]): boolean {
  const sorted = [...spans].sort((a, b) => a.opens - b.opens);
  return sorted.some(({ opens }, n) => n > 0 && opens < (sorted[n - 1] as MinuteSpan).closes);
}

function dateFaults(rows: readonly { readonly date: string }[], list: string): CalendarFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ date }, n): CalendarFault[] => {
    const path = [list, n, 'date'];
    if (parseDay(date) === undefined) return [{ code: 'date-malformed', path, value: date }];
    if (seen.has(date)) return [{ code: 'date-twice', path, value: date }];
    seen.add(date);
    return [];
  });
}

function holidayFaults(rules: HolidayRules): CalendarFault[] {
  if (rules.country === 'UA') return (rules.martialLaw ?? []).flatMap(periodFaults);
  const known = shortDaysOf(rules.country, 2026).map(({ name }) => name);
  return shortDayList(rules).flatMap((row, n): CalendarFault[] => {
    const path = ['holidays', 'shortDays', n];
    const faults: CalendarFault[] = [];
    if (!known.includes(row.day)) {
      faults.push({ code: 'short-day-unknown', path: [...path, 'day'], value: row.day });
    }
    if ('closes' in row && parseMinute(row.closes) === undefined) {
      faults.push({ code: 'time-malformed', path: [...path, 'closes'], value: row.closes });
    }
    if (
      'hoursEarlier' in row &&
      !(row.hoursEarlier > 0 && Number.isInteger(row.hoursEarlier * 60))
    ) {
      const value = String(row.hoursEarlier);
      faults.push({ code: 'hours-malformed', path: [...path, 'hoursEarlier'], value });
    }
    return faults;
  });
}

function periodFaults({ from, until }: Period, n: number): CalendarFault[] {
  const path = ['holidays', 'martialLaw', n];
  const faults: CalendarFault[] = [];
  if (parseDay(from) === undefined) {
    faults.push({ code: 'date-malformed', path: [...path, 'from'], value: from });
  }
  if (until !== undefined && parseDay(until) === undefined) {
    faults.push({ code: 'date-malformed', path: [...path, 'until'], value: until });
  }
  // ISO dates sort as text.
  if (faults.length === 0 && until !== undefined && until < from) {
    faults.push({ code: 'period-backwards', path, value: `${from}/${until}` });
  }
  return faults;
}
