import type { CalendarSpec, Span, Weekday } from '#domain/time/calendar.ts';
import { type PreparedCalendar, prepareCalendar } from '#domain/time/prepared-calendar.ts';

/** The calendars of the worked examples, written with the rules of their countries. */
export function weekdays(...spans: Span[]): Partial<Record<Weekday, readonly Span[]>> {
  return { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans };
}

export const SWEDISH: CalendarSpec = {
  zone: 'Europe/Stockholm',
  weekly: weekdays(['08:00', '17:00']),
  holidays: { country: 'SE' },
};

export const NORWEGIAN: CalendarSpec = {
  zone: 'Europe/Oslo',
  weekly: weekdays(['08:00', '15:30']),
  holidays: { country: 'NO', shortDays: 'municipal' },
};

export const UKRAINIAN: CalendarSpec = {
  zone: 'Europe/Kyiv',
  weekly: {
    ...weekdays(['08:00', '12:00'], ['13:00', '17:15']),
    fri: [
      ['08:00', '12:00'],
      ['13:00', '16:00'],
    ],
  },
  holidays: { country: 'UA' },
};

export function prepare(spec: CalendarSpec): PreparedCalendar {
  return prepareCalendar(spec, { from: 2026, until: 2027 });
}

/** "2026-06-18 15:00" by the wall clock of a calendar. */
export function at(spec: { readonly zone: string }, wallClock: string): number {
  const local = Temporal.PlainDateTime.from(wallClock.replace(' ', 'T'));
  return local.toZonedDateTime(spec.zone).epochMilliseconds;
}

export function wallClock(spec: { readonly zone: string }, atMs: number): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(spec.zone);
  return zoned.toPlainDateTime().toString().replace('T', ' ').slice(0, 16);
}
