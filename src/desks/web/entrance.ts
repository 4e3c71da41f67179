import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { deskTexts } from '#locales/desk/desk.ts';
import { type DeskNeeds, strangersFrame, wantsFragment } from './frame.ts';
import { noticeView, plainPage } from './render/page.ts';
import { keepSession } from './session.ts';

/** Vain tries per address; behind a proxy all have the same one, so a link that is good always works. */
const TRIES = { points: 20, duration: 5 * 60 };

type Refusal = 'refused' | 'needed' | 'tooMany';

async function refusalPage(c: Context, needs: DeskNeeds, why: Refusal, status: 401 | 410 | 429) {
  const frame = await strangersFrame(c, needs);
  const texts = deskTexts(frame.locale).enter;
  return c.html(plainPage(frame, texts.title, html`<p>${texts[why]}</p>`), status);
}

/** What somebody without a session sees wherever they go. */
export async function refuseStranger(c: Context, needs: DeskNeeds): Promise<Response> {
  if (wantsFragment(c)) {
    const texts = deskTexts((await strangersFrame(c, needs)).locale);
    c.header('HX-Retarget', '#notice');
    c.header('HX-Reswap', 'innerHTML');
    return c.html(noticeView(texts.enter.needed, texts), 401);
  }
  // A link in a mail or chat comes without the strict cookie: the page asks again from here.
  if (c.req.method === 'GET' && c.req.header('sec-fetch-site') === 'cross-site') {
    c.header('refresh', '0');
    const frame = await strangersFrame(c, needs);
    const { going, title } = deskTexts(frame.locale).enter;
    return c.html(
      plainPage(frame, title, html`<p><a class="ds-button" href="${c.req.path}">${going}</a></p>`),
    );
  }
  return refusalPage(c, needs, 'needed', 401);
}

/** The one-time link: looking at it does not use it up, so previews of it do no harm. */
export function entrance(needs: DeskNeeds): Hono {
  const tries = new RateLimiterMemory(TRIES);
  const app = new Hono();
  app.get('/enter', (c) => refusalPage(c, needs, 'needed', 401));
  app.get('/enter/:secret', async (c) => {
    const frame = await strangersFrame(c, needs);
    const { title, text, button } = deskTexts(frame.locale).enter;
    const form = html`<p>${text}</p><form method="post"><button type="submit" class="ds-button" autofocus>${button}</button></form>`;
    return c.html(plainPage(frame, title, form));
  });
  app.post('/enter/:secret', async (c) => {
    const session = await needs.access.redeem(c.req.param('secret'));
    if (!session) {
      const address = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)
        ?.incoming?.socket?.remoteAddress;
      const within = await tries.consume(address ?? 'unknown').then(
        () => true,
        () => false,
      );
      return within ? refusalPage(c, needs, 'refused', 410) : refusalPage(c, needs, 'tooMany', 429);
    }
    keepSession(c, session.token, session.expiresAtMs, needs.secureCookies);
    return c.redirect('/desk', 303);
  });
  return app;
}
