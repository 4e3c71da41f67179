import type { ItemClass } from './class.ts';

export type AnswerOrigin = 'desk' | 'native';

/** Each state carries what makes it lawful: an answer its origin, a silence its reason. */
export type ItemState =
  | { readonly kind: 'new' }
  | { readonly kind: 'open' }
  | { readonly kind: 'taken'; readonly holder: string; readonly sinceMs: number }
  | { readonly kind: 'answered'; readonly origin: AnswerOrigin; readonly atMs: number }
  | { readonly kind: 'referred'; readonly referral: string; readonly atMs: number }
  | { readonly kind: 'no-answer'; readonly reason: NoAnswerReason; readonly atMs: number };

export const NO_ANSWER_REASONS = [
  'answered-by-citizen',
  'discussion-among-citizens',
  'no-question',
  'answered-elsewhere',
  'withdrawn',
  'repeated',
  'provocation',
] as const;

/** A deliberate silence has a reason (Ringebu "Representing", Ludvika "Svara snabbt"). */
export type NoAnswerReason = (typeof NO_ANSWER_REASONS)[number];

/** One running or finished instance of a target: it starts when published on the platform. */
export interface Cycle {
  readonly n: number;
  readonly clock: 'answer' | 'removal';
  readonly startAtMs: number;
  /** Null while an open-ended pause stops the clock. */
  readonly dueAtMs: number | null;
  readonly overdueFromMs: number | null;
  readonly stoppedAtMs?: number;
  readonly stoppedBy?: 'answer' | 'native-answer' | 'referral' | 'no-answer' | 'class' | 'gone';
}

/** One comment, question, mention or direct message by a citizen on a channel, with its own clock. */
export interface Item {
  readonly id: number;
  readonly channel: string;
  readonly department: string;
  readonly externalId: string;
  readonly parentExternalId?: string;
  readonly rootExternalId?: string;
  readonly author?: number;
  readonly visibility: 'public' | 'private';
  readonly url?: string;
  readonly publishedAtMs: number;
  readonly receivedAtMs: number;
  readonly itemClass: ItemClass;
  /** Whether a person confirmed the class, or rules only suggest it. */
  readonly classConfirmed: boolean;
  readonly state: ItemState;
  readonly cycle?: Cycle;
  /** How the platform shows it now. */
  readonly presence: 'shown' | 'hidden' | 'gone';
  readonly snoozedUntilMs?: number;
  /** Grows with every change; a button with an older one is stale. */
  readonly rev: number;
}

/** Closed states owe nothing; a new citizen message opens a new cycle. */
export function isClosed(state: ItemState): boolean {
  switch (state.kind) {
    case 'new':
    case 'open':
    case 'taken':
      return false;
    case 'answered':
    case 'referred':
    case 'no-answer':
      return true;
  }
}
