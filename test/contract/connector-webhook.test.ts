import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { webhookConnection } from '#connectors/webhook/connection.ts';
import { webhookConnector } from '#connectors/webhook/connector.ts';
import { webhookDelivery } from '#connectors/webhook/event.ts';
import { readDelivery } from '#connectors/webhook/read.ts';
import { bytes, connectorSuite } from './connector-suite.ts';
import { scripted } from './replay.ts';

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

test('docs/webhook-event.schema.json is what the reader checks: node scripts/webhook-schema.ts', () => {
  const path = new URL('../../docs/webhook-event.schema.json', import.meta.url);
  const written = JSON.parse(readFileSync(path, 'utf8'));
  expect(written).toEqual(z.toJSONSchema(webhookDelivery, { io: 'input' }));
});

test('the town file names the variables of the secrets, never a secret', () => {
  expect(webhookConnection.safeParse({ secretEnv: 'FORUM_SECRET' }).success).toBe(true);
  expect(webhookConnection.safeParse({ secretEnv: SECRET }).success).toBe(false);
  expect(webhookConnection.safeParse({ secretEnv: 'A', secret: SECRET }).success).toBe(false);
});

test('the examples in docs/webhook.md are what they say', () => {
  const docs = readFileSync(new URL('../../docs/webhook.md', import.meta.url), 'utf8');
  const examples = [...docs.matchAll(/```json\n(.*?)```/gs)].map((match) => match[1] ?? '');
  const types = examples.flatMap((example) => readDelivery(bytes(example)).map(({ type }) => type));
  expect(types).toEqual(['comment', 'gone', 'report']);
  const connections = [...docs.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
  expect(connections).toHaveLength(2);
  for (const text of connections) webhookConnection.parse(parse(text).connection);
});

test('the example sender is understood, and retries under the same id', async () => {
  const connector = webhookConnector({ secrets: [SECRET] });
  const taken: { key: string; events: unknown[] }[] = [];
  await using desk = await scripted(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const verdict = connector.verify?.({ headers, body }, Date.now());
    if (!verdict?.ok) return void response.writeHead(401).end();
    taken.push({ key: verdict.deliveryKey, events: connector.parse(body) });
    response.writeHead(taken.length === 1 ? 503 : 202).end();
  });
  const script = fileURLToPath(new URL('../../examples/webhook/send.ts', import.meta.url));
  const args = [script, '--url', desk.url, '--secret', SECRET, '--id', 'c-1', '--text', 'Hej å'];
  await promisify(execFile)(process.execPath, args);
  expect(taken).toHaveLength(2);
  expect(taken[1]).toEqual(taken[0]);
  expect(taken[0]?.events).toMatchObject([{ type: 'comment', externalId: 'c-1', text: 'Hej å' }]);
});
