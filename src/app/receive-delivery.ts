import type { Clock } from '#ports/clock.ts';
import type { Connector, RawDelivery } from '#ports/connector.ts';
import type { Tray } from '#ports/store.ts';

export interface ReceiveNeeds {
  readonly tray: Pick<Tray, 'put'>;
  readonly clock: Clock;
  readonly connector: (channel: string) => Connector | undefined;
}

/** What the sender is answered. A 2xx means: it is committed, and will not be lost. */
export interface Receipt {
  readonly status: 200 | 400 | 401 | 404 | 413;
  readonly code: string;
  readonly message: string;
}

/** Puts a verified delivery into the tray; parsing it is work for later. */
export async function receiveDelivery(
  { tray, clock, connector }: ReceiveNeeds,
  asked: { channel: string; delivery: RawDelivery },
): Promise<Receipt> {
  const verify = connector(asked.channel)?.verify;
  if (!verify)
    return { status: 404, code: 'unknown-channel', message: 'No channel takes deliveries here.' };
  const receivedAtMs = clock.now();
  const verdict = verify(asked.delivery, receivedAtMs);
  if (!verdict.ok) return verdict;
  const { channel, delivery } = asked;
  const key = verdict.deliveryKey;
  const put = await tray.put({ channel, key, body: delivery.body, receivedAtMs });
  return put === 'new'
    ? { status: 200, code: 'accepted', message: 'Received and kept.' }
    : { status: 200, code: 'repeat', message: 'Received before; nothing more to do.' };
}
