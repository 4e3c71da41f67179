import type { FlagCategory } from '#domain/items/flag.ts';
import { originalSpan } from './normalize.ts';
import { flagAt, flagHit, type Reading, type RuleFlag } from './reading.ts';

const TOLD_BY_CUE: readonly {
  readonly tag:
    | 'threat'
    | 'incitement'
    | 'crisis'
    | 'own-matter'
    | 'politics'
    | 'thanks'
    | 'error-of-fact'
    | 'complaint';
  readonly category: FlagCategory;
  readonly band: 'urgent' | 'note';
}[] = [
  { tag: 'threat', category: 'threat', band: 'urgent' },
  { tag: 'incitement', category: 'incitement', band: 'urgent' },
  { tag: 'crisis', category: 'crisis', band: 'urgent' },
  { tag: 'own-matter', category: 'own-matter', band: 'note' },
  { tag: 'politics', category: 'politics', band: 'note' },
  { tag: 'thanks', category: 'praise', band: 'note' },
  { tag: 'error-of-fact', category: 'request', band: 'note' },
  { tag: 'complaint', category: 'request', band: 'note' },
];

/** What our own few words tell: the first hit of each kind. */
export function findToldByCues({ normal, cues }: Reading): RuleFlag[] {
  return TOLD_BY_CUE.flatMap(({ tag, category, band }) => {
    const cue = cues.find((one) => one.tag === tag);
    return cue ? [flagHit(normal, cue, { category, rule: tag, band })] : [];
  });
}

// KS-2026/118, 2026-00123, BYGG 2026:42, 26/1042, №1234: a year or register, a sign, a number.
const CASE_NUMBER =
  /^[\s.:#№-]{0,4}(?:n[or]?[\s.:]{1,2})?([\p{L}]{0,6}[ -]?\d{2,4}[ ]?[/:-][ ]?\d{1,6}|№?\s?\d{3,9})/u;

/** A diary or case number: the matter is in the registry already (Ludvika "Diarie", Malmö "Info"). */
export function findCaseNumber({ normal, cues }: Reading): RuleFlag[] {
  for (const cue of cues) {
    const word = normal.tokens[cue.last];
    if (cue.tag !== 'case-number' || !word) continue;
    const match = CASE_NUMBER.exec(normal.text.slice(word.to, word.to + 40));
    const number = match?.[1];
    if (!match || !number) continue;
    const to = word.to + match[0].length;
    const written = originalSpan(normal, to - number.length, to);
    const from = normal.tokens[cue.first]?.from ?? word.from;
    const finding = { category: 'own-matter', rule: 'case-number', band: 'note' } as const;
    const why = { number: normal.original.slice(written.start, written.end).trim() };
    return [flagAt(normal.original, originalSpan(normal, from, to), { ...finding, why })];
  }
  return [];
}
