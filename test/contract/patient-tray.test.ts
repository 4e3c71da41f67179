import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patientTray } from '../../src/wire/patient-tray.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('one delivery is taken in at once, and in a burst acknowledging goes first', async () => {
  const next = vi.fn(async () => 'done' as const);
  const tray = patientTray({ next });
  const take = () => tray.next(async () => undefined);
  tray.came();
  await expect(take()).resolves.toBe('done');
  for (let n = 0; n < 10; n += 1) tray.came();
  const later = take();
  await vi.advanceTimersByTimeAsync(20);
  expect(next).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  await expect(later).resolves.toBe('done');
  await expect(take()).resolves.toBe('done');
  expect(next).toHaveBeenCalledTimes(3);
});
