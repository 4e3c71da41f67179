import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Person } from '#domain/people/person.ts';
import type { Reply } from '#ports/desk.ts';
import { commandOf } from './asks.ts';
import { type DeskNeeds, deskFrame, textsOf, wantsFragment } from './frame.ts';
import { liveEvents } from './live.ts';
import { type DeskFrame, deskPage, LISTS, listTabs } from './render/page.ts';
import { plain } from './render/text.ts';
import * as views from './render/views.ts';
import type { DeskEnv } from './session.ts';

function lookOf(c: Context): views.Look {
  const list = LISTS.find((each) => each === c.req.query('list')) ?? 'owed';
  const page = Math.min(Math.max(Math.trunc(Number(c.req.query('page'))) || 1, 1), 1000);
  return { list, page, own: c.req.query('own') === '1' };
}

/** The command behind a list; the department comes after the page. */
function listCommand({ list, page, own }: views.Look, { department }: Person): string {
  return ['queue', list, page, ...(own ? [department] : [])].join(' ');
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
    return c.html(views.replyView(reply, { ...place, heading: 2, prefix: 'sheet-' }));
  }
  const content = html`<div class="panel">${views.replyView(reply, { ...place, heading: 1 })}</div>`;
  return c.html(deskPage(frame, views.replyTitle(reply, texts), listTabs(texts), content));
}

async function listPage(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const look = lookOf(c);
  const { person } = c.var.session;
  const reply = await needs.onAsk(commandOf(listCommand(look, person), person));
  if (reply.kind !== 'cards') return showReply(c, needs, reply);
  const texts = textsOf(c);
  const frame = await deskFrame(c, needs);
  const inside = views.listInside(reply, { ...frame, texts }, look);
  const content = views.listView(`/desk/list${views.lookQuery(look)}`, inside);
  return c.html(deskPage(frame, reply.title, listTabs(texts, look.list, reply.counts), content));
}

/** The same list again, with its title and counts, to be morphed into the open page. */
async function listInside(c: Context<DeskEnv>, needs: DeskNeeds): Promise<Response> {
  const look = lookOf(c);
  const { person } = c.var.session;
  const reply = await needs.onAsk(commandOf(listCommand(look, person), person));
  if (reply.kind !== 'cards') return c.body(null, 204);
  const texts = textsOf(c);
  const frame = await deskFrame(c, needs);
  return c.html(html`<title>${plain(reply.title)} · ${plain(frame.town)}</title>
${views.listInside(reply, { ...frame, texts }, look)}
<hx-partial hx-target="#tabs" hx-swap="outerMorph">${listTabs(texts, look.list, reply.counts)}</hx-partial>`);
}

/** What was found, kept fresh like a list. */
async function findPage(c: Context<DeskEnv>, needs: DeskNeeds, how: 'page' | 'inside') {
  const search = (c.req.query('q') ?? '').slice(0, 200).replaceAll(/\s+/g, ' ').trim();
  if (search === '') return c.redirect('/desk', 303);
  const reply = await needs.onAsk(commandOf(`find ${search}`, c.var.session.person));
  if (reply.kind !== 'cards')
    return how === 'page' ? showReply(c, needs, reply, { search }) : c.body(null, 204);
  const texts = textsOf(c);
  const frame = { ...(await deskFrame(c, needs)), search };
  const inside = views.listInside(reply, { ...frame, texts });
  if (how === 'inside') return c.html(inside);
  const content = views.listView(`/desk/find/inside?${new URLSearchParams({ q: search })}`, inside);
  return c.html(deskPage(frame, reply.title, listTabs(texts), content));
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
  return c.html(deskPage(frame, title, listTabs(texts), content));
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
    return c.html(html`${keys}${views.replyView(reply, { ...place, heading: 2 })}`);
  }
  const frame = await deskFrame(c, needs);
  const place = { posting: frame.posting, nowMs: frame.nowMs, texts, heading: 1 } as const;
  const content = html`<div class="panel">${views.replyView(reply, place)}${keys}</div>`;
  return c.html(deskPage(frame, texts.help, listTabs(texts), content));
}

/** Everything that is only looked at. */
export function pages(needs: DeskNeeds): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get('/desk', (c) => listPage(c, needs));
  app.get('/desk/list', (c) => listInside(c, needs));
  app.get('/desk/items/:id{[0-9]{1,15}}', (c) => itemPage(c, needs, c.req.param('id')));
  app.get('/desk/items/:id{[0-9]{1,15}}/inside', (c) => itemInside(c, needs, c.req.param('id')));
  app.get('/desk/help', (c) => helpPage(c, needs));
  app.get('/desk/find', (c) => findPage(c, needs, 'page'));
  app.get('/desk/find/inside', (c) => findPage(c, needs, 'inside'));
  app.get('/desk/events', (c) => {
    // Nobody would read the stream, nor end it.
    if (c.req.method === 'HEAD') return c.body(null, 204);
    const item = c.req.query('item');
    const open = async () => (await needs.access.session(c.var.token)) !== null;
    return liveEvents(c, { ...needs, open, ...(item !== undefined && { item }) });
  });
  return app;
}
