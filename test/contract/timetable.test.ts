import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { startTimetable, type TimetableRow } from '#jobs/timetable.ts';
import { until } from './jobs-suite.ts';

const errors: string[] = [];
const onError = (name: string, error: Error) => errors.push(`${name}: ${error.message}`);
const always = async () => true;
afterEach(() => {
  errors.length = 0;
});

const everySecond = (run: TimetableRow['run'], limitMs = 800): TimetableRow => ({
  name: 'sweep',
  cron: '* * * * * *',
  limitMs,
  run,
});

it('runs what it claims, a key per row and slot', async () => {
  const keys: string[] = [];
  let runs = 0;
  const claimSlot = async (key: string) => keys.push(key) % 2 === 1;
  const row = everySecond(async () => {
    runs += 1;
  });
  {
    await using _timetable = startTimetable({ rows: [row], claimSlot, onError });
    await until(() => keys.length >= 4);
  }
  expect(runs).toBe(Math.ceil(keys.length / 2));
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^sweep:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.000)?Z$/);
  const told = keys.length;
  await sleep(1_200);
  expect(keys).toHaveLength(told);
  expect(errors).toEqual([]);
});

it('tells of a run that fails and of a claim that fails, and goes on', async () => {
  let runs = 0;
  const failing = everySecond(async () => {
    runs += 1;
    throw new Error('no database');
  });
  await using _one = startTimetable({ rows: [failing], claimSlot: always, onError });
  await using _two = startTimetable({
    rows: [{ ...failing, name: 'unclaimed' }],
    claimSlot: () => Promise.reject(new Error('no slots')),
    onError,
  });
  await until(() => runs >= 2 && errors.length >= 4);
  expect(new Set(errors)).toEqual(new Set(['sweep: no database', 'unclaimed: no slots']));
});

it('never runs a row twice at a time, and stops a run at its limit', async () => {
  let active = 0;
  const most: number[] = [];
  const aborted: unknown[] = [];
  const slow = everySecond(async (signal) => {
    active += 1;
    most.push(active);
    await sleep(60_000, null, { signal }).catch((error: Error) => aborted.push(error));
    active -= 1;
  }, 2_300);
  await using _timetable = startTimetable({ rows: [slow], claimSlot: always, onError });
  await until(() => most.length >= 2);
  expect(most).toEqual([1, 1]);
  expect(aborted).toHaveLength(1);
});

it('stops within 3 s even when a run does not listen', async () => {
  let begun = 0;
  const deaf = everySecond(async () => {
    begun += 1;
    await sleep(6_000);
  });
  const timetable = startTimetable({ rows: [deaf], claimSlot: always, onError });
  await until(() => begun > 0);
  const startMs = performance.now();
  await timetable[Symbol.asyncDispose]();
  expect(performance.now() - startMs).toBeLessThan(3_000);
});

it('refuses a row without a cron', () => {
  const rows = [{ ...everySecond(async () => {}), cron: 'now and then' }];
  expect(() => startTimetable({ rows, claimSlot: always, onError })).toThrow('sweep has no cron');
});
