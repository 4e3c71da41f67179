import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarSpec } from '#domain/time/calendar.ts';
import { deadline } from '#domain/time/deadline.ts';
import { explain } from '#domain/time/explain.ts';
import type { Pause } from '#domain/time/pauses.ts';
import { prepareCalendar } from '#domain/time/prepared-calendar.ts';
import { add, between, isOpen, nextOpen, prevOpen, subtract } from '#domain/time/working-time.ts';
import { calendars, cut, doneAt, openings, resumesAt, spansOf, startAt, worked } from './oracle.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Narrow, so that most questions grow the tables first. */
const prepare = (spec: CalendarSpec) => prepareCalendar(spec, { from: 2018, until: 2018 });
const budget = fc.integer({ min: 1, max: 60 * HOUR_MS });
const span = fc.integer({ min: 0, max: 40 * DAY_MS });

/** Pauses around a start, perhaps overlapping, begun before it, or without an end. */
const pausesAt = (startMs: number): fc.Arbitrary<Pause[]> =>
  fc.array(
    fc
      .record({
        fromMs: fc.integer({ min: startMs - 3 * DAY_MS, max: startMs + 15 * DAY_MS }),
        lengthMs: fc.option(fc.integer({ min: 1, max: 4 * DAY_MS }), { freq: 12 }),
      })
      .map(({ fromMs, lengthMs }) =>
        lengthMs === null
          ? { fromMs, reason: 'outage' }
          : { fromMs, untilMs: fromMs + lengthMs, reason: 'outage' },
      ),
    { maxLength: 4 },
  );

const paused = startAt.chain((startMs) => fc.tuple(fc.constant(startMs), pausesAt(startMs)));

describe('working time on any calendar', { timeout: 60_000 }, () => {
  it('equals a slow walk through Temporal', () => {
    fc.assert(
      fc.property(calendars, startAt, span, budget, (spec, start, length, work) => {
        const prepared = prepare(spec);
        const end = start + length;
        const near = openings(spec, start, end);
        expect(between(prepared, start, end)).toBe(worked(near, start, end));
        expect(isOpen(prepared, start)).toBe(resumesAt(near, start) === start);
        const opens = resumesAt(near, start);
        if (opens !== undefined) expect(nextOpen(prepared, start)).toBe(opens);
        const due = doneAt(near, start, work);
        if (due !== undefined) expect(add(prepared, start, work)).toBe(due);
      }),
      { numRuns: 200 },
    );
  });

  it('goes on for ever later', () => {
    fc.assert(
      fc.property(calendars, startAt, budget, span, (spec, start, work, later) => {
        const prepared = prepare(spec);
        expect(add(prepared, start, work + 1)).toBeGreaterThan(add(prepared, start, work));
        expect(add(prepared, start + later, work)).toBeGreaterThanOrEqual(
          add(prepared, start, work),
        );
        expect(subtract(prepared, start, work + 1)).toBeLessThan(subtract(prepared, start, work));
      }),
    );
  });

  it('adds up', () => {
    fc.assert(
      fc.property(calendars, startAt, budget, budget, span, (spec, start, a, b, length) => {
        const prepared = prepare(spec);
        expect(add(prepared, add(prepared, start, a), b)).toBe(add(prepared, start, a + b));
        expect(subtract(prepared, subtract(prepared, start, a), b)).toBe(
          subtract(prepared, start, a + b),
        );
        const [middle, end] = [start + length, start + 2 * length];
        expect(between(prepared, start, middle) + between(prepared, middle, end)).toBe(
          between(prepared, start, end),
        );
        expect(between(prepared, end, start)).toBe(0 - between(prepared, start, end));
      }),
    );
  });

  it('comes back to where it was', () => {
    fc.assert(
      fc.property(calendars, startAt, budget, (spec, start, work) => {
        const prepared = prepare(spec);
        const due = add(prepared, start, work);
        expect(between(prepared, start, due)).toBe(work);
        expect(prevOpen(prepared, due)).toBe(due);
        // From closing back is the same working time, so it leads to when work began.
        expect(subtract(prepared, due, work)).toBe(nextOpen(prepared, start));
        const before = subtract(prepared, start, work);
        expect(between(prepared, before, start)).toBe(work);
        expect(isOpen(prepared, before)).toBe(true);
        expect(add(prepared, before, work)).toBe(prevOpen(prepared, start));
      }),
    );
  });

  it('does not depend on how far the tables reached', () => {
    fc.assert(
      fc.property(calendars, startAt, budget, (spec, start, work) => {
        const wide = prepareCalendar(spec, { from: 2005, until: 2032 });
        const narrow = prepareCalendar(spec, { from: 2018, until: 2018 });
        expect(subtract(narrow, start, work)).toBe(subtract(wide, start, work));
        expect(add(narrow, start, work)).toBe(add(wide, start, work));
      }),
      { numRuns: 40 },
    );
  });
});

describe('deadlines on any calendar', { timeout: 60_000 }, () => {
  it('in hours equal the walk over openings without the pauses', () => {
    fc.assert(
      fc.property(calendars, paused, budget, (spec, [start, pauses], work) => {
        const prepared = prepare(spec);
        const hours = work / HOUR_MS;
        const end = deadline(prepared, { hours }, start, pauses);
        const near = cut(openings(spec, start, start + 200 * DAY_MS), pauses);
        const due = doneAt(near, start, work);
        const resumes = due === undefined ? undefined : resumesAt(near, due);
        const isOpenEnded = pauses.some(({ untilMs }) => untilMs === undefined);
        if (due === undefined || resumes === undefined) {
          if (isOpenEnded) expect(end).toEqual(stoppedBy(pauses, start));
        } else expect(end).toEqual({ kind: 'due', dueAtMs: due, overdueFromMs: resumes });
      }),
      { numRuns: 200 },
    );
  });

  it('in working days equal the count of dates that closed unpaused', () => {
    const days = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(calendars, paused, days, (spec, [start, pauses], workingDays) => {
        const prepared = prepare(spec);
        const end = deadline(prepared, { workingDays }, start, pauses);
        expect(end).toEqual(countedByWalk(spec, start, workingDays, pauses));
      }),
      { numRuns: 200 },
    );
  });

  it('are monotone: who writes later or is given more time is never owed an answer earlier', () => {
    const targets = fc.tuple(
      fc.constantFrom('hours', 'workingDays'),
      fc.integer({ min: 1, max: 6 }),
    );
    const later = fc.oneof(fc.integer({ min: 0, max: DAY_MS }), span);
    fc.assert(
      fc.property(calendars, paused, targets, later, (spec, [start, pauses], [unit, n], length) => {
        const prepared = prepare(spec);
        const owed = (amount: number, startMs: number) => {
          const target = unit === 'hours' ? { hours: amount } : { workingDays: amount };
          const end = deadline(prepared, target, startMs, pauses);
          return end.kind === 'due' ? [end.dueAtMs, end.overdueFromMs] : [Infinity, Infinity];
        };
        const [due = 0, overdue = 0] = owed(n, start);
        for (const [laterDue = 0, laterOverdue = 0] of [
          owed(n, start + length),
          owed(n + 1, start),
        ]) {
          expect(laterDue).toBeGreaterThanOrEqual(due);
          expect(laterOverdue).toBeGreaterThanOrEqual(overdue);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are explained to the last millisecond', () => {
    fc.assert(
      fc.property(calendars, paused, budget, (spec, [start, pauses], work) => {
        const prepared = prepare(spec);
        const target = { hours: work / HOUR_MS };
        const end = deadline(prepared, target, start, pauses);
        const { steps } = explain(prepared, target, start, pauses);
        const told = steps.reduce((sum, step) => sum + ('workedMs' in step ? step.workedMs : 0), 0);
        const last = steps.find(({ kind }) => kind === 'due' || kind === 'stopped');
        if (end.kind === 'due') {
          expect(last).toEqual({ kind: 'due', atMs: end.dueAtMs });
          expect(told).toBe(work);
        } else if (last?.kind === 'stopped' && 'workingMs' in last.left) {
          expect(last.sinceMs).toBe(end.sinceMs);
          expect(last.left.workingMs + told).toBe(work);
        } else expect.fail('a stopped clock was not explained');
      }),
    );
  });
});

/** Dates one by one, each asked of Temporal; no holidays. */
function countedByWalk(
  spec: CalendarSpec,
  startMs: number,
  workingDays: number,
  pauses: readonly Pause[],
) {
  const zoned = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(spec.zone);
  let date = zoned.toPlainDate();
  for (let counted = 0; ; ) {
    date = date.add({ days: 1 });
    const spans = spansOf(spec, date);
    if (spans.length === 0) continue;
    const midnight = date.add({ days: 1 }).toZonedDateTime(spec.zone).epochMilliseconds;
    const closings = spans.map(([opens, closes]) =>
      closes <= opens || closes === '24:00'
        ? midnight
        : date.toZonedDateTime({ timeZone: spec.zone, plainTime: closes }).epochMilliseconds,
    );
    // Only a date that the zone skipped can close after its own end.
    const dueAtMs = Math.min(Math.max(...closings), midnight);
    const over = pauses.filter(
      ({ fromMs, untilMs = Infinity }) => Math.max(fromMs, startMs) < dueAtMs && untilMs >= dueAtMs,
    );
    if (over.some(({ untilMs }) => untilMs === undefined)) {
      return stoppedBy(pauses, startMs);
    }
    if (over.length > 0) continue;
    counted++;
    if (counted === workingDays) return { kind: 'due', dueAtMs, overdueFromMs: midnight };
  }
}

/** An open-ended pause stops the clock when it begins, or from the start. */
function stoppedBy(pauses: readonly Pause[], startMs: number) {
  const open = pauses.filter(({ untilMs }) => untilMs === undefined);
  const sinceMs = Math.max(startMs, Math.min(...open.map(({ fromMs }) => fromMs)));
  return { kind: 'stopped', sinceMs };
}

/** The calendars of the properties are worth something only if they are varied. */
it('the oracle has calendars with nights, gaps and dated rows', () => {
  const specs = fc.sample(calendars, { numRuns: 200, seed: 7 });
  const all = specs.flatMap(({ weekly }) => Object.values(weekly).flat());
  expect(all.some(([opens, closes]) => closes < opens)).toBe(true);
  expect(all.some(([, closes]) => closes === '24:00')).toBe(true);
  expect(specs.some(({ closed = [] }) => closed.length > 2)).toBe(true);
  expect(new Set(specs.map(({ zone }) => zone)).size).toBe(9);
});
