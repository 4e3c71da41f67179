import { setTimeout as sleep } from 'node:timers/promises';
import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** One app of ours in one workspace that is called over HTTP. */
export interface SlackListener {
  readonly signingSecret: string;
  /** What the SDK gives back for the acknowledgement; rejects when nothing understands it. */
  process(body: Record<string, unknown>, retry: Retry): Promise<unknown>;
}

interface Retry {
  readonly retryNum?: number;
  readonly retryReason?: string;
}

export interface SlackHttpOptions {
  readonly listeners: () => readonly SlackListener[];
  /** Why a request was refused, for the operator: never what it held. */
  readonly onRefused: (code: string) => void;
}

/** Slack's largest payloads are far below; its SDK would take 4 MB. */
const BODY_BYTES = 1024 * 1024;
const SKEW_S = 5 * 60;
/** Slack gives up after three seconds. */
const ANSWER_MS = 2_900;

/**
 * `POST /slack/events`: everything Slack sends over HTTP. The SDK's own listener takes requests from
 * the future and opens a port of its own; this one stands before it. To be mounted at `/`.
 */
export function slackHttp(options: SlackHttpOptions): Hono {
  const app = new Hono();
  const refuse = (c: Context, status: 400 | 401 | 404 | 413 | 415 | 503, code: string) => {
    options.onRefused(code);
    return c.json({ error: { code } }, status);
  };
  app.use(
    '/slack/events',
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => refuse(c, 413, 'too-large') }),
  );
  app.post('/slack/events', async (c) => {
    const [type = ''] = (c.req.header('content-type') ?? '').toLowerCase().split(';');
    const read = READ.get(type.trim());
    if (!read) return refuse(c, 415, 'content-type');
    const stampS = Number(c.req.header('x-slack-request-timestamp'));
    const isNow = Math.abs(Date.now() / 1000 - stampS) <= SKEW_S;
    if (!isNow) return refuse(c, 401, 'timestamp');
    const raw = await c.req.text();
    const signature = c.req.header('x-slack-signature') ?? '';
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': stampS };
    const listener = options
      .listeners()
      .find(({ signingSecret }) => isValidSlackRequest({ signingSecret, body: raw, headers }));
    if (!listener) return refuse(c, 401, 'signature');
    const body = read(raw);
    if (!body) return refuse(c, 400, 'malformed');
    if (body['type'] === 'url_verification')
      return c.json({ challenge: String(body['challenge'] ?? '') });
    return answer(c, listener, body, refuse);
  });
  app.all('/slack/events', (c) => refuse(c, 404, 'method'));
  return app;
}

async function answer(
  c: Context,
  listener: SlackListener,
  body: Record<string, unknown>,
  refuse: (c: Context, status: 503, code: string) => Response,
): Promise<Response> {
  const retryNum = Number(c.req.header('x-slack-retry-num'));
  const retryReason = c.req.header('x-slack-retry-reason');
  const retry = { ...(retryNum && { retryNum }), ...(retryReason && { retryReason }) };
  const late = Symbol('late');
  const heard = listener.process(body, retry).catch(() => late);
  const acknowledged = await Promise.race([heard, sleep(ANSWER_MS, late)]);
  if (acknowledged === late) return refuse(c, 503, 'unanswered');
  if (typeof acknowledged === 'object' && acknowledged !== null) return c.json(acknowledged);
  return c.body(typeof acknowledged === 'string' ? acknowledged : '', 200);
}

type Read = (raw: string) => Record<string, unknown> | null;

const READ: ReadonlyMap<string, Read> = new Map([
  ['application/json', parsed],
  [
    'application/x-www-form-urlencoded',
    (raw) => {
      const fields = new URLSearchParams(raw);
      const payload = fields.get('payload');
      return payload === null ? Object.fromEntries(fields) : parsed(payload);
    },
  ],
]);

function parsed(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What the SDK receives from: it is handed what came over HTTP. */
export function handedReceiver(): Receiver & Pick<SlackListener, 'process'> {
  let app: App | undefined;
  return {
    init(given) {
      app = given;
    },
    start: async () => undefined,
    stop: async () => undefined,
    async process(body, retry) {
      const acknowledged = Promise.withResolvers<unknown>();
      const ack = async (answer?: unknown) => acknowledged.resolve(answer);
      const processed = app?.processEvent({ body, ack, ...retry });
      processed?.catch(acknowledged.reject);
      return acknowledged.promise;
    },
  };
}
