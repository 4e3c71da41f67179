import type { types } from '@slack/bolt';
import { chatTexts } from '#locales/chat/chat.ts';
import type { Action, Card } from '#ports/desk.ts';
import { LIMITS } from './limits.ts';
import { chunked } from './render-blocks.ts';
import { plainText } from './text.ts';

/** `item:12` is about item 12, and so is whatever has a longer key, such as `forwarded:12:…`. */
function refOf({ key }: Card): string {
  const [, ref = key] = key.split(':');
  return ref;
}

function tokenOf({ verb, ref, rev }: Action): string {
  return `${verb}|${ref}|${rev}`.slice(0, LIMITS.token);
}

/** `n` keeps the buttons of a block apart. */
function button(action: Action, n: number): types.Button {
  const { label, style } = action;
  return {
    type: 'button',
    action_id: `desk:${n}`,
    text: plainText(label, LIMITS.button),
    value: tokenOf(action),
    ...(style && { style }),
  };
}

/** Opens a card from a list of them. */
export function showButton(card: Card): types.Button {
  const { show } = chatTexts(card.locale);
  return button({ verb: 'show', ref: refOf(card), rev: card.rev, label: show }, 0);
}

/** More than fits into a menu waits behind its last entry, which shows the whole card. */
function menu(card: Card): types.Overflow {
  const { overflow, rev } = card;
  const { more } = chatTexts(card.locale);
  const entries: readonly Action[] =
    overflow.length <= LIMITS.overflow
      ? overflow
      : [
          ...overflow.slice(0, LIMITS.overflow - 1),
          { verb: 'more', ref: refOf(card), rev, label: more },
        ];
  const options = entries.map((action) => ({
    text: plainText(action.label, LIMITS.option.text),
    value: tokenOf(action),
  }));
  return { type: 'overflow', action_id: 'desk:menu', options };
}

/** The row under a card: its buttons, and a menu of the rarer ones. */
export function actionRow(card: Card): types.ActionsBlock[] {
  const elements = [...card.actions.map(button), ...(card.overflow.length > 0 ? [menu(card)] : [])];
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
}

/** Everything that can be done with a card, each as a button. */
export function allActions({ actions, overflow }: Card): types.ActionsBlock[] {
  return chunked([...actions, ...overflow].map(button), LIMITS.actions).map((elements) => ({
    type: 'actions',
    elements,
  }));
}
