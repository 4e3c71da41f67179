import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Reminder, remindersDue } from '#domain/reminders/due.ts';
import { STAGES, stageTimes, USUAL_RULES } from '#domain/reminders/stage.ts';
import { deadline } from '#domain/time/deadline.ts';
import { prepareCalendar } from '#domain/time/prepared-calendar.ts';
import { isOpen } from '#domain/time/working-time.ts';

const HOURS = [['08:00', '17:00']] as const;
const LATER = [['10:00', '14:00']] as const;
const weekly = (hours: typeof HOURS | typeof LATER) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours]));
const calendarOf = (hours: typeof HOURS | typeof LATER) =>
  prepareCalendar(
    { zone: 'Europe/Stockholm', weekly: weekly(hours), holidays: { country: 'SE' } },
    { from: 2025, until: 2028 },
  );
const office = calendarOf(HOURS);
const short = calendarOf(LATER);

const at = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Stockholm').epochMilliseconds;

const cycleFrom = (startAtMs: number, hours = 4) => {
  const due = deadline(office, { hours }, startAtMs);
  if (due.kind !== 'due') throw new Error('paused');
  const { dueAtMs, overdueFromMs } = due;
  return { n: 1, clock: 'answer', startAtMs, dueAtMs, overdueFromMs } as const;
};

const timesOf = (start: string) =>
  stageTimes(office, cycleFrom(at(start)), USUAL_RULES).map(({ stage, atMs }) => [
    stage,
    Temporal.Instant.fromEpochMilliseconds(atMs)
      .toZonedDateTimeISO('Europe/Stockholm')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
  ]);

test('the stages of a four-hour target fall into working time, over midsummer too', () => {
  expect(timesOf('2026-11-17T09:10')).toEqual([
    ['half', '2026-11-17T11:10'],
    ['soon', '2026-11-17T12:10'],
    ['overdue', '2026-11-17T13:10'],
    ['late', '2026-11-18T13:10'],
  ]);
  expect(timesOf('2026-06-18T15:00')).toEqual([
    ['half', '2026-06-22T08:00'],
    ['soon', '2026-06-22T09:00'],
    ['overdue', '2026-06-22T10:00'],
    ['late', '2026-06-23T10:00'],
  ]);
});

test('a stopped or paused clock reminds nobody, and a stage can be left out', () => {
  const cycle = cycleFrom(at('2026-11-17T09:10'));
  expect(stageTimes(office, { ...cycle, stoppedAtMs: cycle.startAtMs }, USUAL_RULES)).toEqual([]);
  expect(stageTimes(office, { ...cycle, dueAtMs: null }, USUAL_RULES)).toEqual([]);
  const rules = { half: 0, soon: 0, lateDays: 0 };
  expect(stageTimes(office, cycle, rules).map(({ stage }) => stage)).toEqual(['overdue']);
});

const anna = { person: 'anna', calendar: office };
const bo = { person: 'bo', calendar: short };

test('nobody is told outside their own hours; what a later stage overtakes is not said', () => {
  const stages = stageTimes(office, cycleFrom(at('2026-11-17T09:10')), USUAL_RULES);
  const recipients = () => [anna, bo];
  const plan = (local: string, said: readonly Reminder[] = []) =>
    remindersDue(stages, recipients, { said, nowMs: at(local) });
  expect(plan('2026-11-17T11:00')).toEqual({
    say: [],
    overtaken: [],
    nextAtMs: at('2026-11-17T11:10'),
  });
  expect(plan('2026-11-17T11:10').say).toEqual([
    { stage: 'half', person: 'anna' },
    { stage: 'half', person: 'bo' },
  ]);
  // After a night without the desk: one message each, of what is so now.
  const late = plan('2026-11-18T08:30');
  expect(late.say).toEqual([{ stage: 'overdue', person: 'anna' }]);
  expect(late.overtaken).toHaveLength(4);
  expect(late.nextAtMs).toBe(at('2026-11-18T10:00'));
  const again = plan('2026-11-18T10:00', [...late.say, ...late.overtaken]);
  expect(again.say).toEqual([{ stage: 'overdue', person: 'bo' }]);
});

test('whenever it is looked at: each person once a stage, in their hours, and never for ever', () => {
  const people = [anna, bo, { person: 'cleo', calendar: short }];
  fc.assert(
    fc.property(
      fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-01T00:00') }),
      fc.integer({ min: 1, max: 40 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 }),
      (startMs, hours, gaps) => {
        const stages = stageTimes(office, cycleFrom(startMs, hours), USUAL_RULES);
        const told: Reminder[] = [];
        const said: Reminder[] = [];
        let nowMs = startMs;
        const look = () => {
          const plan = remindersDue(stages, () => people, { said, nowMs });
          for (const one of plan.say) {
            const { calendar } = people.find(({ person }) => person === one.person) ?? anna;
            expect(isOpen(calendar, nowMs)).toBe(true);
          }
          told.push(...plan.say);
          said.push(...plan.say, ...plan.overtaken);
          return plan.nextAtMs;
        };
        for (const gap of gaps) {
          nowMs += gap * 360_000;
          look();
        }
        for (let next = look(), n = 0; next !== null; n += 1) {
          expect(n).toBeLessThan(50);
          expect(next).toBeGreaterThan(nowMs);
          nowMs = next;
          next = look();
        }
        expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
        expect(said).toHaveLength(STAGES.length * people.length);
        for (const { person } of people)
          expect(told.filter((one) => one.person === person).at(-1)?.stage).toBe('late');
      },
    ),
    { numRuns: 300 },
  );
});
