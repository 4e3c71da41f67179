import type { Locale } from '#domain/locale.ts';
import { en, type HistoryTexts } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, HistoryTexts>> = { en, sv, nb, uk };

/** What happened to an item, one sentence an entry of the log. */
export function historyTexts(locale: Locale): HistoryTexts {
  return TEXTS[locale];
}
