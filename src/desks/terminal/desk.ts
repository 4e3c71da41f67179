import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Access, Session } from '#ports/access.ts';
import type { Ask, OnAsk } from '#ports/desk.ts';

export interface TerminalDeskOptions {
  readonly access: Pick<Access, 'redeem' | 'session' | 'end'>;
  readonly onAsk: OnAsk;
}

const BODY_BYTES = 256 * 1024;

const name = z.string().regex(/^[\w:.-]{1,80}$/);
const rev = z.int().nonnegative();
/** Chosen by the terminal for each interaction: one that is sent again is answered, not repeated. */
const key = z.string().regex(/^[\w-]{16,64}$/);

const askSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), key, text: z.string().max(4000) }),
  z.strictObject({ kind: z.literal('action'), key, verb: name, ref: name, rev }),
  z.strictObject({
    kind: z.literal('formSubmit'),
    key,
    form: name,
    ref: name,
    rev,
    values: z.record(name, z.string().max(40_000)),
  }),
]);

const redeemSchema = z.strictObject({ secret: z.string().min(1).max(200) });

/** What the terminal program sends to `POST /api/ask`. */
export type TerminalAsk = z.infer<typeof askSchema>;

/** A refusal of the interface itself, in JSON; `message` is for the person at the terminal. */
export function refusal(
  c: Context,
  status: 400 | 401 | 403 | 404 | 413,
  code: string,
  message: string,
) {
  return c.json({ error: { code, message } }, status);
}

/** The body as the schema has it, or null when it is anything else. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T | null> {
  const body: unknown = await c.req.json().catch(() => null);
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : null;
}

const limited = bodyLimit({
  maxSize: BODY_BYTES,
  onError: (c) => refusal(c, 413, 'too-large', `A request has at most ${BODY_BYTES / 1024} kB.`),
});

const signedOut = (c: Context) =>
  refusal(c, 401, 'signed-out', 'You are not signed in, or no longer: kvorum login <link>');

/**
 * The desk for terminals: `POST /api/session` opens a session with a link's secret, `DELETE` ends
 * it, `POST /api/ask` asks with it as a bearer token. To be mounted at `/`.
 */
export function terminalDesk({ access, onAsk }: TerminalDeskOptions): Hono {
  const app = new Hono();
  app.use('/api/session', limited);
  app.use('/api/ask', limited);

  app.post('/api/session', async (c) => {
    const body = await readBody(c, redeemSchema);
    if (!body) return refusal(c, 400, 'malformed', 'Expected {"secret": "…"}.');
    const session = await access.redeem(body.secret);
    return session
      ? c.json(session)
      : refusal(c, 401, 'link-refused', 'This link is unknown, used or too old: ask for another.');
  });

  app.delete('/api/session', async (c) => {
    const token = tokenOf(c);
    if (token) await access.end(token);
    return c.body(null, 204);
  });

  app.post('/api/ask', async (c) => {
    const token = tokenOf(c);
    const session = token ? await access.session(token) : null;
    if (!session) return signedOut(c);
    const asked = await readBody(c, askSchema);
    if (!asked)
      return refusal(c, 400, 'malformed', 'This is not an ask that the desk understands.');
    return c.json(await onAsk(askOf(asked, session)));
  });

  return app;
}

/** Keys are one person's own: nobody can use up another's. */
function askOf({ key, ...asked }: TerminalAsk, { person }: Session): Ask {
  return {
    ...asked,
    actor: { platform: 'terminal', user: person.id },
    locale: person.locale,
    dedupeKey: `${person.id}:${key}`,
  };
}

function tokenOf(c: Context): string | undefined {
  return /^Bearer ([\w.~+/=-]{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
}
