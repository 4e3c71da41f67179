import { setTimeout as sleep } from 'node:timers/promises';
import type { Tray } from '#ports/store.ts';

/** More than this came while one delivery was being taken in: it is a burst. */
const BURST = 4;
const PAUSE_MS = 50;

/** A tray that is cleared slowly while much is being put into it. */
export interface PatientTray extends Pick<Tray, 'next'> {
  /** Something was put in. */
  came(): void;
}

/**
 * Acknowledging goes before taking in: a sender waits for the one, nobody for the other. In a burst
 * the tray gives out some twenty deliveries a second, afterwards as fast as they are taken.
 */
export function patientTray({ next }: Pick<Tray, 'next'>): PatientTray {
  let since = 0;
  return {
    came: () => {
      since += 1;
    },
    async next(run) {
      const isBurst = since > BURST;
      since = 0;
      if (isBurst) await sleep(PAUSE_MS);
      return next(run);
    },
  };
}
