import type { Locale } from '#domain/locale.ts';
import { en, type FlagTexts, type Why } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const texts: Readonly<Record<Locale, FlagTexts>> = { en, sv, nb, uk };

export const flagTexts = (locale: Locale): FlagTexts => texts[locale];

/** A flag's reason in words. A rule of another engine, or of an older one, is named as it is. */
export function flagReason(
  flag: { readonly rule: string; readonly why: Why },
  locale: Locale,
): string {
  const { reason, disguise, unknownRule } = texts[locale];
  if (!Object.hasOwn(reason, flag.rule)) return unknownRule(flag.rule);
  const how = String(flag.why['how'] ?? '');
  const shownHow = Object.hasOwn(disguise, how) ? disguise[how as keyof typeof disguise] : how;
  return reason[flag.rule as keyof typeof reason](flag.why, shownHow);
}
