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

/**
 * The pauses that matter to a clock started at an instant, in order, each moment in one only.
 * Whatever follows the beginning of a pause without an end belongs to that.
 */
export function standstills(pauses: readonly Pause[], startMs: number): Standstill[] {
  const endless = pauses.filter(({ untilMs }) => untilMs === undefined);
  const endlessFromMs = Math.min(...endless.map(({ fromMs }) => fromMs));
  const ordered = pauses
    .map(({ fromMs, untilMs, reason }) => ({
      fromMs: Math.max(fromMs, startMs),
      untilMs: untilMs === undefined ? Infinity : Math.min(untilMs, endlessFromMs),
      reason,
    }))
    .sort((a, b) => a.fromMs - b.fromMs);
  const apart: Standstill[] = [];
  for (const pause of ordered) {
    // What an earlier pause already covers is not paused twice.
    const fromMs = Math.max(pause.fromMs, apart.at(-1)?.untilMs ?? startMs);
    if (pause.untilMs > fromMs) apart.push({ ...pause, fromMs });
  }
  return apart;
}
