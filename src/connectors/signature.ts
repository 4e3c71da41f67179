import { isUtf8 } from 'node:buffer';
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { RawDelivery, Verdict } from '#ports/connector.ts';

/** How far a delivery's clock may be from ours, both ways (Standard Webhooks: five minutes). */
const TOLERANCE_MS = 5 * 60 * 1000;

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has it. */
export const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64');

/**
 * Verifies deliveries by Standard Webhooks. Any of the secrets may have signed, so that one can be
 * changed without losing a delivery. The delivery key is the sender's `webhook-id`, which stays
 * the same over its retries. Throws on a malformed secret.
 */
export function signatureVerifier(
  secrets: readonly string[],
): (delivery: RawDelivery, nowMs: number) => Verdict {
  const webhooks = secrets.map((secret) => new Webhook(signingSecret.parse(secret)));
  return ({ headers, body }, nowMs) => {
    const id = headers['webhook-id'];
    const timestamp = headers['webhook-timestamp'];
    const signatures = headers['webhook-signature'];
    if (!id || !timestamp || !signatures) {
      const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
      return no(400, 'missing-header', `Missing: ${names.filter((n) => !headers[n]).join(', ')}.`);
    }
    if (!/^[!-~]{1,256}$/.test(id)) {
      return no(400, 'bad-header', 'webhook-id must be 1 to 256 visible ASCII characters.');
    }
    if (!/^\d{1,12}$/.test(timestamp)) {
      return no(400, 'bad-header', 'webhook-timestamp must be whole seconds since 1970.');
    }
    // The library signs text; other bytes would not survive it unchanged.
    if (!isUtf8(body)) return no(400, 'body-not-utf-8', 'The body must be JSON in UTF-8.');
    const signedAt = new Date(Number(timestamp) * 1000);
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
    const expected = webhooks.map((webhook) => webhook.sign(id, signedAt, text));
    // Every signature of the list is tried; versions unknown to us (v1a) equal none of ours.
    const given = signatures.split(' ');
    if (!expected.some((ours) => given.some((theirs) => equal(ours, theirs)))) {
      return no(401, 'bad-signature', 'No signature in webhook-signature fits this body.');
    }
    return timely(signedAt.getTime(), nowMs) ?? { ok: true, deliveryKey: id };
  };
}

function timely(signedAtMs: number, nowMs: number): Verdict | null {
  const text = `webhook-timestamp is more than five minutes`;
  if (nowMs - signedAtMs > TOLERANCE_MS) return no(401, 'too-old', `${text} ago.`);
  if (signedAtMs - nowMs > TOLERANCE_MS) return no(401, 'in-the-future', `${text} ahead.`);
  return null;
}

function equal(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

const no = (status: 400 | 401, code: string, message: string): Verdict => ({
  ok: false,
  status,
  code,
  message,
});
