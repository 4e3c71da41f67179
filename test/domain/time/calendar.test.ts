import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '#domain/time/calendar.ts';
import { calendarFaults } from '#domain/time/calendar-faults.ts';
import { parseDay } from '#domain/time/dates.ts';
import { CalendarError, prepareCalendar } from '#domain/time/prepared-calendar.ts';
import { planOf } from '#domain/time/working-days.ts';
import { add, between, isOpen, nextClose, nextOpen } from '#domain/time/working-time.ts';
import { at, prepare, SWEDISH, wallClock, weekdays } from './towns.ts';

const UTC: CalendarSpec = { zone: 'Etc/UTC', weekly: {} };
const HOUR_MS = 3_600_000;

describe('a calendar with faults', () => {
  it('is told all of them at once, each with its place', () => {
    const spec: CalendarSpec = {
      zone: 'Europe/Atlantis',
      weekly: {
        mon: [['8', '17:00']],
        tue: [['24:00', '25:00']],
        wed: [
          ['08:00', '12:00'],
          ['11:59', '17:00'],
        ],
      },
      special: [
        { date: '2026-02-29', spans: [['09:00', '12:60']] },
        { date: '2026-04-02', spans: [] },
        { date: '2026-04-02', spans: [] },
      ],
      closed: [{ date: '15/5 2026' }, { date: '2026-05-15' }, { date: '2026-05-15' }],
      holidays: {
        country: 'NO',
        shortDays: [
          { day: 'julafton', closes: '12.00' },
          { day: 'julaften', hoursEarlier: -1 },
        ],
      },
    };
    expect(calendarFaults(spec)).toEqual([
      { code: 'zone-unknown', path: ['zone'], value: 'Europe/Atlantis' },
      { code: 'time-malformed', path: ['weekly', 'mon', 0, 0], value: '8' },
      { code: 'time-malformed', path: ['weekly', 'tue', 0, 0], value: '24:00' },
      { code: 'time-malformed', path: ['weekly', 'tue', 0, 1], value: '25:00' },
      { code: 'spans-overlap', path: ['weekly', 'wed'] },
      { code: 'time-malformed', path: ['special', 0, 'spans', 0, 1], value: '12:60' },
      { code: 'date-malformed', path: ['special', 0, 'date'], value: '2026-02-29' },
      { code: 'date-twice', path: ['special', 2, 'date'], value: '2026-04-02' },
      { code: 'date-malformed', path: ['closed', 0, 'date'], value: '15/5 2026' },
      { code: 'date-twice', path: ['closed', 2, 'date'], value: '2026-05-15' },
      { code: 'short-day-unknown', path: ['holidays', 'shortDays', 0, 'day'], value: 'julafton' },
      { code: 'time-malformed', path: ['holidays', 'shortDays', 0, 'closes'], value: '12.00' },
      { code: 'hours-malformed', path: ['holidays', 'shortDays', 1, 'hoursEarlier'], value: '-1' },
    ]);
    expect(() => prepare(spec)).toThrow(
      expect.objectContaining({ code: 'calendar-faulty', faults: calendarFaults(spec) }),
    );
  });

  it('is refused without any opening, instead of being searched for ever', () => {
    const fault = { code: 'no-openings', path: ['weekly'] };
    expect(calendarFaults({ ...UTC, weekly: { mon: [] } })).toEqual([fault]);
    expect(calendarFaults({ ...UTC, special: [{ date: '2026-01-01', spans: [] }] })).toEqual([
      fault,
    ]);
    expect(() => prepare(UTC)).toThrow(CalendarError);
  });

  it('is told of a night that runs into the next morning, also over Sunday', () => {
    const night: CalendarSpec = {
      ...UTC,
      weekly: { sun: [['22:00', '06:00']], mon: [['05:30', '12:00']] },
    };
    expect(calendarFaults(night)).toEqual([{ code: 'spans-overlap', path: ['weekly', 'sun'] }]);
    const meeting = { ...night, weekly: { ...night.weekly, mon: [['06:00', '12:00']] } } as const;
    expect(calendarFaults(meeting)).toEqual([]);
  });

  it('is told of martial law that ends before it begins', () => {
    const martialLaw = [
      { from: '2022-02-24', until: '2022-02-23' },
      { from: 'soon', until: 'later' },
    ];
    const spec: CalendarSpec = { ...SWEDISH, holidays: { country: 'UA', martialLaw } };
    expect(calendarFaults(spec).map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['period-backwards', 'holidays.martialLaw.0'],
      ['date-malformed', 'holidays.martialLaw.1.from'],
      ['date-malformed', 'holidays.martialLaw.1.until'],
    ]);
  });

  it('knows Kyiv, which Intl does not list', () => {
    expect(calendarFaults({ ...SWEDISH, zone: 'Europe/Kyiv' })).toEqual([]);
    expect(Intl.supportedValuesOf('timeZone')).not.toContain('Europe/Kyiv');
  });
});

describe('the plan of a date', () => {
  const planned = (spec: CalendarSpec, date: string) =>
    planOf(prepare(spec), parseDay(date) as number);

  it('takes a closed row before a special one, that before a holiday, that before the week', () => {
    const open = { date: '2026-05-01', name: 'öppet hus', spans: [['10:00', '14:00']] } as const;
    const special: CalendarSpec = { ...SWEDISH, special: [open] };
    expect(planned(SWEDISH, '2026-05-01')).toEqual({
      kind: 'closed',
      reason: { kind: 'holiday', name: 'första maj' },
    });
    expect(planned(special, '2026-05-01')).toEqual({
      kind: 'open',
      spans: [{ opens: 600, closes: 840 }],
      special: { name: 'öppet hus' },
    });
    const closed = [{ date: '2026-05-01', name: 'vattenskada' }];
    expect(planned({ ...special, closed }, '2026-05-01')).toEqual({
      kind: 'closed',
      reason: { kind: 'local', name: 'vattenskada' },
    });
    expect(planned(special, '2026-05-04')).toEqual({
      kind: 'open',
      spans: [{ opens: 480, closes: 1020 }],
    });
  });

  it('calls a Sunday a weekend even when it is a holiday, and says so of other closed days', () => {
    expect(planned(SWEDISH, '2026-04-05')).toEqual({ kind: 'closed', reason: { kind: 'weekend' } });
    const { mon: _, ...rest } = SWEDISH.weekly;
    expect(planned({ ...SWEDISH, weekly: rest }, '2026-05-04')).toEqual({
      kind: 'closed',
      reason: { kind: 'weekly', weekday: 'mon' },
    });
  });

  it('names both holidays of one date', () => {
    const spec: CalendarSpec = { ...SWEDISH, holidays: { country: 'NO' } };
    expect(planned(spec, '2027-05-17')).toEqual({
      kind: 'closed',
      reason: { kind: 'holiday', name: '17. mai, 2. pinsedag' },
    });
  });

  it('cuts the spans of a short day, and closes one that would be over before it began', () => {
    const spec: CalendarSpec = {
      ...SWEDISH,
      weekly: { ...weekdays(['08:00', '12:30'], ['13:00', '17:00']), fri: [['13:00', '19:00']] },
      holidays: { country: 'SE', shortDays: 'state' },
    };
    expect(planned(spec, '2026-04-02')).toMatchObject({
      spans: [
        { opens: 480, closes: 750 },
        { opens: 780, closes: 900 },
      ],
      special: { name: 'skärtorsdagen' },
    });
    expect(planned(spec, '2026-01-05')).toMatchObject({ spans: [{ opens: 480, closes: 720 }] });
    expect(planned(spec, '2026-10-30')).toEqual({
      kind: 'closed',
      reason: { kind: 'holiday', name: 'allhelgonaafton' },
    });
  });
});

describe('the tables of a calendar', () => {
  it('let a night belong to the date it opens on', () => {
    const spec: CalendarSpec = {
      zone: 'Europe/Stockholm',
      weekly: { mon: [['22:00', '06:00']], fri: [['20:00', '00:00']] },
      closed: [{ date: '2026-11-24' }],
    };
    const calendar = prepare(spec);
    expect(wallClock(spec, nextClose(calendar, at(spec, '2026-11-23 23:00')))).toBe(
      '2026-11-24 06:00',
    );
    expect(wallClock(spec, nextClose(calendar, at(spec, '2026-11-27 21:00')))).toBe(
      '2026-11-28 00:00',
    );
    expect(isOpen(calendar, at(spec, '2026-11-24 05:59'))).toBe(true);
  });

  it('measure real time when the clocks change during a shift', () => {
    const spec: CalendarSpec = { zone: 'Europe/Stockholm', weekly: { sun: [['00:00', '24:00']] } };
    const calendar = prepare(spec);
    const day = (date: string) =>
      between(calendar, at(spec, `${date} 00:00`), at(spec, `${date} 23:59`) + 60_000) / HOUR_MS;
    expect(day('2026-03-22')).toBe(24);
    expect(day('2026-03-29')).toBe(23);
    expect(day('2026-10-25')).toBe(25);
    // A span inside the hour that does not exist moves past it, unless it ends with that hour.
    const opensAfter = (closes: string) => {
      const sunday: CalendarSpec = {
        ...spec,
        weekly: { sun: [['02:10', closes]], mon: [['08:00', '09:00']] },
      };
      return wallClock(spec, nextOpen(prepare(sunday), at(spec, '2026-03-29 00:00')));
    };
    expect(opensAfter('02:50')).toBe('2026-03-29 03:10');
    expect(opensAfter('03:00')).toBe('2026-03-30 08:00');
  });

  it('run on over New Year and beyond the years they were built for', () => {
    const always: CalendarSpec = {
      zone: 'Europe/Oslo',
      weekly: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
    };
    const calendar = prepareCalendar(always, { from: 2026, until: 2026 });
    const start = at(always, '2026-12-31 23:00');
    expect(add(calendar, start, 2 * HOUR_MS)).toBe(start + 2 * HOUR_MS);
    expect(add(calendar, start, 50_000 * HOUR_MS)).toBe(start + 50_000 * HOUR_MS);
    expect(calendar.tables.untilYear).toBeGreaterThanOrEqual(2032);
    expect(() => nextClose(calendar, start)).toThrow(
      expect.objectContaining({ code: 'beyond-horizon' }),
    );
  });

  it('look beyond their last opening for the next', () => {
    const spec: CalendarSpec = { ...SWEDISH, weekly: { wed: [['08:00', '17:00']] } };
    const friday = at(spec, '2027-12-31 12:00');
    expect(wallClock(spec, nextOpen(prepare(spec), friday))).toBe('2028-01-05 08:00');
    expect(wallClock(spec, nextClose(prepare(spec), friday))).toBe('2028-01-05 17:00');
  });

  it('refuse what is not an instant of this age', () => {
    const calendar = prepare(SWEDISH);
    for (const ms of [Number.NaN, Infinity, -Infinity, 1e15, Date.UTC(1850, 0, 1)]) {
      expect(() => nextOpen(calendar, ms)).toThrow(
        expect.objectContaining({ code: 'beyond-horizon' }),
      );
    }
    expect(() => prepareCalendar(SWEDISH, { from: 2027, until: 2026 })).toThrow(CalendarError);
  });
});
