import { Webhook } from 'standardwebhooks';

/** A signed delivery that its sender repeats until it is acknowledged. */
interface Delivery {
  readonly channel: string;
  readonly key: string;
  readonly body: string;
  /** The comment it is about, where losing it would lose the comment. */
  readonly externalId?: string;
}

/** The systems that push: as the Standard Webhooks say, the same id again until there is a 2xx. */
export interface Sender {
  add(delivery: Delivery): void;
  /** Sends what is not acknowledged, `parallel` at a time, until the desk stops answering. */
  send(url: string, parallel: number): Promise<void>;
  readonly waiting: () => number;
  /** How many were sent to a desk that died before its answer. */
  readonly unanswered: () => number;
  /** Comments whose delivery was acknowledged. */
  readonly acknowledged: readonly { readonly channel: string; readonly externalId: string }[];
  readonly acknowledgements: () => number;
  /** Answers other than 200, by status; none is right here. */
  readonly refusals: readonly number[];
}

const LIMIT_MS = 15_000;

export function sender(secrets: Readonly<Record<string, string>>): Sender {
  const waiting: Delivery[] = [];
  const acknowledged: { channel: string; externalId: string }[] = [];
  const refusals: number[] = [];
  let acknowledgements = 0;
  let unanswered = 0;

  /** False when nobody answered. */
  async function deliver(url: string, delivery: Delivery): Promise<boolean> {
    const { channel, key, body, externalId } = delivery;
    const now = new Date();
    const signature = new Webhook(secrets[channel] ?? '').sign(key, now, body);
    const answer = await fetch(`${url}/hooks/${channel}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': key,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body,
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch(() => null);
    if (answer?.status === 200) {
      acknowledgements += 1;
      if (externalId) acknowledged.push({ channel, externalId });
      await answer.body?.cancel().catch(() => undefined);
      return true;
    }
    waiting.unshift(delivery);
    if (answer) refusals.push(answer.status);
    else unanswered += 1;
    return false;
  }

  return {
    add: (delivery) => waiting.push(delivery),
    async send(url, parallel) {
      const line = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          if (!(await deliver(url, next))) return;
        }
      };
      await Promise.all(Array.from({ length: parallel }, line));
    },
    waiting: () => waiting.length,
    unanswered: () => unanswered,
    acknowledged,
    acknowledgements: () => acknowledgements,
    refusals,
  };
}
