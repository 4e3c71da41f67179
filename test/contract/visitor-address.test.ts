import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serve } from '#http/server.ts';
import { visitorAddress } from '#http/visitor-address.ts';

test.each([
  [0, undefined, '127.0.0.1'],
  [0, '203.0.113.7', '127.0.0.1'],
  [1, '203.0.113.7', '203.0.113.7'],
  [1, '10.0.0.1, 198.51.100.9, 203.0.113.7', '203.0.113.7'],
  [2, '198.51.100.9, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
  [1, undefined, '127.0.0.1'],
  [2, '203.0.113.7', '127.0.0.1'],
  [1, '203.0.113.7, ', '127.0.0.1'],
])('behind %i proxies that say %s, the visitor is %s', async (proxies, header, visitor) => {
  const app = new Hono().get('/', (c) => c.text(visitorAddress(c, proxies)));
  await using server = await serve(app, { host: '127.0.0.1', port: 0 });
  const headers: Record<string, string> = header === undefined ? {} : { 'x-forwarded-for': header };
  expect(await (await fetch(server.url, { headers })).text()).toBe(visitor);
});
