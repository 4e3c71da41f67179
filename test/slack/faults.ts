/**
 * `refuse`: the connection is reset before anything is done. `silent`: the call is performed and the
 * connection then cut without an answer, so the caller cannot know. `503`: Slack says it is down.
 */
export type Outage = 'refuse' | 'silent' | '503';

/** Why a call is not even looked at. */
export type Hindrance = 'refuse' | '503' | { readonly retryAfterS: number };

export interface Faults {
  outage: Outage | null;
  /** The next call of the method is performed and not answered. */
  dropNext(method: string): void;
  /** The next `times` calls of the method are answered with 429. */
  limit(method: string, retryAfterS: number, times: number): void;
  before(method: string, channel: unknown): Hindrance | undefined;
  /** Whether the answer of a call that has been performed is kept back. */
  swallows(method: string): boolean;
}

const PACE_MS = 1000;

/** Slack allows short bursts and does not promise them; the strict pace allows none. */
export function faults(strictPace: boolean): Faults {
  const limits = new Map<string, { retryAfterS: number; times: number }>();
  const drops: string[] = [];
  const postedAtMs = new Map<unknown, number>();

  function tooFast(method: string, channel: unknown): boolean {
    if (!strictPace || method !== 'chat.postMessage') return false;
    const nowMs = performance.now();
    if (nowMs - (postedAtMs.get(channel) ?? -PACE_MS) < PACE_MS) return true;
    postedAtMs.set(channel, nowMs);
    return false;
  }

  return {
    outage: null,
    dropNext: (method) => void drops.push(method),
    limit: (method, retryAfterS, times) => void limits.set(method, { retryAfterS, times }),
    before(method, channel) {
      if (this.outage === 'refuse' || this.outage === '503') return this.outage;
      const limited = limits.get(method);
      if (limited && limited.times > 0) {
        limited.times -= 1;
        return { retryAfterS: limited.retryAfterS };
      }
      return tooFast(method, channel) ? { retryAfterS: 1 } : undefined;
    },
    swallows(method) {
      const at = drops.indexOf(method);
      if (at >= 0) drops.splice(at, 1);
      return at >= 0 || this.outage === 'silent';
    },
  };
}
