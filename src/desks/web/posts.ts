import { type Context, Hono } from 'hono';
import type { Ask, Reply } from '#ports/desk.ts';
import { askOf, backOf, commandOf, type Posted } from './asks.ts';
import { type DeskNeeds, textsOf, wantsFragment } from './frame.ts';
import { showReply } from './pages.ts';
import { pageOf } from './render/card.ts';
import { noticeView } from './render/page.ts';
import {
  coloursOf,
  csrfOf,
  type DeskEnv,
  dropSession,
  keepColours,
  leaveNotice,
} from './session.ts';

/** The posted fields, once the form proves to be one of this session; null otherwise, and for what is no form. */
async function postedBy(c: Context<DeskEnv>): Promise<Posted | null> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(await c.req.parseBody().catch(() => ({})))) {
    if (typeof value === 'string') fields[name] = value;
  }
  return fields['csrf'] === csrfOf(c.var.token) ? fields : null;
}

/**
 * A short answer: a notice on the open page, or on the page one is sent back to. `done` lets the
 * browser close the dialog and forget the draft, `kept` keeps both.
 */
function tell(
  c: Context<DeskEnv>,
  needs: DeskNeeds,
  text: string,
  outcome: 'done' | 'kept',
  back: string,
) {
  if (wantsFragment(c)) {
    c.header('HX-Retarget', '#notice');
    c.header('HX-Reswap', 'innerHTML');
    c.header('HX-Desk', outcome);
    return c.html(noticeView(text, textsOf(c)));
  }
  leaveNotice(c, text, needs.secureCookies);
  return c.redirect(back, 303);
}

function answer(
  c: Context<DeskEnv>,
  needs: DeskNeeds,
  reply: Reply,
  { back, ask }: { readonly back: string; readonly ask?: Ask },
): Response | Promise<Response> {
  switch (reply.kind) {
    case 'text': {
      const heeded = reply.tone === 'calm' || reply.tone === 'done';
      return tell(c, needs, reply.text, heeded ? 'done' : 'kept', back);
    }
    case 'card': {
      // The card as it was: the form was refused, and what was typed into it may still be wanted.
      const refused = ask?.kind === 'formSubmit' && reply.card.rev === ask.rev;
      const notice = reply.notice ?? reply.card.fallbackText;
      return tell(c, needs, notice, refused ? 'kept' : 'done', back);
    }
    case 'cards':
    case 'page':
    case 'form':
    case 'errors':
      return showReply(c, needs, reply);
  }
}

/** A typed command that shows a card opens its page; everything else is answered like a click. */
async function command(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const posted = await postedBy(c);
  const back = backOf(posted ?? {});
  const text = (posted?.['text'] ?? '').slice(0, 500).trim();
  if (!posted || text === '') return tell(c, needs, textsOf(c).stale, 'kept', back);
  const reply = await needs.onAsk(commandOf(text, c.var.session.person, posted));
  const page = reply.kind === 'card' && reply.notice === undefined ? pageOf(reply.card.key) : null;
  if (page === null) return answer(c, needs, reply, { back });
  if (!wantsFragment(c)) return c.redirect(page, 303);
  c.header('HX-Redirect', page);
  return c.body(null, 200);
}

/** Everything that does something. */
export function posts(needs: DeskNeeds): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.post('/desk/command', (c) => command(c, needs));
  app.post('/desk/ask', async (c) => {
    const posted = await postedBy(c);
    const ask = posted && askOf(posted, c.var.session.person);
    const back = backOf(posted ?? {});
    if (!ask) return tell(c, needs, textsOf(c).stale, 'kept', back);
    return answer(c, needs, await needs.onAsk(ask), { back, ask });
  });
  app.post('/desk/act-as', async (c) => {
    const person = (await postedBy(c))?.['person'] ?? '';
    const allowed = needs.rehearsal && (await needs.access.actAs(c.var.token, person));
    if (!allowed) return tell(c, needs, textsOf(c).stale, 'kept', '/desk');
    return c.redirect('/desk', 303);
  });
  app.post('/desk/colours', async (c) => {
    const posted = await postedBy(c);
    if (posted) keepColours(c, coloursOf(posted['colours']), needs.secureCookies);
    return c.redirect(backOf(posted ?? {}), 303);
  });
  app.post('/desk/leave', async (c) => {
    if (!(await postedBy(c))) return c.redirect('/desk', 303);
    await needs.access.end(c.var.token);
    dropSession(c, needs.secureCookies);
    c.header('clear-site-data', '"storage"');
    return c.redirect('/enter', 303);
  });
  return app;
}
