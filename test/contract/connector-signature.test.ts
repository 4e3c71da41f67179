import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { signatureVerifier, signingSecret } from '#connectors/signature.ts';
import { bytes } from './connector-suite.ts';

const OLD = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEW = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

// The published vector of Standard Webhooks.
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const SIGNED_AT = 1_614_265_330;
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

const verify = (
  changes: Record<string, string> = {},
  { body = bytes(BODY), nowMs = SIGNED_AT * 1000, secrets = [OLD] } = {},
) => {
  const headers = {
    'webhook-id': ID,
    'webhook-timestamp': String(SIGNED_AT),
    'webhook-signature': SIGNATURE,
    ...changes,
  };
  return signatureVerifier(secrets)({ headers, body }, nowMs);
};

test('the published vector verifies, and webhook-id is the delivery key', () => {
  expect(verify()).toEqual({ ok: true, deliveryKey: ID });
});

test('either of two secrets may have signed while one is being changed', () => {
  const signed = new Webhook(NEW).sign(ID, new Date(SIGNED_AT * 1000), BODY);
  const both = { secrets: [NEW, OLD] };
  expect(verify({}, both).ok).toBe(true);
  expect(verify({ 'webhook-signature': signed }, both).ok).toBe(true);
  expect(verify({ 'webhook-signature': signed })).toMatchObject({ code: 'bad-signature' });
});

test('one of several signatures is enough, and v1a is passed over', () => {
  const list = `v1a,${'A'.repeat(86)}== v1,AAAA ${SIGNATURE}`;
  expect(verify({ 'webhook-signature': list }).ok).toBe(true);
  const asymmetric = SIGNATURE.replace('v1,', 'v1a,');
  expect(verify({ 'webhook-signature': asymmetric })).toMatchObject({ code: 'bad-signature' });
  for (const odd of ['v1', 'v1,', ',', ' ', SIGNATURE.slice(3)]) {
    expect(verify({ 'webhook-signature': odd })).toMatchObject({ code: 'bad-signature' });
  }
});

test.each([
  [300_000, true, null],
  [301_000, false, 'too-old'],
  [-300_000, true, null],
  [-301_000, false, 'in-the-future'],
])('a clock %d ms away: accepted %s', (skewMs, ok, code) => {
  const verdict = verify({}, { nowMs: SIGNED_AT * 1000 + skewMs });
  expect(verdict.ok).toBe(ok);
  if (!verdict.ok) expect(verdict).toMatchObject({ status: 401, code });
});

test('each missing header is named', () => {
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    const verdict = verify({ [name]: '' });
    expect(verdict).toEqual({
      ok: false,
      status: 400,
      code: 'missing-header',
      message: `Missing: ${name}.`,
    });
  }
});

test('a header that cannot be one is 400, not 401', () => {
  for (const timestamp of ['now', '1614265330x', '-5', '1e9', '9'.repeat(13)]) {
    expect(verify({ 'webhook-timestamp': timestamp })).toMatchObject({ code: 'bad-header' });
  }
  for (const id of ['a b', 'ä', 'x'.repeat(257), 'a\nb']) {
    expect(verify({ 'webhook-id': id })).toMatchObject({ status: 400, code: 'bad-header' });
  }
});

test('every byte of the body counts', () => {
  const body = bytes(BODY);
  for (let i = 0; i < body.length; i++) {
    const changed = body.with(i, (body[i] ?? 0) ^ 1);
    expect(verify({}, { body: changed })).toMatchObject({ code: 'bad-signature' });
  }
});

test('bytes that are not UTF-8 cannot pass for others that are not', () => {
  // Decoded, both would be the same replacement character.
  const signed = new Webhook(OLD).sign(ID, new Date(SIGNED_AT * 1000), '\uFFFD');
  const body = Uint8Array.of(0xff);
  expect(verify({ 'webhook-signature': signed }, { body })).toMatchObject({
    status: 400,
    code: 'body-not-utf-8',
  });
});

test('verify is total', () => {
  const header = fc.oneof(fc.string(), fc.constantFrom(ID, SIGNATURE, String(SIGNED_AT)));
  fc.assert(
    fc.property(fc.uint8Array(), header, header, header, (body, id, timestamp, signature) => {
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature,
      };
      const verdict = signatureVerifier([OLD, NEW])({ headers, body }, SIGNED_AT * 1000);
      expect(verdict.ok).toBe(false);
    }),
  );
});

test('a malformed secret is told at the start', () => {
  for (const secret of ['', 'secret', 'whsec_', 'whsec_c2hvcnQ=', `${OLD} `, OLD.slice(6)]) {
    expect(signingSecret.safeParse(secret).success).toBe(false);
    expect(() => signatureVerifier([secret])).toThrow(/whsec_/);
  }
});
