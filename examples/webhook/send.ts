import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Webhook } from 'standardwebhooks';

/*
 * Sends one comment to a Kvorum desk, signed as docs/webhook.md has it:
 *
 *   npx node examples/webhook/send.ts --url http://127.0.0.1:8080/hooks/forum --secret whsec_... \
 *     --text "When does the pool open?" --author Anna
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    secret: { type: 'string' },
    text: { type: 'string', default: 'When does the swimming pool open?' },
    author: { type: 'string', default: 'Anna' },
    /** The comment's id on the platform: the same one again is an edit. */
    id: { type: 'string', default: randomUUID() },
    link: { type: 'string' },
    /** Any event of the format instead, as JSON. */
    json: { type: 'string' },
  },
});
if (!values.url || !values.secret) {
  console.error(
    'Usage: node examples/webhook/send.ts --url <hook> --secret <whsec_...> [--text …]',
  );
  process.exit(2);
}

const comment = {
  type: 'comment',
  id: values.id,
  author: { name: values.author },
  text: values.text,
  ...(values.link ? { url: values.link } : {}),
  created_at: new Date().toISOString(),
};
const body = values.json ?? JSON.stringify(comment);
// The id is the event's own and stays the same over retries: the desk takes it once.
const deliveryId = `msg_${randomUUID()}`;

/** Retries until the desk has taken it, each time a little later; a 4xx cannot get better. */
async function deliver(url: string, secret: string): Promise<boolean> {
  for (const waitMs of [0, 1000, 5000, 30_000]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const signedAt = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': deliveryId,
      'webhook-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(deliveryId, signedAt, body),
    };
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch((error: Error) => ({ status: 0, ok: false, text: async () => error.message }));
    console.log(`${answer.status || 'no answer'} ${await answer.text()}`.trim());
    if (answer.ok) return true;
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) return false;
  }
  return false;
}

process.exitCode = (await deliver(values.url, values.secret)) ? 0 : 1;
