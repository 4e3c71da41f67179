import { flagAll, type Reading, type RuleFlag } from './reading.ts';

/** This many texts, the present one included, within the minutes below. */
const MANY_TEXTS = 6;
const MANY_MINUTES = 10;
/** This many alike, the present one included. */
const SIMILAR_TEXTS = 3;
/** Share of common words from which two texts are alike. */
const ALIKE = 0.8;
/** Five people's "Tack!" is no flood, nor one person's. */
const SHORTEST_CHARS = 12;
const COMPARED_TEXTS = 50;
const COMPARED_CHARS = 500;

/** The same author again and again (UA 6.2 spam): alike texts, or many in a short time. */
export function findFlood({ asked }: Reading): RuleFlag[] {
  const earlier = asked.recentByAuthor.slice(0, COMPARED_TEXTS);
  const sinceMs = asked.atMs - MANY_MINUTES * 60_000;
  const many = 1 + earlier.filter(({ atMs }) => atMs >= sinceMs && atMs <= asked.atMs).length;
  const words = wordsOf(asked.text);
  const isComparable = asked.text.trim().length >= SHORTEST_CHARS;
  const alike = isComparable
    ? 1 + earlier.filter(({ text }) => likeness(words, wordsOf(text)) >= ALIKE).length
    : 1;
  const flags: RuleFlag[] = [];
  if (alike >= SIMILAR_TEXTS) {
    flags.push(flood('flood-similar', { count: alike }));
  }
  if (many >= MANY_TEXTS) {
    flags.push(flood('flood-many', { count: many, minutes: MANY_MINUTES }));
  }
  return flags;
}

function flood(rule: 'flood-similar' | 'flood-many', why: Record<string, number>): RuleFlag {
  return flagAll({ category: 'spam', rule, band: 'review', why });
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, COMPARED_CHARS)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}

/** Jaccard: common words over all words of both. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = a.intersection(b).size;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
