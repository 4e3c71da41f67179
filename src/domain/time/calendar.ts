import type { HolidayRules } from './holidays.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Opening and closing by the wall clock, "HH:MM". A closing that is not after its opening is on
 * the next day ("22:00" to "06:00"); "24:00" is midnight at the end of the day. A span belongs to
 * the date it opens on, also for the hours past midnight.
 */
export type Span = readonly [opens: string, closes: string];

/** A date with its own hours instead of the weekly ones; no spans: closed. */
export interface SpecialDay {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly name?: string;
  readonly spans: readonly Span[];
}

export interface ClosedDay {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly name?: string;
}

/**
 * A unit's published opening calendar, as a town would write it. A closed date goes before a
 * special one, both before the holidays of the country, those before the weekly spans.
 */
export interface CalendarSpec {
  /** IANA name, for example Europe/Stockholm. */
  readonly zone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  readonly special?: readonly SpecialDay[];
  readonly closed?: readonly ClosedDay[];
  readonly holidays?: HolidayRules;
}
