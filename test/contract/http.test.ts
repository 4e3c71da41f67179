import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { baseApp } from '#http/base-app.ts';
import { type HookAnswer, hooksApp } from '#http/hooks.ts';
import { type RunningServer, serve } from '#http/server.ts';
import type { RawDelivery } from '#ports/connector.ts';

const MAX_BYTES = 4_096;

let server: RunningServer;
let deliveries: { channel: string; delivery: RawDelivery }[] = [];
let answer: () => Promise<HookAnswer>;
const surprises: Error[] = [];

beforeEach(async () => {
  deliveries = [];
  surprises.length = 0;
  answer = async () => ({ status: 200, code: 'new', message: 'kept' });
  const onError = (error: Error) => surprises.push(error);
  const app = baseApp({ https: false, onError });
  const receive = async (channel: string, delivery: RawDelivery): Promise<HookAnswer> => {
    if (channel === 'unknown') {
      return { status: 404, code: 'unknown-channel', message: 'no such channel' };
    }
    deliveries.push({ channel, delivery });
    return answer();
  };
  app.route('/hooks', hooksApp({ receive, onError, maxBytes: MAX_BYTES }));
  app.get('/broken', () => {
    throw new Error('the words of a citizen');
  });
  app.get('/slow', async (c) => {
    await sleep(400);
    return c.text('done');
  });
  app.get('/live', (c) =>
    streamSSE(c, async (stream) => {
      while (!stream.aborted) {
        await stream.writeSSE({ data: 'beat' });
        await sleep(50);
      }
    }),
  );
  const quick = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100 };
  server = await serve(app, { host: '127.0.0.1', port: 0 }, quick);
});
afterEach(() => server[Symbol.asyncDispose]());

const post = (channel: string, body: NonNullable<RequestInit['body']>, more: RequestInit = {}) =>
  fetch(`${server.url}/hooks/${channel}`, { method: 'POST', body, ...more });

/** Bytes straight onto the wire; everything that comes back until the server closes. */
async function raw(bytes: string | Uint8Array, limitMs = 5_000): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(bytes);
  return heard(socket, limitMs);
}
const heard = (socket: Socket, limitMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`still open, said: ${text}`)), limitMs);
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });

describe('a delivery', () => {
  it('arrives byte for byte, with its headers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        deliveries = [];
        const response = await post('blog', Buffer.from(bytes), {
          headers: { 'Webhook-Id': 'msg_1', 'Content-Type': 'text/plain; charset=x-nonsense' },
        });
        expect(response.status).toBe(200);
        expect(await response.json()).toEqual({ code: 'new', message: 'kept' });
        expect(deliveries).toHaveLength(1);
        expect(deliveries[0]?.channel).toBe('blog');
        expect(Buffer.from(deliveries[0]?.delivery.body ?? '')).toEqual(Buffer.from(bytes));
        expect(deliveries[0]?.delivery.headers['webhook-id']).toBe('msg_1');
      }),
      { numRuns: 60 },
    );
  });

  it('is told what the desk says of it', async () => {
    answer = async () => ({
      status: 401,
      code: 'bad-signature',
      message: 'signed with another key',
    });
    const response = await post('blog', '{}');
    expect(response.status).toBe(401);
    const error = { code: 'bad-signature', message: 'signed with another key' };
    expect(await response.json()).toEqual({ error });
  });

  it('is asked for again when it could not be kept', async () => {
    answer = () => Promise.reject(new Error('no database'));
    const response = await post('blog', '{}');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(surprises.map((error) => error.message)).toEqual(['no database']);
    expect(await response.text()).not.toContain('database');
  });

  it.each([
    ['GET', 'blog', 405, 'method'],
    ['PUT', 'blog', 405, 'method'],
    ['DELETE', 'blog', 405, 'method'],
    ['POST', 'unknown', 404, 'unknown-channel'],
    ['POST', '%00', 404, 'unknown-channel'],
    ['POST', '%E0%A4%A', 404, 'unknown-channel'],
    ['POST', 'a%2Fb', 404, 'unknown-channel'],
    ['POST', 'x'.repeat(101), 404, 'unknown-channel'],
    ['POST', 'blog/more', 404, 'not-found'],
  ])('%s /hooks/%s is refused with %i %s', async (method, channel, status, code) => {
    const response = await fetch(`${server.url}/hooks/${channel}`, { method });
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: { code: string } };
    expect(error.code).toBe(code);
    if (status === 405) expect(response.headers.get('allow')).toBe('POST');
    expect(deliveries).toEqual([]);
  });
});

describe('a body too large', () => {
  it('is refused by its announced length, unread', async () => {
    expect((await post('blog', Buffer.alloc(MAX_BYTES))).status).toBe(200);
    const response = await post('blog', Buffer.alloc(MAX_BYTES + 1));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: 'too-large' } });
    const head = 'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
    const said = await raw(`${head}Content-Length: 99999999999\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    expect(deliveries).toHaveLength(1);
  });

  it('is refused without a length, too, once it is too much', async () => {
    const chunked = (chunks: number) =>
      new ReadableStream({
        start(controller) {
          for (let n = 0; n < chunks; n += 1) controller.enqueue(new Uint8Array(1_024).fill(n));
          controller.close();
        },
      });
    const more = { duplex: 'half' } as RequestInit;
    expect((await post('blog', chunked(4), more)).status).toBe(200);
    expect(deliveries[0]?.delivery.body.length).toBe(4_096);
    expect((await post('blog', chunked(5), more)).status).toBe(413);
    expect(deliveries).toHaveLength(1);
  });
});

describe('hostile connections', () => {
  it('are cut when headers or body trickle in', async () => {
    const startMs = performance.now();
    const slowHead = connect(server.port, '127.0.0.1');
    slowHead.write('POST /hooks/blog HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => slowHead.write('X-A: b\r\n'), 100);
    const slowBody = connect(server.port, '127.0.0.1');
    slowBody.write('POST /hooks/blog HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n');
    const dripBody = setInterval(() => slowBody.write('x'), 100);
    const [head, body] = await Promise.all([heard(slowHead, 5_000), heard(slowBody, 5_000)]);
    clearInterval(drip);
    clearInterval(dripBody);
    expect(head).toMatch(/^HTTP\/1\.1 408 /);
    expect(body).not.toMatch(/ 5\d\d /);
    expect(performance.now() - startMs).toBeLessThan(4_000);
    expect(deliveries).toEqual([]);
    expect(surprises).toEqual([]);
  });

  it.each([
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n'],
    ['no host', 'POST /hooks/blog HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    [
      'a host that is none',
      'POST /hooks/blog HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      'a target that is none',
      'POST http:// HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    [
      'a length and chunks',
      'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a length that is none', 'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    [
      'chunks that are none',
      'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'b'.repeat(20_000)}\r\n\r\n`],
    ['a body cut short', 'POST /hooks/blog HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf'],
  ])('with %s get a 4xx or nothing', async (_, bytes) => {
    const said = await raw(bytes);
    expect(said === '' || /^HTTP\/1\.1 4\d\d /.test(said), said.slice(0, 200)).toBe(true);
    expect(deliveries).toEqual([]);
    expect(surprises).toEqual([]);
  });

  it('with any bytes never get a 5xx', async () => {
    const line = fc.tuple(
      fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'TRACE', 'PATCH'),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
    );
    const request = fc
      .tuple(line, fc.uint8Array({ maxLength: 200 }))
      .map(([[method, path], body]) => {
        const target = path.replace(/[\s\p{Cc}]/gu, '');
        const head = `${method} /${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
        return Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]);
      });
    await fc.assert(
      fc.asyncProperty(request, async (bytes) => {
        expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 (200|4\d\d) /);
      }),
      { numRuns: 200 },
    );
    expect(surprises).toEqual([]);
  });
});

describe('every answer', () => {
  it('forbids browsers everything but our own pages', async () => {
    for (const path of ['/hooks/blog', '/nothing', '/broken']) {
      const { headers } = await fetch(server.url + path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; " +
          "connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; " +
          "base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('asks for https to be kept where https is served', async () => {
    const app = baseApp({ https: true, onError: () => {} });
    const { headers } = await app.request('/');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });

  it('keeps a surprise for the operator', async () => {
    const response = await fetch(`${server.url}/broken`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('citizen');
    expect(surprises.map((error) => error.message)).toEqual(['the words of a citizen']);
  });
});

describe('closing', () => {
  it('lets a request end and cuts idle and live connections, within 3 s', async () => {
    const idle = connect(server.port, '127.0.0.1');
    idle.write('GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n');
    const idleClosed = heard(idle, 5_000);
    const live = await fetch(`${server.url}/live`);
    const beats = live.text().catch(() => 'cut');
    const slow = fetch(`${server.url}/slow`).then((response) => response.text());
    await sleep(100);
    const startMs = performance.now();
    await server[Symbol.asyncDispose]();
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(await slow).toBe('done');
    expect(await beats).toBe('cut');
    expect(await idleClosed).toMatch(/^HTTP\/1\.1 404 /);
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('says so when the port is taken', async () => {
    const again = serve(new Hono(), { host: '127.0.0.1', port: server.port });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
