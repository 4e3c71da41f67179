import type { Locale } from '#domain/locale.ts';
import { type ChatTexts, en } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, ChatTexts>> = { en, sv, nb, uk };

/** What a desk in a chat says besides what every desk does. */
export function chatTexts(locale: Locale): ChatTexts {
  return TEXTS[locale];
}
