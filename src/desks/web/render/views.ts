import { html } from 'hono/html';
import type { DeskTexts } from '#locales/desk/en.ts';
import type { Card, Reply } from '#ports/desk.ts';
import { blocks } from './blocks.ts';
import { cardView } from './card.ts';
import { type FormPlace, formView } from './form.ts';
import type { List } from './page.ts';
import { type Html, words } from './text.ts';

export type Cards = Extract<Reply, { kind: 'cards' }>;

/** Where a reply is shown; `prefix` keeps ids apart in the dialog, over a page with the same cards. */
export interface ReplyPlace extends FormPlace {
  readonly nowMs: number;
  readonly prefix?: string;
}

function cardList(
  cards: readonly Card[],
  { nowMs, prefix = '' }: Pick<ReplyPlace, 'nowMs' | 'prefix'>,
): Html {
  return html`${cards.map((card) => cardView(card, { nowMs, heading: 2, prefix }))}`;
}

/** What is looked at: one of the lists, a page of it, perhaps only the own department's. */
export interface Look {
  readonly list: List;
  readonly page: number;
  readonly own: boolean;
}

export function lookQuery({ list, page, own }: Look): string {
  const query = new URLSearchParams({
    ...(list !== 'owed' && { list }),
    ...(page > 1 && { page: String(page) }),
    ...(own && { own: '1' }),
  });
  return query.size > 0 ? `?${query}` : '';
}

function departmentSwitch(look: Look, { departments }: DeskTexts): Html {
  const link = (own: boolean) =>
    html`<a href="/desk${lookQuery({ ...look, page: 1, own })}"${own === look.own && html` aria-current="true"`}>${own ? departments.own : departments.all}</a>`;
  return html`<p class="switch">${link(false)}${link(true)}</p>`;
}

/** What is inside `#list`: fetched again whenever something changes, and morphed into the page. */
export function listInside(reply: Cards, place: ReplyPlace, look?: Look): Html {
  const { texts, nowMs } = place;
  const next = look && { ...look, page: look.page + 1 };
  return html`<div class="list-head"><h1 class="ds-heading" id="list-title">${words(reply.title)}</h1>${look && departmentSwitch(look, texts)}</div>
${reply.cards.length === 0 && html`<div class="empty"><p>${texts.empty}</p>${look && html`<p class="quiet">${texts.emptyHint}</p>`}</div>`}
<div id="cards" class="cards" data-now="${nowMs}">${cardList(reply.cards, { nowMs })}</div>
${reply.more !== undefined && html`<p class="quiet-line">${next ? html`<a href="/desk${lookQuery(next)}">${words(reply.more)}</a>` : words(reply.more)}</p>`}
${reply.quiet !== undefined && html`<p class="quiet-line"><a href="/desk?list=quiet">${words(reply.quiet)}</a></p>`}`;
}

/** A list that keeps itself fresh from an address. */
export function listView(address: string, inside: Html): Html {
  return html`<div id="list" hx-get="${address}" hx-swap="innerMorph" hx-sync="this:queue last"
  hx-trigger="item from:#live throttle:400ms, hello from:#live, refresh">${inside}</div>`;
}

/** A reply on a page or in the dialog; `heading` is its outermost level. */
function replyBody(reply: Reply, place: ReplyPlace): Html {
  const { texts } = place;
  switch (reply.kind) {
    case 'text':
      return html`<p class="prose">${words(reply.text)}</p>`;
    case 'card':
      return html`${reply.notice !== undefined && html`<p class="prose">${words(reply.notice)}</p>`}<div class="cards">${cardList([reply.card], place)}</div>`;
    case 'cards':
      return html`${reply.cards.length === 0 && html`<p class="quiet">${texts.empty}</p>`}<div class="cards">${cardList(reply.cards, place)}</div>
${reply.more !== undefined && html`<p class="quiet more">${words(reply.more)}</p>`}`;
    case 'page':
      return html`<div class="body">${blocks(reply.body, texts)}</div>${reply.card && html`<div class="cards">${cardList([reply.card], place)}</div>`}`;
    case 'form':
      return formView(reply.form, place);
    case 'errors':
      return formView(reply.form, { ...place, errors: reply.errors });
  }
}

export function replyTitle(reply: Reply, texts: DeskTexts): string {
  switch (reply.kind) {
    case 'text':
    case 'card':
      return texts.answer;
    case 'cards':
    case 'page':
      return reply.title;
    case 'form':
    case 'errors':
      return reply.form.title;
  }
}

/** The same content in the dialog and, without JavaScript, as a page of its own. */
export function replyView(reply: Reply, place: ReplyPlace & { readonly heading: 1 | 2 }): Html {
  const title = words(replyTitle(reply, place.texts));
  const top =
    place.heading === 1
      ? html`<h1 class="ds-heading">${title}</h1>`
      : html`<h2 class="ds-heading" id="sheet-title" tabindex="-1">${title}</h2>`;
  return html`${top}${replyBody(reply, place)}`;
}

/** What is inside `#item`: the card, why it is due then, and all that happened. */
export function itemInside(
  replies: { readonly show: Reply; readonly why: Reply; readonly history: Reply },
  place: ReplyPlace,
): Html {
  const { show, why, history } = replies;
  const { texts, nowMs } = place;
  const card = show.kind === 'card' || show.kind === 'page' ? show.card : undefined;
  const head = card
    ? html`<div class="cards" data-now="${nowMs}">${cardView(card, { nowMs, heading: 1 })}</div>${show.kind === 'page' && html`<div class="body">${blocks(show.body, texts)}</div>`}`
    : html`<h1 class="ds-heading">${words(replyTitle(show, texts))}</h1>${replyBody(show, place)}`;
  return html`<p class="back"><a class="ds-link" href="/desk">← ${texts.back}</a></p>
${head}
<section class="panel" aria-labelledby="why-title"><h2 class="ds-heading" id="why-title">${texts.why}</h2>${replyBody(why, place)}</section>
<section class="panel" aria-labelledby="history-title"><h2 class="ds-heading" id="history-title">${texts.history}</h2>${replyBody(history, place)}</section>`;
}

export function itemView(id: string, inside: Html): Html {
  return html`<div id="item" hx-get="/desk/items/${id}/inside" hx-swap="innerMorph" hx-sync="this:queue last"
  hx-trigger="item from:#live throttle:400ms, hello from:#live, refresh">${inside}</div>`;
}

const SHORTCUTS = [
  ['j k', 'move'],
  ['Enter', 'open'],
  ['a', 'take'],
  ['r', 'reply'],
  ['n', 'noAnswer'],
  ['f', 'forward'],
  ['/', 'search'],
  ['?', 'help'],
  ['Esc', 'close'],
] as const;

export function shortcutsView(texts: DeskTexts): Html {
  return html`<section aria-labelledby="shortcuts-title"><h2 class="ds-heading" id="shortcuts-title">${texts.shortcuts}</h2>
<dl class="keys">${SHORTCUTS.map(
    ([keys, what]) =>
      html`<div><dt>${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${texts.shortcut[what]}</dd></div>`,
  )}</dl></section>`;
}
