import { describe, expect, it } from 'vitest';
import { isoDate, parseDay, weekdayOf } from '#domain/time/dates.ts';
import { easter, orthodoxEaster } from '#domain/time/easter.ts';
import { type HolidayRow, type HolidayRules, holidayRows } from '#domain/time/holidays.ts';
import fixture from '../../fixtures/holidays-se-no-ua-2025-2028.json' with { type: 'json' };

type Dated = readonly (readonly [date: string, name: string])[];

interface FixtureYear {
  readonly SE: {
    readonly statutory: Readonly<Record<string, string>>;
    readonly eves_treated_as_sunday_by_lag_1930_173: Readonly<Record<string, string>>;
  };
  readonly NO: { readonly statutory: Dated };
  readonly UA: { readonly peace_time: Readonly<Record<string, string>> };
}

const years = Object.entries(fixture.years as unknown as Readonly<Record<string, FixtureYear>>);

const PEACE: HolidayRules = { country: 'UA', martialLaw: [], dayBefore: 'ordinary' };

describe('holidays by statute', () => {
  it.each(years)('of %s equal the table', (year, { SE, NO, UA }) => {
    const statutory = Object.entries(SE.statutory);
    const eves = Object.entries(SE.eves_treated_as_sunday_by_lag_1930_173);
    expect(closed({ country: 'SE' }, year)).toEqual(ordered([...statutory, ...eves]));
    expect(closed({ country: 'SE', eves: 'open' }, year)).toEqual(ordered(statutory));
    expect(closed({ country: 'NO' }, year)).toEqual(ordered(NO.statutory));
    expect(closed(PEACE, year)).toEqual(ordered(Object.entries(UA.peace_time)));
    expect(holidayRows({ country: 'UA' }, Number(year), Number(year))).toEqual([]);
  });

  it('put Easter where the churches do', () => {
    // Dates from published Easter tables.
    const western = [
      '1961-04-02',
      '2000-04-23',
      '2008-03-23',
      '2011-04-24',
      '2019-04-21',
      '2038-04-25',
      '2100-03-28',
    ];
    expect(western.map((date) => isoDate(easter(Number(date.slice(0, 4)))))).toEqual(western);
    const orthodox = [
      '2000-04-30',
      '2008-04-27',
      '2013-05-05',
      '2021-05-02',
      '2023-04-16',
      '2024-05-05',
      '2025-04-20',
    ];
    expect(orthodox.map((date) => isoDate(orthodoxEaster(Number(date.slice(0, 4)))))).toEqual(
      orthodox,
    );
  });

  it('keep Easter within its limits for three centuries', () => {
    for (let year = 1900; year <= 2200; year++) {
      for (const day of [easter(year), orthodoxEaster(year)]) expect(weekdayOf(day)).toBe('sun');
      const western = isoDate(easter(year)).slice(5);
      expect(western >= '03-22' && western <= '04-25').toBe(true);
      expect(orthodoxEaster(year)).toBeGreaterThanOrEqual(easter(year));
    }
  });

  it('count the working days of each year', () => {
    // Monday to Friday with the eves closed, as published for the sector.
    const count = (rules: HolidayRules) =>
      years.map(([year]) => {
        const off = new Set(closed(rules, year).map(([date]) => date));
        const first = parseDay(`${year}-01-01`) as number;
        const last = parseDay(`${year}-12-31`) as number;
        return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter(
          (day) => !['sat', 'sun'].includes(weekdayOf(day)) && !off.has(isoDate(day)),
        ).length;
      });
    expect(count({ country: 'SE' })).toEqual([249, 251, 253, 251]);
    expect(count({ country: 'NO' })).toEqual([252, 253, 255, 251]);
  });
});

describe('what no statute says', () => {
  it('is off unless asked for', () => {
    expect(names({ country: 'SE' }, 2026)).not.toContain('klämdag');
    expect(shortened({ country: 'SE' }, 2026)).toEqual([]);
    expect(shortened({ country: 'NO' }, 2026)).toEqual([]);
  });

  it('closes bridge days: one working day between two closed ones', () => {
    const bridges = (rules: HolidayRules, year: number, name: string) =>
      rows(rules, year)
        .filter((row) => row.name === name)
        .map(({ day }) => isoDate(day));
    const swedish: HolidayRules = { country: 'SE', bridgeDays: 'closed' };
    // Trettondedag on a Tuesday; Friday after Kristi himmelsfärdsdag and New Year's Day.
    expect(bridges(swedish, 2026, 'klämdag')).toEqual(['2026-01-02', '2026-01-05', '2026-05-15']);
    // 31 December 2029 lies between a Sunday and a holiday of the next year.
    const norwegian: HolidayRules = { country: 'NO', bridgeDays: 'closed' };
    expect(bridges(norwegian, 2029, 'inneklemt dag')).toContain('2029-12-31');
  });

  it('offers the short days of agreements', () => {
    const at = (minute: number) => ({ kind: 'closes-at', minute });
    const earlier = { kind: 'closes-earlier', minutes: 120 };
    expect(shortened({ country: 'SE', shortDays: 'state' }, 2026)).toEqual([
      ['2026-01-05', 'trettondagsafton', at(720)],
      ['2026-04-02', 'skärtorsdagen', earlier],
      ['2026-04-30', 'valborgsmässoafton', earlier],
      ['2026-10-30', 'allhelgonaafton', at(720)],
      ['2026-12-23', 'dagen före julafton', at(720)],
    ]);
    expect(shortened({ country: 'NO', shortDays: 'state' }, 2026)).toEqual([
      ['2026-12-24', 'julaften', at(720)],
      ['2026-12-31', 'nyttårsaften', at(720)],
    ]);
    expect(shortened({ country: 'NO', shortDays: 'municipal' }, 2026)).toEqual([
      ['2026-04-01', 'onsdag før skjærtorsdag', at(720)],
      ['2026-05-23', 'pinseaften', at(720)],
      ['2026-12-24', 'julaften', at(720)],
      ['2026-12-31', 'nyttårsaften', at(720)],
    ]);
    const own: HolidayRules = {
      country: 'SE',
      shortDays: [{ day: 'skärtorsdagen', closes: '13:30' }],
    };
    expect(shortened(own, 2027)).toEqual([['2027-03-25', 'skärtorsdagen', at(810)]]);
  });
});

describe('martial law in Ukraine', () => {
  const until = (date: string): HolidayRules => ({
    country: 'UA',
    martialLaw: [{ from: '2022-02-24', until: date }],
  });

  it('switches holidays off to the last of its dates', () => {
    expect(closed(until('2026-08-23'), '2026').map(([date]) => date)).toEqual([
      '2026-08-24',
      '2026-10-01',
      '2026-12-25',
    ]);
    expect(closed(until('2026-08-24'), '2026').map(([date]) => date)).toEqual([
      '2026-10-01',
      '2026-12-25',
    ]);
  });

  it('switches the moved day off when the holiday, or the moved day itself, falls in it', () => {
    // 28 June 2026 is a Sunday, moved to Monday.
    expect(closed(until('2026-06-27'), '2026')[0]).toEqual(['2026-06-28', 'День Конституції']);
    expect(closed(until('2026-06-27'), '2026')[1]?.[0]).toBe('2026-06-29');
    expect(closed(until('2026-06-28'), '2026')[0]?.[0]).toBe('2026-07-15');
    const again: HolidayRules = { country: 'UA', martialLaw: [{ from: '2026-06-29' }] };
    expect(closed(again, '2026').at(-1)?.[0]).toBe('2026-06-28');
  });

  it('shortens the day before a holiday by an hour only in peace', () => {
    const peace = shortened({ country: 'UA', martialLaw: [] }, 2026);
    expect(peace.map(([date]) => date)).toEqual([
      '2026-04-30',
      '2026-05-07',
      '2026-07-14',
      '2026-09-30',
      '2026-12-24',
      '2026-12-31',
    ]);
    expect(peace[0]?.[2]).toEqual({ kind: 'closes-earlier', minutes: 60 });
    expect(shortened(until('2026-09-30'), 2026).map(([date]) => date)).toEqual([
      '2026-12-24',
      '2026-12-31',
    ]);
    expect(shortened({ country: 'UA' }, 2026)).toEqual([]);
  });
});

function rows(rules: HolidayRules, year: number): HolidayRow[] {
  return holidayRows(rules, year, year);
}

function names(rules: HolidayRules, year: number): string[] {
  return rows(rules, year).map(({ name }) => name);
}

function closed(rules: HolidayRules, year: string): Dated {
  return ordered(
    rows(rules, Number(year))
      .filter(({ effect }) => effect.kind === 'closed')
      .map(({ day, name }) => [isoDate(day), name]),
  );
}

function shortened(rules: HolidayRules, year: number) {
  return rows(rules, year)
    .filter(({ effect }) => effect.kind !== 'closed')
    .map(({ day, name, effect }) => [isoDate(day), name, effect] as const);
}

/** Two holidays may share a date. */
function ordered(days: Dated): Dated {
  return days.toSorted((a, b) => a.join().localeCompare(b.join()));
}
