import { expect, vi } from 'vitest';
import type { DeskUnderTest } from './desk-under-test.ts';

const PATIENCE = { timeout: 30_000, interval: 50 };

/** Waits until what is asserted holds; also where tests run side by side. */
export async function until(
  assertion: () => Promise<void> | void,
  timeoutMs = PATIENCE.timeout,
): Promise<void> {
  await vi.waitFor(assertion, { ...PATIENCE, timeout: timeoutMs });
}

/** Waits until there is one card of the item, and it says so. */
export function shows(desk: DeskUnderTest, item: number, words: string): Promise<void> {
  return until(async () => {
    expect(await desk.cards(item)).toEqual([expect.stringContaining(words)]);
  });
}
