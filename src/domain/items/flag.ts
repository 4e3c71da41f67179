import type { ItemClass } from './class.ts';

/** What a rule may find. Most map to one of the town's published grounds; none acts (UA 8.1, 8.3). */
export const FLAG_CATEGORIES = [
  'insult',
  'hate',
  'threat',
  'incitement',
  'sexual',
  'violence',
  'profanity',
  'personal-data',
  'secrecy',
  'malicious-link',
  'spam',
  'crisis',
  'question',
  'request',
  'own-matter',
  'politics',
  'praise',
  'reported',
] as const;

export type FlagCategory = (typeof FLAG_CATEGORIES)[number];

/** Place in the text, in UTF-16 code units, end not included. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A reason to look at an item. `rule` names the rule and `why` its parameters, which the locales put
 * into words ("question mark + 'när'"). `shown` is what may be displayed: personal numbers are masked.
 */
export interface Flag {
  readonly source: 'rules' | 'visitor' | 'staff';
  readonly category: FlagCategory;
  readonly rule: string;
  readonly why: Readonly<Record<string, string | number>>;
  readonly ground?: string;
  readonly shown?: string;
  readonly span?: TextSpan;
  /** 'urgent' is put before people at once, 'review' makes a card, 'note' is only shown. */
  readonly band: 'urgent' | 'review' | 'note';
}

export interface Assessment {
  readonly flags: readonly Flag[];
  /** Suggested class; a person confirms or changes it. */
  readonly suggestedClass: ItemClass;
  readonly language: string;
  /** Version of engine and lists, stored with the flags: why a text was flagged must stay answerable. */
  readonly rulesVersion: string;
}
