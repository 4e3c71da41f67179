import fc from 'fast-check';
import type { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { terminalDesk } from '../../../src/desks/terminal/desk.ts';
import { operatorApi } from '../../../src/desks/terminal/operator-api.ts';
import { accessForTest, deskForTest, idle, KEY } from './desk-for-test.ts';

type Body = string | object;

function post(
  app: Pick<Hono, 'request'>,
  path: string,
  body: Body,
  headers: Record<string, string> = {},
) {
  return app.request(path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const key = 'a'.repeat(32);

async function signedIn() {
  const asked: unknown[] = [];
  const app = terminalDesk({
    access: accessForTest(),
    onAsk: async (ask) => {
      asked.push(ask);
      return { kind: 'text', tone: 'done', text: 'ok' };
    },
  });
  await post(app, '/api/session', { secret: 'once' });
  return { app, asked };
}

describe('POST /api/ask', () => {
  test('carries who asks, from which desk, and a key of their own', async () => {
    const { app, asked } = await signedIn();
    const response = await post(
      app,
      '/api/ask',
      { kind: 'command', key, text: 'take 12' },
      bearer('token'),
    );
    expect(response.status).toBe(200);
    expect(asked).toEqual([
      {
        kind: 'command',
        text: 'take 12',
        actor: { platform: 'terminal', user: 'mod-1' },
        locale: 'sv',
        dedupeKey: `mod-1:${key}`,
      },
    ]);
  });

  test.each([
    ['no session', { kind: 'command', key, text: '' }, {}, 401, 'signed-out'],
    ['an unknown session', { kind: 'command', key, text: '' }, bearer('x'), 401, 'signed-out'],
    ['no JSON', 'take 12', bearer('token'), 400, 'malformed'],
    ['no key', { kind: 'command', text: 'x' }, bearer('token'), 400, 'malformed'],
    [
      'an actor of one’s own',
      { kind: 'command', key, text: 'x', actor: { user: 'adm-1' } },
      bearer('token'),
      400,
      'malformed',
    ],
    ['an unknown kind', { kind: 'shutdown', key }, bearer('token'), 400, 'malformed'],
    [
      'too much',
      { kind: 'command', key, text: 'x'.repeat(300_000) },
      bearer('token'),
      413,
      'too-large',
    ],
  ])('%s is refused in JSON', async (_, body, headers, status, code) => {
    const { app, asked } = await signedIn();
    const response = await post(app, '/api/ask', body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    expect(asked).toEqual([]);
  });

  test('no body brings it down', async () => {
    const { app } = await signedIn();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (body) => {
        const response = await post(app, '/api/ask', body, bearer('token'));
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 300 },
    );
  });

  test('a link opens one session, and a session that has ended is nobody’s', async () => {
    const { app } = await signedIn();
    expect((await post(app, '/api/session', { secret: 'once' })).status).toBe(401);
    await app.request('/api/session', { method: 'DELETE', headers: bearer('token') });
    const ask = { kind: 'command', key, text: 'queue' };
    expect((await post(app, '/api/ask', ask, bearer('token'))).status).toBe(401);
  });
});

describe('POST /api/operator', () => {
  const api = (address: string | undefined) =>
    operatorApi({ operator: idle, key: KEY, peerAddress: () => address });

  test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    '%s is here',
    async (address) => {
      const response = await post(api(address), '/api/operator/verify', { held: [] }, bearer(KEY));
      expect(response.status).toBe(200);
    },
  );

  test.each(['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '127.0.0.1.evil', undefined])(
    '%s is not here, key or no key',
    async (address) => {
      const response = await post(api(address), '/api/operator/verify', { held: [] }, bearer(KEY));
      expect(response.status).toBe(403);
    },
  );

  test('who comes through a proxy is not here', async () => {
    const headers = { ...bearer(KEY), 'x-forwarded-for': '10.0.0.1' };
    const response = await post(api('127.0.0.1'), '/api/operator/verify', { held: [] }, headers);
    expect(response.status).toBe(403);
  });

  test.each([{}, bearer('wrong'), bearer(`${KEY}x`), { authorization: KEY }])(
    'without the right key nothing is done (%j)',
    async (headers) => {
      const app = api('127.0.0.1');
      for (const verb of ['plan', 'apply', 'verify', 'link', 'channels']) {
        const response = await post(
          app,
          `/api/operator/${verb}`,
          {},
          headers as Record<string, string>,
        );
        expect(response.status).toBe(401);
      }
    },
  );

  test('an empty key lets nobody in', async () => {
    const app = operatorApi({ operator: idle, key: '', peerAddress: () => '::1' });
    const response = await post(app, '/api/operator/verify', { held: [] }, bearer(' '));
    expect(response.status).toBe(401);
  });

  test('over a real connection', async () => {
    await using desk = await deskForTest({});
    const response = await fetch(`${desk.url}/api/operator/link`, {
      method: 'POST',
      headers: bearer(KEY),
      body: JSON.stringify({ person: 'nobody' }),
    });
    expect(await response.json()).toEqual({ url: null });
  });
});
