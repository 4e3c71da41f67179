import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Card, Tone } from '#ports/desk.ts';
import { fitted } from './fit-blocks.ts';
import { LIMITS, MESSAGE, type Room, roomBeside, VIEW } from './limits.ts';
import { type Metadata, packed, VIEWS } from './metadata.ts';
import { actionRow, allActions } from './render-actions.ts';
import { escaped, plainLine, plainText } from './text.ts';

/** A message as Slack takes it. */
export interface Message {
  /** One line for notifications and for where blocks cannot be shown. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

export function renderCard(card: Card): Message {
  return { text: escaped(toned(card, card.fallbackText)), blocks: cardBlocks(card, MESSAGE) };
}

/** The whole card in a dialog, with everything that can be done as a button. */
export function renderCardModal(card: Card, metadata: Metadata): types.ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.show,
    private_metadata: packed(metadata),
    title: plainText(chatTexts(card.locale).wholeCard, LIMITS.view.title),
    close: closeLabel(card.locale),
    blocks: cardBlocks(card, VIEW, allActions(card)),
  };
}

export function closeLabel(locale: Locale): types.PlainTextElement {
  return plainText(deskTexts(locale).close, LIMITS.view.button);
}

/** Title and buttons always; of the body what fits between them. */
export function cardBlocks(
  card: Card,
  room: Room,
  buttons: readonly types.KnownBlock[] = actionRow(card),
): types.KnownBlock[] {
  const head = [title(card), ...clock(card)];
  const body = fitted(card.body, roomBeside(room, [...head, ...buttons]), card.locale);
  return [...head, ...body, ...buttons];
}

/** The block by which the message is found again. */
function title(card: Card): types.HeaderBlock {
  return {
    type: 'header',
    block_id: card.key.slice(0, LIMITS.blockId),
    text: plainText(plainLine(toned(card, card.title), LIMITS.header), LIMITS.header),
  };
}

const SIGNS: Readonly<Record<Exclude<Tone, 'calm'>, string>> = {
  attention: '🟠',
  urgent: '🔴',
  done: '✅',
};

/** A tone in words too: a colour alone is not seen by everybody. */
export function toned({ tone, locale }: Pick<Card, 'tone' | 'locale'>, text: string): string {
  return tone === 'calm' ? text : `${SIGNS[tone]} ${deskTexts(locale).tone[tone]} · ${text}`;
}

function clock({ dueAtMs, locale }: Card): types.KnownBlock[] {
  if (dueAtMs === undefined) return [];
  return [
    {
      type: 'context',
      elements: [plainText(deskTexts(locale).due, LIMITS.text), countDown(dueAtMs)],
    },
  ];
}

/** Counted down by Slack itself, in the reader's zone. Constant but for the moment, so it may be `mrkdwn`. */
export function countDown(atMs: number): types.MrkdwnElement {
  const seconds = Math.floor(atMs / 1000);
  const utc = `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { type: 'mrkdwn', text: `<!date^${seconds}^{ago}|${utc}>`, verbatim: true };
}
