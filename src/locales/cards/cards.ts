import type { Locale } from '#domain/locale.ts';
import { type CardTexts, en } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, CardTexts>> = { en, sv, nb, uk };

/** What cards, forms and answers of the desk say. */
export function cardTexts(locale: Locale): CardTexts {
  return TEXTS[locale];
}
