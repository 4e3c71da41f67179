import type { Locale } from '../locale.ts';

/** A published rule of the house. Only a published one, in force that day, may ground a measure (UA 6.8). */
export interface Ground {
  readonly id: string;
  /** Published wording per language; at least the town's own. */
  readonly wording: Partial<Readonly<Record<Locale, string>>>;
  readonly law: string;
  /** Where citizens can read it. */
  readonly publishedAt: string;
  /** Local dates; `until` included. */
  readonly from: string;
  readonly until?: string;
  readonly permits: readonly ('hide' | 'remove' | 'block')[];
  /** Words that raise a flag for it, per language; inflections are found by stemming. A flag never acts. */
  readonly words: Partial<Readonly<Record<Locale, readonly string[]>>>;
}
