import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '#domain/time/calendar.ts';
import type { ClosedReason } from '#domain/time/day-plans.ts';
import { explain } from '#domain/time/explain.ts';
import type { ExplanationStep } from '#domain/time/explanation.ts';
import type { Pause } from '#domain/time/pauses.ts';
import type { Target } from '#domain/time/target.ts';
import { at, NORWEGIAN, prepare, SWEDISH, wallClock, weekdays } from './towns.ts';

describe('the explanation of a due time', () => {
  it('leads from the message over the closing and the holiday to the due time', () => {
    expect(told(SWEDISH, { hours: 4 }, '2026-06-18 15:00')).toEqual([
      'received 2026-06-18 15:00',
      'worked 2 h on 2026-06-18 15:00-17:00 until closing',
      'closed 2026-06-19..2026-06-21 (3): midsommarafton, weekend',
      'worked 2 h on 2026-06-22 08:00-10:00 until due',
      'due 2026-06-22 10:00',
    ]);
  });

  it('tells a long closing in one step, however many reasons it has', () => {
    const closed = Array.from({ length: 28 }, (_, n) => ({
      date: Temporal.PlainDate.from('2026-07-06').add({ days: n }).toString(),
      name: 'semesterstängt',
    }));
    expect(told({ ...SWEDISH, closed }, { hours: 4 }, '2026-07-03 16:00')).toEqual([
      'received 2026-07-03 16:00',
      'worked 1 h on 2026-07-03 16:00-17:00 until closing',
      'closed 2026-07-04..2026-08-02 (30): weekend, semesterstängt',
      'worked 3 h on 2026-08-03 08:00-11:00 until due',
      'due 2026-08-03 11:00',
    ]);
    expect(told(SWEDISH, { hours: 4 }, '2026-12-23 15:00')[2]).toBe(
      'closed 2026-12-24..2026-12-27 (4): julafton, juldagen, weekend',
    );
  });

  it('tells a day that is closed every week with the weekend', () => {
    const { mon: _, ...rest } = SWEDISH.weekly;
    const closedMondays = { ...SWEDISH, weekly: rest };
    expect(told(closedMondays, { hours: 4 }, '2026-11-20 15:00')[2]).toBe(
      'closed 2026-11-21..2026-11-23 (3): weekend, mon',
    );
  });

  it('says when the clock started for a message received out of hours', () => {
    expect(told(SWEDISH, { hours: 4 }, '2026-11-20 18:05')).toEqual([
      'received 2026-11-20 18:05',
      'closed 2026-11-21..2026-11-22 (2): weekend',
      'clock starts 2026-11-23 08:00',
      'worked 4 h on 2026-11-23 08:00-12:00 until due',
      'due 2026-11-23 12:00',
    ]);
  });

  it('tells when it is overdue if that is later', () => {
    expect(told(SWEDISH, { hours: 4 }, '2026-11-17 13:00')).toEqual([
      'received 2026-11-17 13:00',
      'worked 4 h on 2026-11-17 13:00-17:00 until due',
      'due 2026-11-17 17:00',
      'overdue from 2026-11-18 08:00',
    ]);
  });

  it('tells whole days as one, but a short day and a holiday by themselves', () => {
    expect(told(SWEDISH, { hours: 60 }, '2026-11-17 13:00').slice(1, -1)).toEqual([
      'worked 4 h on 2026-11-17 13:00-17:00 until closing',
      'worked 54 h on 2026-11-18..2026-11-25 (6) until closing',
      'worked 2 h on 2026-11-26 08:00-10:00 until due',
    ]);
    expect(told(NORWEGIAN, { hours: 30 }, '2026-03-30 07:00').slice(1, -1)).toEqual([
      'clock starts 2026-03-30 08:00',
      'worked 15 h on 2026-03-30..2026-03-31 (2) until closing',
      'worked 4 h on 2026-04-01 08:00-12:00 until closing, onsdag før skjærtorsdag',
      'closed 2026-04-02..2026-04-06 (5): skjærtorsdag, langfredag, weekend, 2. påskedag',
      'worked 7.5 h on 2026-04-07 08:00-15:30 until closing',
      'worked 3.5 h on 2026-04-08 08:00-11:30 until due',
    ]);
  });

  it('leaves breaks to the difference, and knows a midnight that is no closing', () => {
    const split = { ...SWEDISH, weekly: weekdays(['08:00', '12:00'], ['13:00', '17:00']) };
    expect(told(split, { hours: 4 }, '2026-11-17 11:00')[1]).toBe(
      'worked 4 h on 2026-11-17 11:00-16:00 until due',
    );
    const night = { ...SWEDISH, weekly: weekdays(['22:00', '06:00']) };
    expect(told(night, { hours: 4 }, '2026-11-17 22:00').slice(1)).toEqual([
      'worked 2 h on 2026-11-17 22:00-00:00 until midnight',
      'worked 2 h on 2026-11-18 00:00-02:00 until due',
      'due 2026-11-18 02:00',
    ]);
  });
});

describe('the explanation of a target in working days', () => {
  it('counts dates', () => {
    expect(told(SWEDISH, { workingDays: 10 }, '2026-12-15 15:00')).toEqual([
      'received 2026-12-15 15:00',
      'not counted: 2026-12-15, received',
      'counted 2026-12-16..2026-12-23 (6)',
      'closed 2026-12-24..2026-12-27 (4): julafton, juldagen, weekend',
      'counted 2026-12-28..2026-12-30 (3)',
      'closed 2026-12-31..2027-01-03 (4): nyårsafton, nyårsdagen, weekend',
      'counted 2027-01-04..2027-01-04 (1)',
      'due 2027-01-04 17:00',
      'overdue from 2027-01-05 00:00',
    ]);
  });

  it('may end at the same time of day, moved by a pause', () => {
    const target = { workingDays: 1, reading: 'same-time' } as const;
    const outage = pause('2026-11-20 12:00', '2026-11-20 14:00');
    expect(told(SWEDISH, target, '2026-11-20 10:00', [outage]).slice(1)).toEqual([
      'not counted: 2026-11-20, received',
      'closed 2026-11-21..2026-11-22 (2): weekend',
      'counted 2026-11-23..2026-11-23 (1)',
      'pause 2026-11-20 12:00..2026-11-20 14:00 took 2 h: outage',
      'due 2026-11-23 12:00',
    ]);
  });

  it('at the same time of day may be stopped, with the working time left', () => {
    const target = { workingDays: 1, reading: 'same-time' } as const;
    const open = pause('2026-11-23 08:30');
    expect(told(SWEDISH, target, '2026-11-20 10:00', [open]).at(-1)).toBe(
      'stopped since 2026-11-23 08:30: outage, 1.5 h left',
    );
  });

  it('names the pause that took a day, or all the rest', () => {
    const days = { workingDays: 2 };
    const outage = pause('2026-11-20 16:00', '2026-11-23 10:00');
    expect(told(SWEDISH, days, '2026-11-19 15:00', [outage]).slice(2, 6)).toEqual([
      'not counted: 2026-11-20, outage',
      'closed 2026-11-21..2026-11-22 (2): weekend',
      'counted 2026-11-23..2026-11-24 (2)',
      'due 2026-11-24 17:00',
    ]);
    const open = pause('2026-11-23 16:00');
    expect(told(SWEDISH, days, '2026-11-19 15:00', [open]).slice(2)).toEqual([
      'counted 2026-11-20..2026-11-20 (1)',
      'closed 2026-11-21..2026-11-22 (2): weekend',
      'stopped since 2026-11-23 16:00: outage, 1 days left',
    ]);
  });
});

describe('the explanation of a pause', () => {
  it('stands where the clock stopped, with the working time it took', () => {
    const outage = pause('2026-11-19 16:00', '2026-11-20 10:00');
    expect(told(SWEDISH, { hours: 8 }, '2026-11-19 15:00', [outage])).toEqual([
      'received 2026-11-19 15:00',
      'worked 1 h on 2026-11-19 15:00-16:00 until pause',
      'pause 2026-11-19 16:00..2026-11-20 10:00 took 3 h: outage',
      'worked 7 h on 2026-11-20 10:00-17:00 until due',
      'due 2026-11-20 17:00',
      'overdue from 2026-11-23 08:00',
    ]);
  });

  it('is left out when it took nothing', () => {
    const atNight = pause('2026-11-19 18:00', '2026-11-20 07:00');
    expect(told(SWEDISH, { hours: 4 }, '2026-11-19 15:00', [atNight])).toEqual(
      told(SWEDISH, { hours: 4 }, '2026-11-19 15:00'),
    );
  });

  it('comes after the due time when it only keeps work from beginning again', () => {
    const morning = pause('2026-11-18 07:00', '2026-11-18 10:00');
    expect(told(SWEDISH, { hours: 4 }, '2026-11-17 13:00', [morning]).slice(2)).toEqual([
      'due 2026-11-17 17:00',
      'pause 2026-11-18 07:00..2026-11-18 10:00 took 2 h: outage',
      'overdue from 2026-11-18 10:00',
    ]);
  });

  it('without an end says what is left', () => {
    const pauses = [pause('2026-11-19 15:30', '2026-11-19 16:00'), pause('2026-11-20 09:00')];
    expect(told(SWEDISH, { hours: 8 }, '2026-11-19 15:00', pauses).slice(1)).toEqual([
      'worked 0.5 h on 2026-11-19 15:00-15:30 until pause',
      'pause 2026-11-19 15:30..2026-11-19 16:00 took 0.5 h: outage',
      'worked 1 h on 2026-11-19 16:00-17:00 until closing',
      'worked 1 h on 2026-11-20 08:00-09:00 until pause',
      'stopped since 2026-11-20 09:00: outage, 5.5 h left',
    ]);
  });
});

/** The steps in terse English, as a locale would put them into words. */
function told(
  spec: CalendarSpec,
  target: Target,
  received: string,
  pauses: readonly Pause[] = [],
): string[] {
  const { zone, steps } = explain(prepare(spec), target, at(spec, received), pauses);
  expect(zone).toBe(spec.zone);
  return steps.map((step) => words(step, (ms) => wallClock(spec, ms)));
}

function words(step: ExplanationStep, clock: (ms: number) => string): string {
  const hours = (ms: number) => `${ms / 3_600_000} h`;
  switch (step.kind) {
    case 'received':
      return `received ${clock(step.atMs)}`;
    case 'receipt-day-not-counted':
      return `not counted: ${step.date}, received`;
    case 'closed': {
      const reasons = step.reasons.map(reasonWord);
      return `closed ${step.fromDate}..${step.untilDate} (${step.days}): ${reasons.join(', ')}`;
    }
    case 'clock-starts':
      return `clock starts ${clock(step.atMs)}`;
    case 'worked': {
      const times = `${clock(step.fromMs)}-${clock(step.untilMs).slice(11)}`;
      const when = step.days === 1 ? times : `${step.fromDate}..${step.untilDate} (${step.days})`;
      const special = step.special?.name === undefined ? '' : `, ${step.special.name}`;
      return `worked ${hours(step.workedMs)} on ${when} until ${step.until}${special}`;
    }
    case 'counted':
      return `counted ${step.fromDate}..${step.untilDate} (${step.days})`;
    case 'not-counted':
      return `not counted: ${step.date}, ${step.reason}`;
    case 'pause': {
      const range = `${clock(step.fromMs)}..${clock(step.untilMs)}`;
      return `pause ${range} took ${hours(step.lostMs)}: ${step.reason}`;
    }
    case 'stopped': {
      const left =
        'workingMs' in step.left ? hours(step.left.workingMs) : `${step.left.workingDays} days`;
      return `stopped since ${clock(step.sinceMs)}: ${step.reason}, ${left} left`;
    }
    case 'due':
      return `due ${clock(step.atMs)}`;
    case 'overdue-from':
      return `overdue from ${clock(step.atMs)}`;
  }
}

function reasonWord(reason: ClosedReason): string | undefined {
  if (reason.kind === 'weekly') return reason.weekday;
  return 'name' in reason ? reason.name : reason.kind;
}

function pause(from: string, until?: string): Pause {
  const begun = { fromMs: at(SWEDISH, from), reason: 'outage' };
  return until === undefined ? begun : { ...begun, untilMs: at(SWEDISH, until) };
}
