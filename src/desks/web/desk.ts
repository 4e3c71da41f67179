import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { deskTexts } from '#locales/desk/desk.ts';
import { deskAssets } from './assets.ts';
import { entrance, refuseStranger } from './entrance.ts';
import { type DeskNeeds, strangersFrame, type WebDeskOptions, wantsFragment } from './frame.ts';
import { pages } from './pages.ts';
import { posts } from './posts.ts';
import { noticeView, plainPage } from './render/page.ts';
import { signedIn } from './session.ts';

const BODY_BYTES = 256 * 1024;

async function mishap(
  c: Context,
  needs: DeskNeeds,
  what: 'wrong' | 'missing',
  status: 403 | 404 | 413 | 500,
) {
  const frame = await strangersFrame(c, needs);
  const texts = deskTexts(frame.locale);
  if (wantsFragment(c)) {
    c.header('HX-Retarget', '#notice');
    c.header('HX-Reswap', 'innerHTML');
    return c.html(noticeView(texts[what].text, texts), status);
  }
  const back = html`<p>${texts[what].text}</p><p><a class="ds-button" href="/desk">${texts.enter.going}</a></p>`;
  return c.html(plainPage(frame, texts[what].title, back), status);
}

/**
 * The built-in desk (design §5): pages rendered here, live by server-sent events, usable without
 * JavaScript. All it shows comes from `onAsk`, as on every other desk. Serves `/desk…`, `/enter…`
 * and `/assets…`; to be mounted at `/` of the base app, which sets the policy for all pages.
 */
export function webDesk(options: WebDeskOptions): Hono {
  const assets = deskAssets();
  const needs: DeskNeeds = { ...options, assets: assets.urls };
  const app = new Hono();
  for (const path of ['/desk/*', '/enter/*']) {
    app.use(path, async (c, next) => {
      await next();
      c.res.headers.set('cache-control', 'no-store');
    });
    app.use(path, csrf(), bodyLimit({ maxSize: BODY_BYTES }));
  }
  app.route('/', assets.app);
  app.route('/', entrance(needs));
  app.use(
    '/desk/*',
    signedIn(options.access, options.secureCookies, (c) => refuseStranger(c, needs)),
  );
  app.route('/', pages(needs));
  app.route('/', posts(needs));
  app.all('/desk/*', (c) => mishap(c, needs, 'missing', 404));
  app.onError(async (error, c) => {
    if (error instanceof HTTPException && error.status === 403)
      return mishap(c, needs, 'wrong', 403);
    if (error instanceof HTTPException && error.status === 413)
      return mishap(c, needs, 'wrong', 413);
    options.fault(error);
    return mishap(c, needs, 'wrong', 500);
  });
  return app;
}
