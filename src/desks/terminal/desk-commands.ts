import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Form, Reply } from '#ports/desk.ts';
import { type Console, lookOf, Told } from './console.ts';
import type { TerminalAsk } from './desk.ts';
import { fillForm, mayBeSent, type Values } from './fill-form.ts';
import { sendJson } from './http-client.ts';
import { renderErrors, renderFormHead, renderReply } from './render.ts';
import { dropSession, type KeptSession, keepSession, readSession } from './session-file.ts';

export interface DeskCommandNeeds {
  readonly console: Console;
  readonly sessionFile: string;
  readonly nowMs: () => number;
}

type Bare<K extends TerminalAsk['kind']> = Omit<Extract<TerminalAsk, { kind: K }>, 'key'>;
type BareAsk = Bare<'command'> | Bare<'action'> | Bare<'formSubmit'>;

/** A form answered by a form answered by a form… ends here. */
const STEPS_MAX = 20;

const opened = z.object({ token: z.string().min(1), expiresAtMs: z.number() });

/** Signs in with a one-time link and keeps the session for the commands that follow. */
export async function login(needs: DeskCommandNeeds, link: string): Promise<void> {
  const [, url, secret] = /^(https?:\/\/[^?#]+)\/enter\/([^/?#]+)$/.exec(link.trim()) ?? [];
  if (!url || !secret) {
    throw new Told('This is not a link of the desk; it looks like http://…/enter/…', 2);
  }
  const answer = await sendJson({ url }, 'POST', '/api/session', {
    secret: decodeURIComponent(secret),
  });
  keepSession(needs.sessionFile, { url, ...opened.parse(answer) });
  needs.console.write(`You are signed in at ${url}.\n`);
}

/** Ends the session, here also when the desk cannot be told. */
export async function logout({ console, sessionFile, nowMs }: DeskCommandNeeds): Promise<void> {
  const session = readSession(sessionFile, nowMs());
  dropSession(sessionFile);
  if (session) await sendJson(session, 'DELETE', '/api/session');
  console.write('You are signed out.\n');
}

/** Types a command at the desk: `words` are the command and its arguments, `given` fields of a form. */
export function runDeskCommand(
  needs: DeskCommandNeeds,
  asked: {
    readonly words: readonly string[];
    readonly given: Readonly<Values>;
    readonly yes: boolean;
  },
): Promise<boolean> {
  return converse(needs, { kind: 'command', text: asked.words.join(' ') }, asked);
}

/** Presses a button that a card showed. */
export function runAction(
  needs: DeskCommandNeeds,
  action: { readonly verb: string; readonly ref: string; readonly rev: string },
  asked: { readonly given: Readonly<Values>; readonly yes: boolean },
): Promise<boolean> {
  if (!/^\d{1,15}$/.test(action.rev)) {
    throw new Told('The last word of a button is a number, as the card shows it.', 2);
  }
  return converse(needs, { kind: 'action', ...action, rev: Number(action.rev) }, asked);
}

/**
 * Asks, fills in the forms that come back until something is done, and shows what that is. False
 * when the desk refused.
 */
async function converse(
  needs: DeskCommandNeeds,
  first: BareAsk,
  { given, yes }: { readonly given: Readonly<Values>; readonly yes: boolean },
): Promise<boolean> {
  const { console } = needs;
  const session = readSession(needs.sessionFile, needs.nowMs());
  if (!session) throw new Told('You are not signed in: kvorum login <link>');
  const look = lookOf(console);
  let ask = first;
  for (let step = 0; step < STEPS_MAX; step++) {
    const reply = await send(session, ask);
    if (reply.kind !== 'form' && reply.kind !== 'errors') {
      console.write(`${renderReply(reply, look)}\n`);
      return reply.kind !== 'text' || reply.tone === 'done' || reply.tone === 'calm';
    }
    ask = await answerForm(console, reply, ask, { given, yes });
  }
  throw new Told('The desk keeps asking; nothing more was sent.');
}

async function answerForm(
  console: Console,
  reply: Extract<Reply, { kind: 'form' | 'errors' }>,
  before: BareAsk,
  { given, yes }: { readonly given: Readonly<Values>; readonly yes: boolean },
): Promise<BareAsk> {
  const { form } = reply;
  const look = lookOf(console);
  const errors = reply.kind === 'errors' ? reply.errors : {};
  const faulty = new Set(Object.keys(errors));
  if (faulty.size > 0) {
    console.writeError(`${renderErrors(form, errors, look)}\n`);
    if (!console.interactive || !form.fields.some(({ name }) => faulty.has(name))) {
      throw new Told('Nothing was sent.');
    }
  }
  if (form.preview?.shown && before.kind === 'formSubmit') {
    const { preview: _, ...values } = before.values;
    await agreed(console, form, values, yes);
    return submission(form, values);
  }
  if (console.interactive && faulty.size === 0) {
    console.write(`${renderFormHead(form, look)}\n\n`);
  }
  const sofar = before.kind === 'formSubmit' ? { ...given, ...before.values } : given;
  const values = await fillForm(console, form, sofar, faulty, look);
  if (form.preview) return submission(form, { ...values, preview: '1' });
  await agreed(console, form, values, yes);
  return submission(form, values);
}

/** Nothing leaves unseen: a person says yes, or said so beforehand. */
async function agreed(console: Console, form: Form, values: Values, yes: boolean): Promise<void> {
  if (yes) return;
  if (!console.interactive) throw new Told('Nobody is here to be asked. To send it: --yes', 2);
  if (!(await mayBeSent(console, form, values, lookOf(console)))) {
    throw new Told('Nothing was sent.');
  }
}

function submission(form: Form, values: Values): BareAsk {
  return { kind: 'formSubmit', form: form.id, ref: form.ref, rev: form.rev, values };
}

async function send(session: KeptSession, ask: BareAsk): Promise<Reply> {
  return (await sendJson(session, 'POST', '/api/ask', { ...ask, key: randomUUID() })) as Reply;
}
