import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Card, Reply } from '#ports/desk.ts';
import { fitted } from './fit-blocks.ts';
import { LIMITS, MESSAGE, type Room, roomBeside, VIEW } from './limits.ts';
import { packed, VIEWS, type ViewPlace } from './metadata.ts';
import { showButton } from './render-actions.ts';
import { context } from './render-blocks.ts';
import { cardBlocks, closeLabel, countDown, type Message, toned } from './render-card.ts';
import { escaped, plainLine, plainText } from './text.ts';

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

const CARDS_MAX = 15;
const NOTICE_MAX = 1000;

/** An answer that only the asker sees. A form is told of here; it is filled in where it can be opened. */
export function renderReply(reply: Reply, locale: Locale): Message {
  const title = titleOf(reply);
  const head = title === null ? [] : [header(title)];
  const body = replyBlocks(reply, roomBeside(MESSAGE, head), locale);
  return { text: escaped(lineOf(reply)), blocks: [...head, ...body] };
}

/** A page, and the card on it, as a dialog. */
export function renderPage(reply: Of<'page'>, { locale, metadata }: ViewPlace): types.ModalView {
  const { title } = LIMITS.view;
  const head = reply.title.length > title ? [header(reply.title)] : [];
  return {
    type: 'modal',
    callback_id: VIEWS.show,
    private_metadata: packed(metadata),
    title: plainText(plainLine(reply.title, title), title),
    close: closeLabel(locale),
    blocks: [...head, ...replyBlocks(reply, roomBeside(VIEW, head), locale)],
  };
}

export function header(text: string): types.HeaderBlock {
  return { type: 'header', text: plainText(plainLine(text, LIMITS.header), LIMITS.header) };
}

function titleOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'text':
    case 'card':
      return null;
    case 'cards':
    case 'page':
      return reply.title;
    case 'form':
    case 'errors':
      return reply.form.title;
  }
}

/** The whole reply in one line. */
function lineOf(reply: Reply): string {
  if (reply.kind === 'text') return reply.text;
  if (reply.kind !== 'card') return titleOf(reply) ?? '';
  return reply.notice ?? toned(reply.card, reply.card.fallbackText);
}

/** What a reply says under its title. */
export function replyBlocks(reply: Reply, room: Room, locale: Locale): types.KnownBlock[] {
  switch (reply.kind) {
    case 'text':
      return fitted([reply], room, locale);
    case 'card': {
      const notice = reply.notice === undefined ? [] : [section(reply.notice)];
      return [...notice, ...cardBlocks(reply.card, roomBeside(room, notice))];
    }
    case 'cards':
      return list(reply, room, locale);
    case 'page':
      return page(reply, room, locale);
    case 'form':
    case 'errors':
      return fitted(reply.form.body, room, locale);
  }
}

function section(text: string): types.SectionBlock {
  return { type: 'section', text: plainText(text, NOTICE_MAX) };
}

/** The card may take half of the room, whatever it leaves is the page's. */
function page({ body, card }: Of<'page'>, room: Room, locale: Locale): types.KnownBlock[] {
  const half = { ...room, blocks: Math.floor(room.blocks / 2), size: Math.floor(room.size / 2) };
  const under = card ? cardBlocks(card, half) : [];
  const over = fitted(body, roomBeside(room, under), locale);
  return over.length + under.length > 0 ? [...over, ...under] : [context(deskTexts(locale).empty)];
}

/** Many cards are a list to choose from: as many as fit, and how many are not shown. */
function list(reply: Of<'cards'>, room: Room, locale: Locale): types.KnownBlock[] {
  const head = counts(reply, locale);
  const tail = [reply.more, reply.quiet].filter((text) => text !== undefined);
  const nothing = [context(deskTexts(locale).empty)];
  const shown = (n: number): types.KnownBlock[] => {
    const left = reply.cards.length - n;
    const others = left > 0 ? [chatTexts(locale).others(left)] : [];
    const under = [...others, ...tail].map((text) => context(plainLine(text, NOTICE_MAX)));
    const cards = reply.cards.slice(0, n).map(listed);
    return [...head, ...(cards.length + left > 0 ? cards : nothing), ...under];
  };
  let n = Math.min(reply.cards.length, CARDS_MAX);
  while (n > 0 && room.sizeOf(shown(n)) > room.size) n -= 1;
  return shown(n);
}

function counts(reply: Of<'cards'>, locale: Locale): types.KnownBlock[] {
  const { list: names } = deskTexts(locale);
  const digits = new Intl.NumberFormat(locale);
  const told = (['owed', 'mine', 'quiet', 'closed'] as const).flatMap((name) => {
    const n = reply.counts?.[name];
    return n === undefined ? [] : [`${names[name]}: ${digits.format(n)}`];
  });
  return told.length > 0 ? [context(told.join(' · '))] : [];
}

/** A card among others: what it is, when it is due, and a button that opens it. */
function listed(card: Card): types.SectionBlock {
  const { due } = deskTexts(card.locale);
  return {
    type: 'section',
    text: plainText(plainLine(toned(card, card.title), LIMITS.line), LIMITS.line),
    ...(card.dueAtMs !== undefined && {
      fields: [plainText(due, LIMITS.text), countDown(card.dueAtMs)],
    }),
    accessory: showButton(card),
  };
}
