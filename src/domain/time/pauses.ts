/**
 * A recorded interval in which the clock stood still, and why: an outage of the platform, never a
 * wait for the citizen. Without an end while it lasts.
 */
export interface Pause {
  readonly fromMs: number;
  readonly untilMs?: number;
  readonly reason: string;
}

/** A pause with Infinity for an end not yet known. */
export interface Standstill {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly reason: string;
}

/** The pauses that matter to a clock started at an instant, in order, each moment in one only. */
export function standstills(pauses: readonly Pause[], startMs: number): Standstill[] {
  const ordered = pauses
    .map(({ fromMs, untilMs = Infinity, reason }) => ({
      fromMs: Math.max(fromMs, startMs),
      untilMs,
      reason,
    }))
    .filter(({ fromMs, untilMs }) => untilMs > fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const apart: Standstill[] = [];
  let untilMs = startMs;
  for (const pause of ordered) {
    // What an earlier pause already covers is not paused twice.
    const rest = { ...pause, fromMs: Math.max(pause.fromMs, untilMs) };
    if (rest.untilMs <= rest.fromMs) continue;
    apart.push(rest);
    untilMs = rest.untilMs;
  }
  return apart;
}
