import type { Locale } from '#domain/locale.ts';
import { type DeskTexts, en } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, DeskTexts>> = { en, sv, nb, uk };

/** What the web desk itself says, around the cards. */
export function deskTexts(locale: Locale): DeskTexts {
  return TEXTS[locale];
}
