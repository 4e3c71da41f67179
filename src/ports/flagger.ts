import type { Assessment } from '#domain/items/flag.ts';
import type { Ground } from '#domain/items/grounds.ts';
import type { Locale } from '#domain/locale.ts';

export interface AssessedText {
  readonly text: string;
  readonly channelLocale: Locale;
  readonly visibility: 'public' | 'private';
  /** Whether it answers another citizen rather than the town. */
  readonly repliesToCitizen: boolean;
  /** Earlier texts of the same author within the flood window, newest first, with their times. */
  readonly recentByAuthor: readonly { readonly text: string; readonly atMs: number }[];
  readonly atMs: number;
}

/** Raises flags and suggests a class. A flag never acts; a stronger engine takes this same place. */
export interface Flagger {
  assess(text: AssessedText): Assessment;
}

/** Grounds in force and the town's own hosts and numbers are given when it is made. */
export interface FlaggerSettings {
  readonly grounds: readonly Ground[];
  /** Hosts of the town itself: links to them are never suspicious, look-alikes of them are. */
  readonly ownHosts: readonly string[];
}
