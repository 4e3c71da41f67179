import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '#domain/time/calendar.ts';
import { deadline } from '#domain/time/deadline.ts';
import type { Pause } from '#domain/time/pauses.ts';
import type { Target } from '#domain/time/target.ts';
import { at, NORWEGIAN, prepare, SWEDISH, UKRAINIAN, wallClock, weekdays } from './towns.ts';

const PEACE: CalendarSpec = {
  ...UKRAINIAN,
  holidays: { country: 'UA', martialLaw: [], dayBefore: 'ordinary' },
};
const BRIDGED: CalendarSpec = {
  ...SWEDISH,
  holidays: { country: 'SE', bridgeDays: 'closed' },
};
const SHORT_THURSDAY: CalendarSpec = {
  ...SWEDISH,
  holidays: { country: 'SE', shortDays: [{ day: 'skärtorsdagen', closes: '12:00' }] },
};

/** The worked examples: received, due in 4 hours, due in a working day; by the wall clock. */
const EXAMPLES: readonly [CalendarSpec, string, string, string][] = [
  [SWEDISH, '2026-11-17 09:10', '2026-11-17 13:10', '2026-11-18 17:00'],
  [SWEDISH, '2026-11-17 15:30', '2026-11-18 10:30', '2026-11-18 17:00'],
  [SWEDISH, '2026-11-20 18:05', '2026-11-23 12:00', '2026-11-23 17:00'],
  [SWEDISH, '2026-11-21 11:00', '2026-11-23 12:00', '2026-11-23 17:00'],
  [SWEDISH, '2026-06-18 15:00', '2026-06-22 10:00', '2026-06-22 17:00'],
  [SWEDISH, '2026-04-02 14:00', '2026-04-07 09:00', '2026-04-07 17:00'],
  [SHORT_THURSDAY, '2026-04-02 14:00', '2026-04-07 12:00', '2026-04-07 17:00'],
  [SWEDISH, '2026-05-13 16:00', '2026-05-15 11:00', '2026-05-15 17:00'],
  [BRIDGED, '2026-05-13 16:00', '2026-05-18 11:00', '2026-05-18 17:00'],
  [SWEDISH, '2026-12-23 15:00', '2026-12-28 10:00', '2026-12-28 17:00'],
  [SWEDISH, '2026-12-30 16:00', '2027-01-04 11:00', '2027-01-04 17:00'],
  [SWEDISH, '2027-01-05 16:30', '2027-01-07 11:30', '2027-01-07 17:00'],
  [NORWEGIAN, '2027-05-14 14:00', '2027-05-18 10:30', '2027-05-18 15:30'],
  [NORWEGIAN, '2028-05-16 14:30', '2028-05-18 11:00', '2028-05-18 15:30'],
  [NORWEGIAN, '2026-04-01 11:00', '2026-04-07 11:00', '2026-04-07 15:30'],
  [NORWEGIAN, '2026-12-23 15:00', '2026-12-24 11:30', '2026-12-24 12:00'],
  [UKRAINIAN, '2026-12-24 16:15', '2026-12-25 11:00', '2026-12-25 16:00'],
  [PEACE, '2026-12-24 16:15', '2026-12-28 11:00', '2026-12-28 17:15'],
  [UKRAINIAN, '2026-08-21 15:00', '2026-08-24 11:00', '2026-08-24 17:15'],
  [PEACE, '2026-08-21 15:00', '2026-08-25 11:00', '2026-08-25 17:15'],
];

describe('the worked examples, with the holidays of their countries', () => {
  it.each(EXAMPLES)('%# received %s', (spec, received, inHours, inDays) => {
    expect(due(spec, { hours: 4 }, received)[0]).toBe(inHours);
    expect(due(spec, { workingDays: 1 }, received)[0]).toBe(inDays);
  });
});

describe('a deadline', () => {
  it('that falls on closing is overdue only when work begins again', () => {
    expect(due(SWEDISH, { hours: 4 }, '2026-11-17 13:00')).toEqual([
      '2026-11-17 17:00',
      '2026-11-18 08:00',
    ]);
  });

  it('in days is overdue from midnight', () => {
    expect(due(SWEDISH, { workingDays: 2 }, '2026-11-19 23:59')).toEqual([
      '2026-11-23 17:00',
      '2026-11-24 00:00',
    ]);
  });

  it('in days ends with its date also where the unit stays open into the night', () => {
    const night = { ...SWEDISH, weekly: weekdays(['18:00', '02:00']) };
    expect(due(night, { workingDays: 1 }, '2026-11-17 19:00')).toEqual([
      '2026-11-19 00:00',
      '2026-11-19 00:00',
    ]);
  });

  it('may be read as the same time on the next working day', () => {
    const target = { workingDays: 1, reading: 'same-time' } as const;
    expect(due(SWEDISH, target, '2026-11-20 10:00')[0]).toBe('2026-11-23 10:00');
    expect(due(SWEDISH, target, '2026-11-20 19:00')).toEqual([
      '2026-11-23 19:00',
      '2026-11-24 08:00',
    ]);
    const outage = pause('2026-11-20 12:00', '2026-11-20 14:00');
    expect(due(SWEDISH, target, '2026-11-20 10:00', [outage])[0]).toBe('2026-11-23 12:00');
  });

  it('refuses a target that promises nothing', () => {
    for (const target of [
      { hours: 0 },
      { hours: Number.NaN },
      { hours: Infinity },
      { workingDays: -1 },
      { workingDays: 1.5 },
    ]) {
      expect(() => due(SWEDISH, target, '2026-11-17 13:00')).toThrow(
        expect.objectContaining({ code: 'target-malformed' }),
      );
    }
  });
});

describe('a pause', () => {
  const four = { hours: 4 };

  it('moves the due time by the working time it took', () => {
    const outage = pause('2026-11-17 16:00', '2026-11-18 09:00');
    expect(due(SWEDISH, four, '2026-11-17 15:00', [outage])[0]).toBe('2026-11-18 12:00');
    const atNight = pause('2026-11-17 17:00', '2026-11-18 08:00');
    expect(due(SWEDISH, four, '2026-11-17 15:00', [atNight])[0]).toBe('2026-11-18 10:00');
  });

  it('counts once where two overlap, and only from the start of the clock', () => {
    const two = [
      pause('2026-11-17 13:00', '2026-11-17 14:30'),
      pause('2026-11-17 12:00', '2026-11-17 14:00'),
    ];
    expect(due(SWEDISH, four, '2026-11-17 11:00', two)[0]).toBe('2026-11-18 08:30');
    expect(due(SWEDISH, four, '2026-11-17 14:00', two)[0]).toBe('2026-11-18 09:30');
  });

  it('after the due time changes nothing but keeps work from beginning again', () => {
    const morning = pause('2026-11-18 07:00', '2026-11-18 10:00');
    expect(due(SWEDISH, four, '2026-11-17 13:00', [morning])).toEqual([
      '2026-11-17 17:00',
      '2026-11-18 10:00',
    ]);
    expect(due(SWEDISH, four, '2026-11-17 12:00', [morning])).toEqual([
      '2026-11-17 16:00',
      '2026-11-17 16:00',
    ]);
  });

  it('without an end stops the clock, once the clock comes so far', () => {
    const open = pause('2026-11-17 16:00');
    const since = at(SWEDISH, '2026-11-17 16:00');
    const calendar = prepare(SWEDISH);
    expect(deadline(calendar, four, at(SWEDISH, '2026-11-17 15:00'), [open])).toEqual({
      kind: 'stopped',
      sinceMs: since,
    });
    expect(deadline(calendar, { workingDays: 1 }, at(SWEDISH, '2026-11-17 15:00'), [open])).toEqual(
      { kind: 'stopped', sinceMs: since },
    );
    expect(due(SWEDISH, four, '2026-11-17 11:00', [open])[0]).toBe('2026-11-17 15:00');
  });

  it('takes a working day from a target in days if the day closes in it', () => {
    const days = { workingDays: 1 };
    const midday = pause('2026-11-18 09:00', '2026-11-18 16:00');
    expect(due(SWEDISH, days, '2026-11-17 15:00', [midday])[0]).toBe('2026-11-18 17:00');
    const closing = pause('2026-11-18 16:00', '2026-11-18 17:00');
    expect(due(SWEDISH, days, '2026-11-17 15:00', [closing])[0]).toBe('2026-11-19 17:00');
    const evening = pause('2026-11-18 17:00', '2026-11-19 07:00');
    expect(due(SWEDISH, days, '2026-11-17 15:00', [evening])[0]).toBe('2026-11-18 17:00');
  });
});

function due(
  spec: CalendarSpec,
  target: Target,
  received: string,
  pauses: readonly Pause[] = [],
): string[] {
  const end = deadline(prepare(spec), target, at(spec, received), pauses);
  if (end.kind === 'stopped') return ['stopped'];
  return [wallClock(spec, end.dueAtMs), wallClock(spec, end.overdueFromMs)];
}

function pause(from: string, until?: string): Pause {
  const begun = { fromMs: at(SWEDISH, from), reason: 'outage' };
  return until === undefined ? begun : { ...begun, untilMs: at(SWEDISH, until) };
}
