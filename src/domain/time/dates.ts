import { WEEKDAYS, type Weekday } from './calendar.ts';

export const DAY_MS = 86_400_000;

const EPOCH = Temporal.PlainDate.from('1970-01-01');

/** A calendar date as a number: whole days since 1970-01-01, whatever the zone. */
export function dayNumber(date: Temporal.PlainDate): number {
  return EPOCH.until(date, { largestUnit: 'day' }).days;
}

/** The day number of "YYYY-MM-DD"; undefined when there is no such date. */
export function parseDay(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    return dayNumber(Temporal.PlainDate.from(date));
  } catch {
    return undefined;
  }
}

export function isoDate(day: number): string {
  return EPOCH.add({ days: day }).toString();
}

export function yearOf(day: number): number {
  return EPOCH.add({ days: day }).year;
}

/** 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): Weekday {
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] as Weekday;
}

/** Minutes after midnight of "HH:MM" up to and including 24:00; undefined when malformed. */
export function parseMinute(time: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 24 * 60 ? minute : undefined;
}
