import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { Webhook } from 'standardwebhooks';

/** Keep-alive connections of the load, as many as the bound names. */
export const CONNECTIONS = 32;

export interface Load {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Where deliveries go and what signs them; each is sent once. */
export interface Target {
  readonly url: string;
  readonly secret: string;
}

interface Signed {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
}

/**
 * Sends so many signed comments, all signed before the first is sent: as fast as they are answered,
 * or at a rate. Throws when one is not answered with 200.
 */
export async function sendComments(
  { url, secret }: Target,
  asked: { readonly amount: number; readonly perSecond?: number },
): Promise<Load> {
  const each = Math.floor(asked.amount / CONNECTIONS);
  const webhook = new Webhook(secret);
  const lists = Array.from({ length: CONNECTIONS }, () =>
    Array.from({ length: each }, () => signed(webhook)),
  );
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: each * CONNECTIONS,
    ...(asked.perSecond && { overallRate: asked.perSecond }),
    setupClient: (client) => client.setRequests(lists.pop() ?? []),
  });
  const answered = result['2xx'];
  if (answered !== each * CONNECTIONS) {
    const { errors, timeouts, non2xx } = result;
    throw new Error(`${answered} answered, ${non2xx} otherwise, ${errors + timeouts} not at all`);
  }
  return { perSecond: answered / result.duration, p99Ms: result.latency.p99 };
}

/** A typical comment: about 600 bytes. */
function signed(webhook: Webhook): Signed {
  const id = randomUUID();
  const now = new Date();
  const body = JSON.stringify({
    type: 'comment',
    id,
    author: { id: id.slice(0, 3), name: 'Karin Lindgren', handle: 'karin.lindgren' },
    text: 'When will the swimming hall open again after the repairs? '.repeat(5).trim(),
    url: `https://social.example/bjorkdal/posts/2026/11/comments/${id}`,
    root: 'post-1',
    created_at: now.toISOString(),
    visibility: 'public',
  });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, now, body),
  };
  return { method: 'POST', headers, body };
}
