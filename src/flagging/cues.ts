import { LOCALES, type Locale } from '#domain/locale.ts';
import { CUE_KINDS, type CueKind, type CueList } from './cues/cue-list.ts';
import { en } from './cues/en.ts';
import { nb } from './cues/nb.ts';
import { sv } from './cues/sv.ts';
import { uk } from './cues/uk.ts';
import type { Token } from './normalize.ts';
import { findTerms, indexTerms, type TermHit, type TermIndex } from './phrases.ts';

export const CUES: Readonly<Record<Locale, CueList>> = { sv, nb, uk, en };

export type CueHit = TermHit<CueKind>;

const index = Object.fromEntries(
  LOCALES.map((locale) => {
    const entries = CUE_KINDS.flatMap((tag) => CUES[locale][tag].map((term) => ({ tag, term })));
    // Our own cues list their inflections: a stemmer's relatives would be anybody's guess.
    return [locale, indexTerms(locale, entries, null)];
  }),
) as Record<Locale, TermIndex<CueKind>>;

/** What our own words tell of a text, in these languages, the languages in the order given. */
export function findCues(tokens: readonly Token[], locales: readonly Locale[]): CueHit[] {
  return findTerms(
    locales.map((locale) => index[locale]),
    tokens,
  );
}
