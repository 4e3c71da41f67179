import type { Flag, FlagCategory } from '#domain/items/flag.ts';
import type { AssessedText } from '#ports/flagger.ts';
import type { CueHit } from './cues.ts';
import type { LanguageGuess } from './language.ts';
import { type NormalText, originalSpan } from './normalize.ts';
import type { TermHit } from './phrases.ts';
import type { Rule } from './rules.ts';

/** A text read once, for all detectors. */
export interface Reading {
  readonly asked: AssessedText;
  readonly normal: NormalText;
  readonly guess: LanguageGuess;
  readonly cues: readonly CueHit[];
}

export interface RuleFlag extends Flag {
  readonly rule: Rule;
}

interface Finding {
  readonly category: FlagCategory;
  readonly rule: Rule;
  readonly band: Flag['band'];
  readonly why?: Flag['why'];
  readonly ground?: string;
}

const SHOWN_CHARS = 80;

/** A flag on a place of the original text, in UTF-16 code units, end not included. */
export function flagAt(
  original: string,
  span: { readonly start: number; readonly end: number },
  finding: Finding,
): RuleFlag {
  const { start, end } = span;
  const shown = original.slice(start, Math.min(end, start + SHOWN_CHARS));
  return { source: 'rules', why: {}, shown, span: { start, end }, ...finding };
}

/** A flag on the tokens of a hit; `why.word` is the text found, if nothing else is said. */
export function flagHit(
  normal: NormalText,
  hit: Pick<TermHit<unknown>, 'first' | 'last'>,
  finding: Finding,
): RuleFlag {
  const from = normal.tokens[hit.first]?.from ?? 0;
  const to = normal.tokens[hit.last]?.to ?? 0;
  const found = flagAt(normal.original, originalSpan(normal, from, to), finding);
  return { ...found, why: { word: found.shown ?? '', ...finding.why } };
}

/** A flag on the text as a whole. */
export function flagAll(finding: Finding): RuleFlag {
  return { source: 'rules', why: {}, ...finding };
}
