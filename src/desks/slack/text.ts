import type { types } from '@slack/bolt';
import { cut } from '#domain/text.ts';
import { LIMITS } from './limits.ts';

/** Control and format characters (bidi overrides, tags, zero widths), but not line breaks, tabs and joiners. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/** A second joiner joins nothing; it would only keep piled marks apart. */
const REPEATED_JOINERS = /([\u200c\u200d])[\u200c\u200d]+/g;

/** More than four marks on one letter climb over the neighbouring lines ("zalgo"). */
const PILED_MARKS = /((?:[\u200c\u200d]?\p{M}){4})(?:[\u200c\u200d]?\p{M})+/gu;

/** A stranger's words made harmless to look at; nothing of Slack's own markup is touched. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '')
    .replace(REPEATED_JOINERS, '$1')
    .replace(PILED_MARKS, '$1');
}

/** The same in one line of at most `max` UTF-16 code units. */
export function plainLine(text: string, max: number): string {
  return cut(plain(text).replace(/\s+/g, ' ').trim(), max);
}

/** Slack refuses a text in which there is nothing to see. */
export function filled(text: string): string {
  return /[^\s\p{C}]/u.test(text) ? text : '–';
}

/** Text in which Slack reads no markup, no mentions and no names of emoji. */
export function plainText(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: filled(cut(plain(text), max)), emoji: false };
}

/** Escaping makes up to five characters of one. */
const ESCAPED_MAX = LIMITS.text / 5;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An invisible sign behind the `@` and the `:`: nobody is called and no address is opened. */
const INERT = '$&\u2060';

/** For the one text of a message that Slack does parse: the line of its notification. */
export function escaped(text: string): string {
  return filled(plainLine(text, ESCAPED_MAX))
    .replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll(/@(?=channel|everyone|group|here)|:(?=\/\/)/gi, INERT);
}
