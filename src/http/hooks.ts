import { type Context, Hono } from 'hono';
import type { RawDelivery } from '#ports/connector.ts';
import { errorBody } from './base-app.ts';

/** What the sender is told: 2xx only once the delivery is committed. */
export interface HookAnswer {
  readonly status: 200 | 202 | 400 | 401 | 404 | 413;
  readonly code: string;
  readonly message: string;
}

export interface HooksOptions {
  readonly receive: (channel: string, delivery: RawDelivery) => Promise<HookAnswer>;
  /** The delivery could not be kept; the sender is told to come again. */
  readonly onError: (error: Error) => void;
  /** Longest body, bytes. */
  readonly maxBytes?: number;
}

/** Ids of channels; anything else is no channel and need not be looked up. */
const CHANNEL = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * `POST /:channel`, to be mounted at `/hooks`: hands the bytes over exactly as they came, for a
 * signature is over bytes. Whatever a stranger sends is answered with 4xx and a code.
 */
export function hooksApp({ receive, onError, maxBytes = 1_048_576 }: HooksOptions): Hono {
  const app = new Hono();
  app.post('/:channel', async (c) => {
    const channel = c.req.param('channel');
    if (!CHANNEL.test(channel)) return c.json(errorBody('unknown-channel', 'no such channel'), 404);
    const body = await readBody(c, maxBytes);
    if (body === 'too-large') {
      return c.json(errorBody('too-large', `a delivery has at most ${maxBytes} bytes`), 413);
    }
    if (body === 'broken') return c.json(errorBody('broken-body', 'the body did not arrive'), 400);
    try {
      const { status, code, message } = await receive(channel, { headers: c.req.header(), body });
      const good = status === 200 || status === 202;
      return c.json(good ? { code, message } : errorBody(code, message), status);
    } catch (error) {
      onError(error as Error);
      c.header('Retry-After', '30');
      return c.json(errorBody('unavailable', 'not kept, please send it again'), 503);
    }
  });
  app.all('/:channel', (c) => {
    c.header('Allow', 'POST');
    return c.json(errorBody('method', 'only POST is understood here'), 405);
  });
  return app;
}

async function readBody(
  c: Context,
  maxBytes: number,
): Promise<Uint8Array | 'too-large' | 'broken'> {
  // Node holds a body to the length it was announced with; one without a length is counted.
  const announced = c.req.header('content-length');
  if (announced !== undefined && Number(announced) > maxBytes) return 'too-large';
  try {
    if (announced !== undefined) return new Uint8Array(await c.req.arrayBuffer());
    return await countedBody(c.req.raw.body, maxBytes);
  } catch {
    return 'broken';
  }
}

async function countedBody(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | 'too-large'> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
