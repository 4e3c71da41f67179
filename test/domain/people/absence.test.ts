import { expect, test } from 'vitest';
import { type Absence, standInFor } from '#domain/people/absence.ts';
import { onDuty } from '#domain/people/duty.ts';

const away = (
  person: string,
  deputy?: string,
  fromMs = 0,
  untilMs: number | null = 100,
): Absence => ({
  person,
  fromMs,
  untilMs,
  ...(deputy && { deputy }),
});
const usual = (person: string) => ({ anna: 'bo', bo: 'anna' })[person];
const standIn = (absences: readonly Absence[], person = 'anna', atMs = 50) =>
  standInFor(absences, person, { atMs, usual });

test('deputies stand in for one another as long as it takes', () => {
  expect(standIn([])).toBe('anna');
  expect(standIn([away('anna')])).toBe('bo');
  expect(standIn([away('anna', 'cleo'), away('cleo', 'dag')])).toBe('dag');
});

test('a loop or the end of the chain is a gap', () => {
  expect(standIn([away('anna'), away('bo')])).toBeNull();
  expect(standIn([away('anna', 'cleo'), away('cleo', 'anna')])).toBeNull();
  expect(standIn([away('anna', 'cleo'), away('cleo')])).toBeNull();
});

test('an absence begins and ends by itself', () => {
  const absences = [away('anna', 'cleo', 10, 20), away('anna', 'dag', 30, null)];
  const at = (atMs: number) => standIn(absences, 'anna', atMs);
  expect([9, 10, 19, 20, 29, 30, 1_000].map(at)).toEqual([
    'anna',
    'cleo',
    'cleo',
    'anna',
    'anna',
    'dag',
    'dag',
  ]);
});

test('duty goes by the local date of the department', () => {
  const unit = {
    id: 'info',
    name: 'Info',
    locale: 'sv',
    zone: 'Europe/Stockholm',
    calendar: 'c',
    registry: 'r@a.se',
    duty: { mon: ['anna'], sun: ['bo'] },
  } as const;
  expect(onDuty(unit, Date.parse('2026-11-22T23:30:00Z'))).toEqual(['anna']);
  expect(onDuty(unit, Date.parse('2026-11-22T22:30:00Z'))).toEqual(['bo']);
  expect(onDuty(unit, Date.parse('2026-11-24T12:00:00Z'))).toEqual([]);
});
