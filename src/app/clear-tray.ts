import type { Clock } from '#ports/clock.ts';
import type { Connector } from '#ports/connector.ts';
import type { Tray } from '#ports/store.ts';
import { type TakeInNeeds, takeIn } from './take-in.ts';

export interface ClearTrayNeeds extends Omit<TakeInNeeds, 'nowMs'> {
  readonly tray: Pick<Tray, 'next'>;
  readonly clock: Clock;
  readonly connector: (channel: string) => Connector | undefined;
}

/** So many events are taken in at once, well within a transaction's time. */
const PART = 100;

/**
 * Takes in what lies in the tray until it is empty or the signal says stop. A delivery whose
 * channel has left the town file is tried again for some minutes and then stays, for a person to
 * look at. An event that cannot be taken in keeps none of the others out.
 */
export async function clearTray(needs: ClearTrayNeeds, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const taken = await needs.tray.next(async (tx, delivery) => {
      const town = await tx.town();
      const channel = town?.channels.find((c) => c.id === delivery.channel);
      const connector = needs.connector(delivery.channel);
      if (!town || !channel || !connector)
        throw new Error(`The channel ${delivery.channel} is not in the town file`);
      const events = connector.parse(delivery.body);
      const until = delivery.takenIn + (delivery.failedBefore ? 1 : PART);
      if (until < events.length) delivery.leaveFrom(until);
      const asked = {
        town,
        channel,
        events: events.slice(delivery.takenIn, until),
        source: new TextDecoder().decode(delivery.body),
        asOfMs: delivery.receivedAtMs,
      };
      await takeIn(tx, { ...needs, nowMs: needs.clock.now() }, asked);
    });
    if (taken === 'empty') return;
  }
}
