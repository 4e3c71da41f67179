import type { Clock } from '#ports/clock.ts';

export const wallClock: Clock = { now: () => Date.now() };

/**
 * A clock that starts at a moment and runs `speed` times as fast as the wall: rehearsal only.
 * @param startMs never before what the clock showed last, or time would run backwards
 */
export function fastClock(startMs: number, speed: number): Clock {
  const anchorMs = performance.now();
  return { now: () => Math.round(startMs + (performance.now() - anchorMs) * speed) };
}
