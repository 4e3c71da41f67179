import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Action, Card, Tone } from '#ports/desk.ts';
import { blocks } from './blocks.ts';
import { type Html, words } from './text.ts';

/** Single keys that press a card's button (issue 2 §7). */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['take', 'a'],
  ['reply', 'r'],
  ['no-answer', 'n'],
  ['forward', 'f'],
]);

const MINUTE_MS = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const;

/** "in 3 hours", "2 days ago": the largest unit that fits, towards zero. */
export function relative(atMs: number, nowMs: number, locale: string): string {
  const gapMs = atMs - nowMs;
  const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(gapMs) >= ms) ?? UNITS[2];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(gapMs / unitMs) || 0, unit);
}

/** The address of the page about what a card is about; null for a card without one. */
export function pageOf(key: string): string | null {
  const id = /^item:(\d{1,15})$/.exec(key)?.[1];
  return id === undefined ? null : `/desk/items/${id}`;
}

/** Changes when anything on the card does: tells the browser which cards are other ones now. */
export function cardHash(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 12);
}

/** Button of the form `#ask`, which stands once on every page. */
function actionButton(action: Action): Html {
  const key = KEYS.get(action.verb);
  const colour =
    action.style === 'danger'
      ? html` data-color="danger"`
      : action.style === 'primary'
        ? ''
        : html` data-color="neutral"`;
  return html`<button type="submit" form="ask" name="do" value="${action.verb}|${action.ref}|${action.rev}"
  class="ds-button" data-variant="${action.style === 'primary' ? 'primary' : 'secondary'}"${colour}
  data-verb="${action.verb}"${key && html` aria-keyshortcuts="${key}"`}>${words(action.label)}${key && html`<kbd aria-hidden="true">${key}</kbd>`}</button>`;
}

const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  calm: 'neutral',
  attention: 'warning',
  urgent: 'danger',
  done: 'success',
};

function toneTag(card: Card): Html | null {
  if (card.tone === 'calm') return null;
  const { tone } = deskTexts(card.locale);
  return html`<span class="ds-tag tone" data-color="${TONE_COLOURS[card.tone]}">${tone[card.tone]}</span>`;
}

function dueTime(card: Card, nowMs: number): Html | null {
  if (card.dueAtMs === undefined) return null;
  const { due, late } = deskTexts(card.locale);
  const iso = new Date(card.dueAtMs).toISOString();
  return html`<span class="due" data-late="${late}" data-due="${due}"><span>${
    card.dueAtMs < nowMs ? late : due
  }</span> <time datetime="${iso}">${relative(card.dueAtMs, nowMs, card.locale)}</time></span>`;
}

export interface CardPlace {
  readonly nowMs: number;
  /** Level of its heading in the page. */
  readonly heading: 1 | 2;
  /** Keeps ids apart when a card is shown over a page that shows it too. */
  readonly prefix?: string;
}

/** A card in the language it is written in. Its id stays, so that it is edited in place. */
export function cardView(card: Card, { nowMs, heading, prefix = '' }: CardPlace): Html {
  const texts = deskTexts(card.locale);
  const id = prefix + card.key.replaceAll(/[^\w-]/g, '-');
  const page = pageOf(card.key);
  const title = words(card.title);
  const link = page && heading === 2 ? html`<a href="${page}">${title}</a>` : title;
  const top =
    heading === 1
      ? html`<h1 class="ds-heading" id="title-${id}">${link}</h1>`
      : html`<h2 class="ds-heading" id="title-${id}">${link}</h2>`;
  return html`<article class="card" id="card-${id}" lang="${card.locale}" tabindex="-1" aria-labelledby="title-${id}"
  data-key="${card.key}" data-tone="${card.tone}" data-hash="${cardHash(card)}">
  <header>${top}<div class="state">${toneTag(card)}${dueTime(card, nowMs)}</div></header>
  <div class="body">${blocks(card.body, texts)}</div>
  ${(card.actions.length > 0 || card.overflow.length > 0) && cardActions(card)}
</article>`;
}

function cardActions(card: Card): Html {
  const more =
    card.overflow.length > 0 &&
    html`<details class="menu"><summary class="ds-button" data-variant="tertiary" data-color="neutral">${deskTexts(card.locale).more}</summary>
    <div class="menu-items">${card.overflow.map(actionButton)}</div></details>`;
  return html`<div class="actions">${card.actions.map(actionButton)}${more}</div>`;
}
