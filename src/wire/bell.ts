/** Wakes whoever waits for it; rung while nobody waits, it wakes the next one at once. */
export interface Bell {
  ring(): void;
  /** Resolves when it rings, or after so long, or when the signal comes. */
  heard(limitMs: number, signal: AbortSignal): Promise<void>;
}

export function bell(): Bell {
  let isRung = false;
  let wake = (): void => undefined;
  return {
    ring() {
      isRung = true;
      wake();
    },
    async heard(limitMs, signal) {
      if (!isRung && !signal.aborted) {
        const woken = Promise.withResolvers<void>();
        wake = woken.resolve;
        const timer = setTimeout(woken.resolve, limitMs);
        signal.addEventListener('abort', wake, { once: true });
        await woken.promise;
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
      }
      isRung = false;
    },
  };
}
