import type { Locale } from '#domain/locale.ts';
import { type ExplanationTexts, en } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, ExplanationTexts>> = { en, sv, nb, uk };

/** Why an answer is due when it is, step by step. */
export function explanationTexts(locale: Locale): ExplanationTexts {
  return TEXTS[locale];
}
