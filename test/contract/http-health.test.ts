import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type HealthCheck, healthApp } from '#http/health.ts';
import { createMetrics, type MetricsOptions } from '#http/metrics.ts';
import { serve } from '#http/server.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };
const works: HealthCheck = async () => {};

describe('health', () => {
  it('is up and ready while every part works', async () => {
    const checks = { database: works, queue: works };
    const app = healthApp({ version: '1', checks, onError: () => {} });
    const health = await app.request('/health');
    const parts = { database: 'up', queue: 'up' };
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: 'up', version: '1', parts });
    const ready = await app.request('/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', parts });
  });

  it('is up but not ready when a part does not, and says why to the operator only', async () => {
    const told: string[] = [];
    const app = healthApp({
      version: '1',
      checks: {
        database: () => Promise.reject(new Error('password of postgres://secret')),
        queue: works,
      },
      onError: (name, error) => told.push(`${name}: ${error.message}`),
    });
    expect((await app.request('/health')).status).toBe(200);
    const ready = await app.request('/ready');
    expect(ready.status).toBe(503);
    const parts = { database: 'down', queue: 'up' };
    expect(await ready.json()).toEqual({ status: 'not-ready', parts });
    expect(told).toEqual(['database: password of postgres://secret']);
  });

  it('does not wait for a part that hangs, nor let strangers keep it busy', async () => {
    let asked = 0;
    const hangs: HealthCheck = async () => {
      asked += 1;
      await sleep(60_000, null, { ref: false });
    };
    const checks = { database: hangs };
    const app = healthApp({ version: '1', checks, onError: () => {}, limitMs: 200 });
    const startMs = performance.now();
    const many = await Promise.all(Array.from({ length: 50 }, () => app.request('/ready')));
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(new Set(many.map((each) => each.status))).toEqual(new Set([503]));
    expect(asked).toBe(1);
  });
});

describe('metrics', () => {
  const options: MetricsOptions = {
    jobs: async () => ({ answer: { queued: 3, active: 1, failed: 0 } }),
    items: async () => ({ owed: 7 }),
    deskMessages: async () => ({ team: 3 }),
    deliveries: async () => ({ waiting: 5, failed: 2 }),
    unknownEvents: async () => ({ blog: 4 }),
  };

  it('tell what waits, what happened and how long requests took, by route', async () => {
    const metrics = createMetrics(options);
    const app = new Hono();
    app.use(metrics.observe);
    app.route('/', metrics.app);
    app.get('/items/:id', (c) => c.text('hello'));
    metrics.count('delivery', 'blog');
    metrics.count('delivery', 'blog');
    await using server = await serve(app, LOCAL);
    await fetch(`${server.url}/items/17?secret=x`);
    await fetch(`${server.url}/items/18`);
    await fetch(`${server.url}/nothing/at/all`);
    const response = await fetch(`${server.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch('text/plain; version=0.0.4');
    const text = await response.text();
    expect(text).toContain('kvorum_jobs{queue="answer",state="queued"} 3');
    expect(text).toContain('kvorum_items{list="owed"} 7');
    expect(text).toContain('kvorum_deliveries{state="failed"} 2');
    expect(text).toContain('kvorum_desk_messages{desk="team"} 3');
    expect(text).toContain('kvorum_platform_events_unknown{channel="blog"} 4');
    expect(text).toContain('kvorum_happened_total{what="delivery",channel="blog"} 2');
    const counted = 'kvorum_http_request_duration_seconds_count';
    expect(text).toContain(`${counted}{method="GET",route="/items/:id",status="200"} 2`);
    expect(text).not.toMatch(/secret|items\/17|nothing/);
    const names = text.match(/^# TYPE \S+/gm) ?? [];
    expect(names.filter((each) => !each.startsWith('# TYPE kvorum_'))).toEqual([]);
    expect(names.length).toBeGreaterThan(10);
  });

  it('are for this machine only, and for nobody through a proxy', async () => {
    await using server = await serve(createMetrics(options).app, LOCAL);
    const at = `${server.url}/metrics`;
    expect((await fetch(at)).status).toBe(200);
    const proxied = { headers: { 'X-Forwarded-For': '127.0.0.1' } };
    expect((await fetch(at, proxied)).status).toBe(403);
    expect((await fetch(at, { headers: { Forwarded: 'for=x' } })).status).toBe(403);
    expect((await fetch(at, { headers: { 'X-Real-IP': '203.0.113.7' } })).status).toBe(403);
  });

  it('are for no page of a stranger that gave this address a name of its own', async () => {
    const { app } = createMetrics(options);
    const incoming = {
      socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' },
    };
    const from = async (host: string) =>
      (await app.request(`http://${host}:8080/metrics`, {}, { incoming })).status;
    expect(await from('evil.example')).toBe(403);
    expect(await from('127.0.0.1.evil.example')).toBe(403);
    expect(await from('127.0.0.1')).toBe(200);
    expect(await from('localhost')).toBe(200);
    expect(await from('[::1]')).toBe(200);
  });

  it('are for whoever has the token, where one is set', async () => {
    const token = 'a-token-of-some-length';
    await using server = await serve(createMetrics({ ...options, token }).app, LOCAL);
    const ask = (authorization?: string) =>
      fetch(`${server.url}/metrics`, authorization ? { headers: { authorization } } : {});
    expect((await ask()).status).toBe(403);
    expect((await ask('Bearer wrong')).status).toBe(403);
    expect((await ask(token)).status).toBe(403);
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
  });
});
