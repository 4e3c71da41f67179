import type { Channel } from '#domain/channels/channel.ts';
import type { StartCycle } from '#domain/items/arrival.ts';
import type { Cycle, Item } from '#domain/items/item.ts';
import type { Person } from '#domain/people/person.ts';
import { deadline } from '#domain/time/deadline.ts';
import type { Pause } from '#domain/time/pauses.ts';
import { type PreparedCalendar, prepareCalendar } from '#domain/time/prepared-calendar.ts';
import type { Target } from '#domain/time/target.ts';
import type { Town } from '#domain/town/town.ts';

/** Tables of two years to each side are built at once; the rest grows when it is asked for. */
const YEARS_AROUND = 2;

/**
 * A department's calendar with its tables, or a person's `own` by its id; throws when the town has
 * none by that name.
 */
export type Calendars = (town: Town, department: string, own?: string) => PreparedCalendar;

/** The hours in which a person is at work. */
export function calendarOf(
  calendars: Calendars,
  town: Town,
  { department, calendar }: Person,
): PreparedCalendar {
  return calendars(town, department, calendar);
}

/** Prepared calendars, kept as long as their contents stay the same. */
export function calendars(nowMs: () => number): Calendars {
  const prepared = new Map<string, PreparedCalendar>();
  return (town, department, own) => {
    const id = own ?? town.departments.find((d) => d.id === department)?.calendar;
    const calendar = town.calendars.find((c) => c.id === id);
    if (!calendar) throw new Error(`The department ${department} has no calendar`);
    const key = JSON.stringify(calendar.spec);
    const known = prepared.get(key);
    if (known) return known;
    const year = Temporal.Instant.fromEpochMilliseconds(nowMs()).toZonedDateTimeISO('UTC').year;
    const years = { from: year - YEARS_AROUND, until: year + YEARS_AROUND };
    const made = prepareCalendar(calendar.spec, years);
    prepared.set(key, made);
    return made;
  };
}

/** Starts the clocks of a channel, in its department's working time. */
export function cyclesOf(prepared: Calendars, town: Town, channel: Channel): StartCycle {
  return (clock, n, startAtMs) =>
    cycleOf(prepared(town, channel.department), channel.targets[clock], { clock, n, startAtMs });
}

/** A running cycle with its due time; without one while an open-ended pause stops the clock. */
export function cycleOf(
  calendar: PreparedCalendar,
  target: Target,
  start: Pick<Cycle, 'clock' | 'n' | 'startAtMs'>,
  pauses: readonly Pause[] = [],
): Cycle {
  const due = deadline(calendar, target, start.startAtMs, pauses);
  return due.kind === 'due'
    ? { ...start, dueAtMs: due.dueAtMs, overdueFromMs: due.overdueFromMs }
    : { ...start, dueAtMs: null, overdueFromMs: null };
}

/** The target an item's running clock is held against. */
export function targetOf(channel: Channel, item: Item): Target | null {
  return item.cycle ? channel.targets[item.cycle.clock] : null;
}
