import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Operator } from '#ports/operator.ts';
import { readBody, refusal } from './desk.ts';

export interface OperatorApiOptions {
  readonly operator: Operator;
  /** From `desk.json`, which only the account that runs the desk can read. */
  readonly key: string;
  /** Address of the other end of the connection; undefined where it is not known. */
  readonly peerAddress: (c: Context) => string | undefined;
}

/** A town file of the largest size, once more for its JSON form. */
const BODY_BYTES = 3 * 1024 * 1024;

const document = z.string().max(2 * 1024 * 1024);
const planSchema = z.strictObject({ document });
const applySchema = z.strictObject({ document, base: z.string().max(100) });
const verifySchema = z.strictObject({ held: z.array(z.string().max(10_000)).max(1000) });
const linkSchema = z.strictObject({ person: z.string().min(1).max(100) });

/**
 * `POST /api/operator/{plan,apply,verify,link,code,unlink,channels}`: what the installation's keeper may ask a running
 * desk. Only from the same machine, only with the key of its `desk.json`. To be mounted at `/`.
 */
export function operatorApi({ operator, key, peerAddress }: OperatorApiOptions): Hono {
  const app = new Hono();
  app.use('/api/operator/*', async (c, next) => {
    const isHere = isLoopback(peerAddress(c));
    // Behind a reverse proxy everybody comes from this machine; proxies say for whom they ask.
    const isForwarded = ['forwarded', 'x-forwarded-for'].some((name) => c.req.header(name));
    if (!isHere || isForwarded) {
      return refusal(c, 403, 'not-here', 'Operators work on the machine the desk runs on.');
    }
    const given = /^Bearer (.{1,200})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (!same(given, key)) return refusal(c, 401, 'key-refused', 'The key is not this desk’s.');
    return next();
  });
  app.use(
    '/api/operator/*',
    bodyLimit({
      maxSize: BODY_BYTES,
      onError: (c) => refusal(c, 413, 'too-large', 'This is larger than any town file may be.'),
    }),
  );
  answer(app, 'plan', planSchema, (body) => operator.planTown(body.document));
  answer(app, 'apply', applySchema, (body) => operator.applyTown(body.document, body.base));
  answer(app, 'verify', verifySchema, (body) => operator.verifyLog(body.held));
  answer(app, 'channels', z.strictObject({}), async () => ({
    channels: await operator.examineChannels(),
  }));
  answer(app, 'unlink', linkSchema, async (body) => ({
    count: await operator.unlink(body.person),
  }));
  answer(app, 'code', linkSchema, async (body) => ({
    code: await operator.issueCode(body.person),
  }));
  answer(app, 'link', linkSchema, async (body) => ({ url: await operator.issueLink(body.person) }));
  return app;
}

function answer<T>(
  app: Hono,
  verb: string,
  schema: z.ZodType<T>,
  run: (body: T) => Promise<object>,
): void {
  app.post(`/api/operator/${verb}`, async (c) => {
    const body = await readBody(c, schema);
    if (!body) return refusal(c, 400, 'malformed', `This is not a request to ${verb}.`);
    return c.json(await run(body));
  });
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/.test(address);
}

/** In the same time, however much of it is right. */
function same(given: string, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return key.length > 0 && timingSafeEqual(digest(given), digest(key));
}
