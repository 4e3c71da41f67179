import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { errorBody } from './base-app.ts';

export interface MetricsOptions {
  /** Without a token only this machine is answered, and nobody through a proxy. */
  readonly token?: string;
  /** Jobs by queue, read at every scrape. */
  readonly jobs: () => Promise<
    Readonly<Record<string, { queued: number; active: number; failed: number }>>
  >;
  /** Items by list (owed, quiet, closed), read at every scrape. */
  readonly items: () => Promise<Readonly<Record<string, number>>>;
  /** Messages that wait to be shown, by chat desk, read at every scrape. */
  readonly deskMessages: () => Promise<Readonly<Record<string, number>>>;
  /** Deliveries in the tray by state (waiting, failed), read at every scrape. */
  readonly deliveries: () => Promise<Readonly<Record<string, number>>>;
  /** Events kept but not understood, by channel, read at every scrape. */
  readonly unknownEvents: () => Promise<Readonly<Record<string, number>>>;
}

export interface Metrics {
  /** `/metrics` in Prometheus's text format. */
  readonly app: Hono;
  /** Counts and times requests by route, never by address. */
  readonly observe: MiddlewareHandler;
  /** Things that happen in this process, counted: `delivery-accepted`, `delivery-bad-signature` … */
  count(what: string, channel?: string): void;
}

/** Everything an operator may watch; no label ever holds a word of a citizen's. */
export function createMetrics({ token, ...read }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'kvorum_' });
  gaugeRead(registry, 'kvorum_jobs', 'Jobs by queue and state', ['queue', 'state'], async () =>
    Object.entries(await read.jobs()).flatMap(([queue, depth]) =>
      Object.entries(depth).map(([state, n]) => ({ labels: { queue, state }, n })),
    ),
  );
  gaugeRead(registry, 'kvorum_items', 'Items by list', ['list'], async () =>
    Object.entries(await read.items()).map(([list, n]) => ({ labels: { list }, n })),
  );
  gaugeRead(registry, 'kvorum_deliveries', 'Deliveries not taken in', ['state'], async () =>
    Object.entries(await read.deliveries()).map(([state, n]) => ({ labels: { state }, n })),
  );
  const waiting = 'Messages that wait to be shown at a chat desk';
  gaugeRead(registry, 'kvorum_desk_messages', waiting, ['desk'], async () =>
    Object.entries(await read.deskMessages()).map(([desk, n]) => ({ labels: { desk }, n })),
  );
  const unknown = 'Events kept but not understood, since the town began';
  gaugeRead(registry, 'kvorum_platform_events_unknown', unknown, ['channel'], async () =>
    Object.entries(await read.unknownEvents()).map(([channel, n]) => ({ labels: { channel }, n })),
  );
  const requests = new Histogram({
    name: 'kvorum_http_request_duration_seconds',
    help: 'Requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const happened = new Counter({
    name: 'kvorum_happened_total',
    help: 'What happened, by kind and channel',
    labelNames: ['what', 'channel'],
    registers,
  });
  const app = new Hono();
  app.get('/metrics', async (c) => {
    if (!allowed(c, token)) return c.json(errorBody('forbidden', 'metrics are for operators'), 403);
    return c.text(await registry.metrics(), 200, { 'Content-Type': registry.contentType });
  });
  return {
    app,
    observe: async (c, next) => {
      const end = requests.startTimer();
      await next();
      const method = METHODS.has(c.req.method) ? c.req.method : 'other';
      end({ method, route: routePath(c, -1), status: c.res.status });
    },
    count: (what, channel = '') => happened.inc({ what, channel }),
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function gaugeRead(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  read: () => Promise<{ labels: Record<string, string>; n: number }[]>,
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    collect: async () => {
      for (const { labels, n } of await read()) gauge.set(labels, n);
    },
  });
}

function allowed(c: Context, token: string | undefined): boolean {
  if (token !== undefined) return sameSecret(c.req.header('authorization'), `Bearer ${token}`);
  // Behind a proxy everybody seems to come from this machine; and a stranger's page in a browser here
  // may have given our address to a name of its own.
  if (PROXIED.some((name) => c.req.header(name))) return false;
  if (!LOOPBACK_NAME.test(new URL(c.req.url).hostname)) return false;
  const from = getConnInfo(c).remote.address ?? '';
  return /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(from);
}

const PROXIED = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'];
const LOOPBACK_NAME = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Compared by hash, so that neither length nor beginning can be found out by timing. */
function sameSecret(given: string | undefined, wanted: string): boolean {
  const hashed = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hashed(given ?? ''), hashed(wanted));
}
