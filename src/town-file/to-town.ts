import { createHash } from 'node:crypto';
import type { Channel } from '#domain/channels/channel.ts';
import type { Ground } from '#domain/items/grounds.ts';
import type { Person } from '#domain/people/person.ts';
import type { CalendarSpec, Span, Weekday } from '#domain/time/calendar.ts';
import type { HolidayRules, ShortDay } from '#domain/time/holidays.ts';
import type { Target } from '#domain/time/target.ts';
import type { Calendar, Department, DeskEntry, Town } from '#domain/town/town.ts';
import { daysOf, spanOf, type TownFile } from './schema.ts';

type Section = Exclude<keyof TownFile, 'town'>;
type Entry<S extends Section> = NonNullable<TownFile[S]>[string];

/** What a town file whose shape is right says, in the domain's own form. */
export function toTown(file: TownFile): Town {
  const { language: locale, ...profile } = file.town;
  const list = <T, U>(entries: Record<string, T> | undefined, build: (id: string, entry: T) => U) =>
    Object.entries(entries ?? {}).map(([id, entry]) => build(id, entry));
  return {
    profile: { ...profile, locale },
    departments: list(file.departments, (id, entry) => department(id, entry, file)),
    calendars: list(file.calendars, calendar),
    people: list(file.people, person),
    channels: list(file.channels, channel),
    grounds: list(file.grounds, ground),
    desks: list(file.desks, desk),
  };
}

/** SHA-256 (hex) of a document: the log names by it what was applied. */
export function documentDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function department(id: string, entry: Entry<'departments'>, file: TownFile): Department {
  const { language: locale, zone, politicalContact, duty, ...rest } = entry;
  return {
    id,
    ...rest,
    locale,
    zone: zone ?? file.calendars[entry.calendar]?.zone ?? '',
    ...present({ politicalContact, duty: duty && present(duty) }),
  };
}

function calendar(id: string, entry: Entry<'calendars'>): Calendar {
  const weekly = Object.entries(entry.weekly).flatMap(([run, hours]) =>
    daysOf(run).map((day): [Weekday, Span[]] => [day, spansOf(hours)]),
  );
  const spec: CalendarSpec = {
    zone: entry.zone,
    weekly: Object.fromEntries(weekly),
    ...present({
      special: entry.special?.map(({ date, name, hours }) => ({
        date,
        ...present({ name }),
        spans: spansOf(hours),
      })),
      closed: entry.closed?.map(({ date, name }) => ({ date, ...present({ name }) })),
      holidays: entry.holidays && holidays(entry.holidays),
    }),
  };
  return { id, name: entry.name, spec };
}

function spansOf(hours: string | readonly string[]): Span[] {
  const written = typeof hours === 'string' ? [hours] : hours;
  return written.map(spanOf).filter((span) => span !== undefined);
}

function holidays(entry: NonNullable<Entry<'calendars'>['holidays']>): HolidayRules {
  switch (entry.country) {
    case 'SE': {
      const { country, eves, bridgeDays, shortDays } = entry;
      return {
        country,
        ...present({ eves, bridgeDays, shortDays: shortDayRows<'state'>(shortDays) }),
      };
    }
    case 'NO': {
      const { country, bridgeDays, shortDays } = entry;
      return { country, ...present({ bridgeDays, shortDays: shortDayRows(shortDays) }) };
    }
    case 'UA': {
      const { country, martialLaw, dayBefore } = entry;
      const periods = martialLaw?.map(({ from, until }) => ({ from, ...present({ until }) }));
      return { country, ...present({ martialLaw: periods, dayBefore }) };
    }
  }
}

interface ShortDayRow {
  readonly day: string;
  readonly closes?: string | undefined;
  readonly hoursEarlier?: number | undefined;
}

function shortDayRows<Preset extends 'state' | 'municipal'>(
  rows: Preset | readonly ShortDayRow[] | undefined,
): Preset | ShortDay[] | undefined {
  if (rows === undefined || typeof rows === 'string') return rows;
  return rows.map(({ day, closes, hoursEarlier = 0 }) =>
    closes === undefined ? { day, hoursEarlier } : { day, closes },
  );
}

function person(id: string, entry: Entry<'people'>): Person {
  const { language: locale, mandate, identities = [], calendar: own, ...rest } = entry;
  const { decision, from, until } = mandate;
  return {
    id,
    ...rest,
    locale,
    ...present({ calendar: own }),
    mandate: { decision, from, ...present({ until }) },
    identities: identities.map(({ platform, workspace, user }) => ({
      platform,
      ...present({ workspace }),
      user,
    })),
  };
}

function channel(id: string, entry: Entry<'channels'>): Channel {
  const { language: locale, targets, reminders, ...rest } = entry;
  return {
    id,
    ...rest,
    locale,
    ...present({ reminders }),
    targets: { answer: target(targets.answer), removal: target(targets.removal) },
  };
}

function target({
  hours,
  workingDays = 0,
  reading,
}: Entry<'channels'>['targets']['answer']): Target {
  return hours === undefined ? { workingDays, ...present({ reading }) } : { hours };
}

function ground(id: string, entry: Entry<'grounds'>): Ground {
  const { until, words, wording, ...rest } = entry;
  return {
    id,
    ...rest,
    wording: present(wording),
    words: present(words ?? {}),
    ...present({ until }),
  };
}

function desk(id: string, { platform, department: unit, connection }: Entry<'desks'>): DeskEntry {
  return { id, platform, department: unit, connection: connection ?? {} };
}

/** The fields that are there: an absent one is not written down as undefined. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
