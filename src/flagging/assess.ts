import type { ItemClass } from '#domain/items/class.ts';
import type { FlagCategory } from '#domain/items/flag.ts';
import type { Reading, RuleFlag } from './reading.ts';

/** What is to be gone fast where it is public (BBS 5 §, Härjedalen 4.1, Ludvika "Innehåll"). */
const TO_REMOVE: ReadonlySet<FlagCategory> = new Set([
  'threat',
  'incitement',
  'hate',
  'sexual',
  'violence',
  'secrecy',
]);
const OFFENDING: ReadonlySet<FlagCategory> = new Set(['insult', 'profanity']);

/** The class to suggest; a person confirms it. Order: what is owed soonest to the public comes first. */
export function suggestClass({ asked, cues }: Reading, flags: readonly RuleFlag[]): ItemClass {
  if (asked.visibility === 'private') return 'message';
  const has = (category: FlagCategory) => flags.some((flag) => flag.category === category);
  const told = (...rules: readonly RuleFlag['rule'][]) =>
    flags.some((flag) => rules.includes(flag.rule));
  const isSure = (category: FlagCategory) =>
    flags.some((flag) => flag.category === category && flag.band === 'urgent');
  if (flags.some(({ category }) => TO_REMOVE.has(category))) return 'unlawful';
  if (isSure('malicious-link')) return 'unlawful';
  // One's own number in one's own matter breaks no rule; it is still put before people at once.
  if (isSure('personal-data') && !has('own-matter')) return 'unlawful';
  // Somebody may die: an answer is owed whatever else the text is.
  if (has('crisis')) return 'question';
  const asks = has('question') || told('request', 'fault', 'fault-report', 'silence');
  // Residents ask each other too (Ludvika: not all questions need the municipality's answer).
  const isForTown = asks && cues.some((cue) => cue.tag === 'town');
  if (asked.repliesToCitizen && !isForTown) return 'citizen-to-citizen';
  if (has('own-matter')) return 'own-matter';
  if (has('politics')) return 'political';
  if (asks) return 'question';
  if (told('error-of-fact')) return 'error-of-fact';
  if (told('complaint') || flags.some(({ category }) => OFFENDING.has(category))) return 'negative';
  return has('praise') ? 'praise' : 'neutral';
}
