import type { Locale } from '#domain/locale.ts';
import { en, type NoticeTexts } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, NoticeTexts>> = { en, sv, nb, uk };

/** What a manager is written when something is wrong with a desk. */
export function noticeTexts(locale: Locale): NoticeTexts {
  return TEXTS[locale];
}
