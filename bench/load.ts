import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { Webhook } from 'standardwebhooks';

/** Keep-alive connections of the load, as many as the bound names. */
export const CONNECTIONS = 32;

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
 * Sends so many signed comments as fast as they are answered, all signed before the first is sent;
 * returns how many were answered a second. Throws when one is not answered with 200.
 */
export async function flood({ url, secret }: Target, amount: number): Promise<number> {
  const each = Math.floor(amount / CONNECTIONS);
  const webhook = new Webhook(secret);
  const lists = Array.from({ length: CONNECTIONS }, () =>
    Array.from({ length: each }, () => signed(webhook)),
  );
  const done = Promise.withResolvers<autocannon.Result>();
  const load = autocannon(
    {
      url,
      connections: CONNECTIONS,
      amount: each * CONNECTIONS,
      setupClient: (client) => client.setRequests(lists.pop() ?? []),
    },
    (error, result) => (error ? done.reject(error) : done.resolve(result)),
  );
  // Its own duration ends with the next full second.
  const startedAt = performance.now();
  let lastAt = startedAt;
  load.on('response', () => {
    lastAt = performance.now();
  });
  const result = await done.promise;
  const answered = result['2xx'];
  if (answered !== each * CONNECTIONS) {
    const { errors, timeouts, non2xx } = result;
    throw new Error(`${answered} answered, ${non2xx} otherwise, ${errors + timeouts} not at all`);
  }
  return (answered / (lastAt - startedAt)) * 1000;
}

/**
 * Sends signed comments evenly at a rate, whether or not the earlier ones are answered, and returns
 * each one's milliseconds from when it was to be sent. (autocannon sends a second's share at once.)
 */
export async function pace(
  { url, secret }: Target,
  { amount, perSecond }: { readonly amount: number; readonly perSecond: number },
): Promise<number[]> {
  const webhook = new Webhook(secret);
  const comments = Array.from({ length: amount }, () => signed(webhook));
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  while (answers.length < amount) {
    const dueAt = startedAt + (answers.length * 1000) / perSecond;
    if (performance.now() < dueAt) await sleep(1);
    else answers.push(post({ url, agent, comment: comments.pop(), dueAt }));
  }
  const times = await Promise.all(answers);
  agent.destroy();
  return times;
}

async function post(asked: {
  readonly url: string;
  readonly agent: Agent;
  readonly comment: Signed | undefined;
  readonly dueAt: number;
}): Promise<number> {
  const { method, headers, body } = asked.comment ?? { method: 'POST', headers: {}, body: '' };
  const sent = request(asked.url, { method, headers, agent: asked.agent }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  await once(answer.resume(), 'end');
  if (answer.statusCode !== 200) throw new Error(`A delivery was answered ${answer.statusCode}`);
  return performance.now() - asked.dueAt;
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
