import { dayNumber, parseDay, parseMinute, weekdayOf } from './dates.ts';
import {
  type NamedDay,
  norwegianHolidays,
  norwegianShortDays,
  swedishEves,
  swedishHolidays,
  swedishShortDays,
  ukrainianHolidays,
} from './statutes.ts';

/** A day of shortDaysOf that ends at a time, or some hours before its ordinary closing. */
export type ShortDay =
  | { readonly day: string; readonly closes: string }
  | { readonly day: string; readonly hoursEarlier: number };

/** Dates from and until, both included; without an end while none is known. */
export interface Period {
  readonly from: string;
  readonly until?: string;
}

/**
 * Which holidays close the unit. What no statute says is local and off unless asked for: short
 * days (a list of one's own, or what the state's or the municipalities' agreement says) and
 * bridge days (klämdag, inneklemt dag: one working day between two closed ones).
 */
export type HolidayRules =
  | {
      readonly country: 'SE';
      /** Midsommarafton, julafton, nyårsafton; closed unless the town says otherwise. */
      readonly eves?: 'closed' | 'open';
      readonly bridgeDays?: 'closed' | 'open';
      readonly shortDays?: 'state' | readonly ShortDay[];
    }
  | {
      readonly country: 'NO';
      readonly bridgeDays?: 'closed' | 'open';
      readonly shortDays?: 'state' | 'municipal' | readonly ShortDay[];
    }
  | {
      readonly country: 'UA';
      /** Dated periods instead of the one from 24 February 2022 whose end is not known. */
      readonly martialLaw?: readonly Period[];
      /** КЗпП ст. 53: an hour shorter, unless the unit publishes otherwise. */
      readonly dayBefore?: 'hour-shorter' | 'ordinary';
    };

/** What a holiday does to the hours of its date. Names are in the language of the country. */
export interface HolidayRow {
  readonly day: number;
  readonly name: string;
  readonly effect:
    | { readonly kind: 'closed' }
    | { readonly kind: 'closes-at'; readonly minute: number }
    | { readonly kind: 'closes-earlier'; readonly minutes: number };
}

/**
 * While martial law lasts there are no holidays, no moved days off and no shortened days (Law
 * 2136-IX art. 6(6)). It is prolonged 90 days at a time; no end is assumed, since assuming one
 * would make answers late the day after. A town writes the end once it is known.
 */
const MARTIAL_LAW: readonly Period[] = [{ from: '2022-02-24' }];

const noon = (...days: string[]): ShortDay[] => days.map((day) => ({ day, closes: '12:00' }));

/** Ready-made short days: what the agreements of the state and of the municipalities (KS) say. */
const SHORT_DAY_PRESETS = {
  SE: {
    state: [
      ...noon('trettondagsafton', 'allhelgonaafton', 'dagen före julafton'),
      { day: 'skärtorsdagen', hoursEarlier: 2 },
      { day: 'valborgsmässoafton', hoursEarlier: 2 },
    ],
  },
  NO: {
    state: noon('julaften', 'nyttårsaften'),
    municipal: noon('onsdag før skjærtorsdag', 'pinseaften', 'julaften', 'nyttårsaften'),
  },
} as const satisfies Record<string, Record<string, readonly ShortDay[]>>;

/** The holidays of some years, both included, in the order of their dates. */
export function holidayRows(
  rules: HolidayRules,
  fromYear: number,
  untilYear: number,
): HolidayRow[] {
  // A year more on both sides, because what closes a date may lie across New Year.
  const years = Array.from({ length: untilYear - fromYear + 3 }, (_, n) => fromYear - 1 + n);
  const from = dayNumber(new Temporal.PlainDate(fromYear, 1, 1));
  const until = dayNumber(new Temporal.PlainDate(untilYear, 12, 31));
  return rowsOf(rules, years)
    .filter(({ day }) => day >= from && day <= until)
    .sort((a, b) => a.day - b.day);
}

/** The named days of a country that may be given short hours. */
export function shortDaysOf(country: 'SE' | 'NO', year: number): NamedDay[] {
  return country === 'SE' ? swedishShortDays(year) : norwegianShortDays(year);
}

function rowsOf(rules: HolidayRules, years: readonly number[]): HolidayRow[] {
  if (rules.country === 'UA') return ukrainianRows(rules, years);
  const closed = years.flatMap((year) => {
    if (rules.country === 'NO') return norwegianHolidays(year);
    return rules.eves === 'open'
      ? swedishHolidays(year)
      : [...swedishHolidays(year), ...swedishEves(year)];
  });
  const bridges = rules.bridgeDays === 'closed' ? bridgeDays(rules.country, closed) : [];
  const asked = shortDayList(rules);
  const short = years
    .flatMap((year) => shortDaysOf(rules.country, year))
    .flatMap(({ day, name }) =>
      asked.filter((row) => row.day === name).map((row) => ({ day, name, effect: effectOf(row) })),
    );
  return [...closed.map(closes), ...bridges.map(closes), ...short];
}

export function shortDayList(
  rules: Exclude<HolidayRules, { readonly country: 'UA' }>,
): readonly ShortDay[] {
  switch (rules.country) {
    case 'SE':
      return rules.shortDays === 'state' ? SHORT_DAY_PRESETS.SE.state : (rules.shortDays ?? []);
    case 'NO':
      return typeof rules.shortDays === 'string'
        ? SHORT_DAY_PRESETS.NO[rules.shortDays]
        : (rules.shortDays ?? []);
  }
}

function effectOf(row: ShortDay): HolidayRow['effect'] {
  return 'closes' in row
    ? { kind: 'closes-at', minute: parseMinute(row.closes) as number }
    : { kind: 'closes-earlier', minutes: row.hoursEarlier * 60 };
}

function closes(named: NamedDay): HolidayRow {
  return { ...named, effect: { kind: 'closed' } };
}

function bridgeDays(country: 'SE' | 'NO', closed: readonly NamedDay[]): NamedDay[] {
  const holidays = new Set(closed.map(({ day }) => day));
  const isOff = (day: number) => holidays.has(day) || isWeekend(day);
  const name = country === 'SE' ? 'klämdag' : 'inneklemt dag';
  const beside = new Set([...holidays].flatMap((day) => [day - 1, day + 1]));
  return [...beside]
    .filter((day) => !isOff(day) && isOff(day - 1) && isOff(day + 1))
    .map((day) => ({ day, name }));
}

function ukrainianRows(
  rules: HolidayRules & { readonly country: 'UA' },
  years: readonly number[],
): HolidayRow[] {
  const periods = (rules.martialLaw ?? MARTIAL_LAW).map(
    ({ from, until = '9999-12-31' }) =>
      [parseDay(from) as number, parseDay(until) as number] as const,
  );
  const atPeace = ({ day }: { day: number }) =>
    periods.every(([from, until]) => day < from || day > until);
  const holidays = years
    .flatMap(ukrainianHolidays)
    .filter(atPeace)
    .sort((a, b) => a.day - b.day);
  const off = new Set(holidays.map(({ day }) => day));
  const moved: NamedDay[] = [];
  for (const { day, name } of holidays.filter((holiday) => isWeekend(holiday.day))) {
    let free = day + 1;
    while (isWeekend(free) || off.has(free)) free++;
    off.add(free);
    moved.push({ day: free, name: `${name} (перенесений вихідний)` });
  }
  const before = holidays
    .map(({ day, name }) => ({ day: day - 1, name: `напередодні: ${name}` }))
    .filter(({ day }) => rules.dayBefore !== 'ordinary' && !off.has(day) && !isWeekend(day));
  const shorter = { kind: 'closes-earlier', minutes: 60 } as const;
  return [
    ...holidays.map(closes),
    ...moved.filter(atPeace).map(closes),
    ...before.filter(atPeace).map((row) => ({ ...row, effect: shorter })),
  ];
}

function isWeekend(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday === 'sat' || weekday === 'sun';
}
