import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { webhookConnection } from '#connectors/webhook/connection.ts';
import { webhookConnector } from '#connectors/webhook/connector.ts';
import { webhookDelivery } from '#connectors/webhook/event.ts';
import { readDelivery } from '#connectors/webhook/read.ts';
import { bytes, connectorSuite } from './connector-suite.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const comment = {
  type: 'comment',
  id: 'c-17',
  parent: 'c-16',
  root: 'post-3',
  author: { id: 5, handle: 'anna', name: 'Anna', email: 'anna@example.org' },
  text: 'När öppnar badhuset?',
  url: 'https://forum.example/c-17',
  media: [{ url: 'https://forum.example/bild.jpg', type: 'image/jpeg', alt: 'Badhuset' }],
  created_at: '2026-11-20T09:30:00+01:00',
};
const gone = { type: 'gone', id: 'c-9', by: 'author', created_at: '2026-11-20T08:30:00Z' };
const report = { type: 'report', id: 'r-1', text: 'Hot mot en tjänsteman' };

const body = (value: unknown) => bytes(JSON.stringify(value));

connectorSuite('webhook', async () => ({
  connector: webhookConnector({ secrets: [SECRET] }),
  samples: [body(comment), body([gone, report]), body({ events: [comment, gone] })],
  close: async () => {},
}));

test('a comment is read whole', () => {
  expect(readDelivery(body(comment))).toEqual([
    {
      type: 'comment',
      externalId: 'c-17',
      parentExternalId: 'c-16',
      rootExternalId: 'post-3',
      occurredAtMs: Date.UTC(2026, 10, 20, 8, 30),
      author: { externalId: '5', handle: 'anna', name: 'Anna', email: 'anna@example.org' },
      self: false,
      visibility: 'public',
      text: 'När öppnar badhuset?',
      media: [{ url: 'https://forum.example/bild.jpg', type: 'image/jpeg', alt: 'Badhuset' }],
      url: 'https://forum.example/c-17',
      presence: 'shown',
    },
  ]);
});

test('ids beyond the safe integers stay exact', () => {
  const text = '{"type":"gone","id":17841405822304914123}';
  expect(readDelivery(bytes(text))).toMatchObject([{ externalId: '17841405822304914123' }]);
});

test('null is the same as not there', () => {
  const bare = { type: 'comment', id: 1, text: 'x' };
  const nulls = {
    parent: null,
    root: null,
    author: null,
    url: null,
    media: null,
    created_at: null,
  };
  expect(readDelivery(body({ ...bare, ...nulls }))).toEqual(readDelivery(body(bare)));
});

test('one event that does not fit is kept as unknown beside the others, naming the field only', () => {
  const wrong = { ...comment, created_at: 'i går, sa Anna' };
  expect(readDelivery(body([wrong, gone, { type: 'poll.closed', id: 1 }, 7]))).toMatchObject([
    { type: 'unknown', kind: 'comment with wrong created_at' },
    { type: 'gone' },
    { type: 'unknown', kind: 'poll.closed' },
    { type: 'unknown', kind: 'event without type' },
  ]);
});

test('a body that is no JSON, no UTF-8 or empty is unknown', () => {
  const kinds = (input: Uint8Array) => readDelivery(input).map((e) => 'kind' in e && e.kind);
  expect(kinds(bytes('<xml/>'))).toEqual(['not JSON']);
  expect(kinds(Uint8Array.of(0x22, 0xff, 0x22))).toEqual(['not UTF-8']);
  expect(kinds(bytes('[]'))).toEqual(['no events']);
});

test('text of a resident never changes, save what no database stores', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [event] = readDelivery(body({ type: 'comment', id: 1, text }));
      expect(event).toMatchObject({ text: text.toWellFormed().replaceAll('\0', '\uFFFD') });
    }),
  );
});

test('docs/webhook-event.schema.json is the schema of the code', () => {
  const path = new URL('../../docs/webhook-event.schema.json', import.meta.url);
  const written = JSON.parse(readFileSync(path, 'utf8'));
  expect(written).toEqual(z.toJSONSchema(webhookDelivery, { io: 'input' }));
});

test('the town file names the variables of the secrets, never a secret', () => {
  expect(webhookConnection.safeParse({ secretEnv: 'FORUM_SECRET' }).success).toBe(true);
  expect(webhookConnection.safeParse({ secretEnv: SECRET }).success).toBe(false);
  expect(webhookConnection.safeParse({ secretEnv: 'A', secret: SECRET }).success).toBe(false);
});
