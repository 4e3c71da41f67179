import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Reply } from '#ports/desk.ts';
import { commandOf } from './asks.ts';
import { type DeskNeeds, deskFrame, textsOf, wantsFragment } from './frame.ts';
import { liveEvents } from './live.ts';
import { type DeskFrame, deskPage, LISTS, type List, listTabs } from './render/page.ts';
import { plain } from './render/text.ts';
import * as views from './render/views.ts';
import type { DeskEnv } from './session.ts';

/** The command behind each list. */
const COMMANDS: Readonly<Record<List, string>> = {
  owed: 'queue',
  mine: 'queue mine',
  quiet: 'queue quiet',
  closed: 'queue closed',
};

function listOf(c: Context): List {
  return LISTS.find((list) => list === c.req.query('list')) ?? 'owed';
}

/** The reply as a page of its own, or as the inside of the dialog. */
export async function showReply(
  c: Context<DeskEnv>,
  needs: DeskNeeds,
  reply: Reply,
  more?: Partial<DeskFrame>,
): Promise<Response> {
  const frame = { ...(await deskFrame(c, needs)), ...more };
  const texts = textsOf(c);
  const place = { posting: frame.posting, nowMs: frame.nowMs, texts };
  if (wantsFragment(c)) {
    c.header('HX-Retarget', '#sheet-body');
    c.header('HX-Reswap', 'innerHTML');
    c.header('HX-Desk', 'sheet');
    return c.html(views.replyView(reply, { ...place, heading: 2 }));
  }
  const content = html`<div class="panel">${views.replyView(reply, { ...place, heading: 1 })}</div>`;
  return c.html(
    deskPage(frame, views.replyTitle(reply, texts), listTabs(texts, undefined, {}), content),
  );
}

async function listPage(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const list = listOf(c);
  const reply = await needs.onAsk(commandOf(COMMANDS[list], c.var.session.person));
  if (reply.kind !== 'cards') return showReply(c, needs, reply);
  const texts = textsOf(c);
  const frame = { ...(await deskFrame(c, needs)), list };
  const tabs = listTabs(texts, list, reply.counts ?? {});
  return c.html(
    deskPage(frame, reply.title, tabs, views.listView(reply, list, texts, frame.nowMs)),
  );
}

/** The same list again, with its title and counts, to be morphed into the open page. */
async function listInside(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const list = listOf(c);
  const reply = await needs.onAsk(commandOf(COMMANDS[list], c.var.session.person));
  if (reply.kind !== 'cards') return c.body(null, 204);
  const texts = textsOf(c);
  const { name } = await needs.town();
  return c.html(html`<title>${plain(reply.title)} · ${plain(name)}</title>
${views.listInside(reply, texts, needs.clock.now())}
<hx-partial hx-target="#tabs" hx-swap="outerMorph">${listTabs(texts, list, reply.counts ?? {})}</hx-partial>`);
}

async function itemReplies(c: Context<DeskEnv>, needs: DeskNeeds, id: string) {
  const ask = (verb: string) => needs.onAsk(commandOf(`${verb} ${id}`, c.var.session.person));
  return { show: await ask('show'), why: await ask('why'), history: await ask('history') };
}

async function itemPage(c: Context<DeskEnv>, needs: DeskNeeds, id: string): Promise<Response> {
  const replies = await itemReplies(c, needs, id);
  const texts = textsOf(c);
  const frame = { ...(await deskFrame(c, needs)), item: id };
  const place = { posting: frame.posting, nowMs: frame.nowMs, texts };
  const found = replies.show.kind === 'card' || replies.show.kind === 'page';
  if (!found) {
    c.status(404);
    return showReply(c, needs, replies.show);
  }
  const title =
    replies.show.kind === 'card' ? replies.show.card.title : views.replyTitle(replies.show, texts);
  const content = views.itemView(id, views.itemInside(replies, place));
  return c.html(deskPage(frame, title, listTabs(texts, undefined, {}), content));
}

async function itemInside(c: Context<DeskEnv>, needs: DeskNeeds, id: string): Promise<Response> {
  const replies = await itemReplies(c, needs, id);
  const { posting, nowMs } = await deskFrame(c, needs);
  return c.html(views.itemInside(replies, { posting, nowMs, texts: textsOf(c) }));
}

async function helpPage(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const reply = await needs.onAsk(commandOf('help', c.var.session.person));
  const texts = textsOf(c);
  const keys = views.shortcutsView(texts);
  if (wantsFragment(c)) {
    c.header('HX-Desk', 'sheet');
    const place = { posting: (await deskFrame(c, needs)).posting, nowMs: needs.clock.now(), texts };
    return c.html(html`${views.replyView(reply, { ...place, heading: 2 })}${keys}`);
  }
  const frame = await deskFrame(c, needs);
  const place = { posting: frame.posting, nowMs: frame.nowMs, texts, heading: 1 } as const;
  const content = html`<div class="panel">${views.replyView(reply, place)}${keys}</div>`;
  return c.html(deskPage(frame, texts.help, listTabs(texts, undefined, {}), content));
}

/** Everything that is only looked at. */
export function pages(needs: DeskNeeds): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get('/desk', (c) => listPage(c, needs));
  app.get('/desk/list', (c) => listInside(c, needs));
  app.get('/desk/items/:id{[0-9]{1,15}}', (c) => itemPage(c, needs, c.req.param('id')));
  app.get('/desk/items/:id{[0-9]{1,15}}/inside', (c) => itemInside(c, needs, c.req.param('id')));
  app.get('/desk/help', (c) => helpPage(c, needs));
  app.get('/desk/find', async (c) => {
    const search = (c.req.query('q') ?? '').slice(0, 200).replaceAll(/\s+/g, ' ').trim();
    if (search === '') return c.redirect('/desk', 303);
    const reply = await needs.onAsk(commandOf(`find ${search}`, c.var.session.person));
    return showReply(c, needs, reply, { search });
  });
  app.get('/desk/events', (c) => {
    const item = c.req.query('item');
    const open = async () => (await needs.access.session(c.var.token)) !== null;
    return liveEvents(c, { ...needs, open, ...(item !== undefined && { item }) });
  });
  return app;
}
