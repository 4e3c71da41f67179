/**
 * What our own words can tell. Criticism of the town or its officials is never among them: it is
 * protected, and grounds for nothing (UA 5.3, 6.1).
 */
export const CUE_KINDS = [
  'greeting',
  'question-word',
  'inversion',
  'indirect-question',
  'request',
  'fault',
  'fault-thing',
  'fault-state',
  'silence',
  'error-of-fact',
  'complaint',
  'thanks',
  'own-matter',
  'case-number',
  'politics',
  'town',
  'threat',
  'incitement',
  'crisis',
  'tax-number',
  'personal-number',
  // Words another language's list, or a wildcard, takes for its own (`slut`, Херсон, `stort fan`).
  'innocent',
] as const;

export type CueKind = (typeof CUE_KINDS)[number];

/** Terms per kind, as `phrases.ts` reads them: `*` for endings, a leading `-` for false friends. */
export type CueList = Readonly<Record<CueKind, readonly string[]>>;

export const list = (terms: string): readonly string[] =>
  terms.split(',').map((term) => term.trim());
