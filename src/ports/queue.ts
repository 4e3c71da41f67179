import type { Stage } from '#domain/reminders/stage.ts';
import type { Trouble } from './outbox.ts';

/** Something is wrong with a desk, told to one person. */
export interface Notice {
  readonly person: string;
  readonly desk: string;
  readonly trouble: Trouble;
  readonly sinceMs: number;
}

/** What one person is reminded of at one moment. */
export interface ReminderMail {
  /** Names this reminder, once and for all. */
  readonly key: string;
  readonly person: string;
  readonly reminders: readonly { readonly item: number; readonly stage: Stage | 'released' }[];
}

/** Every kind of background work, with its payload. Each may run twice. */
export interface Jobs {
  /** Send a reply on its platform. */
  answer: { readonly reply: number };
  /** Send a referral or a forwarded item by mail. */
  mail: { readonly letter: number };
  /** Tell a person by mail what is wrong with a desk. */
  notice: Notice;
  /** Remind a person by mail who has no account at a chat desk. */
  reminder: ReminderMail;
}

export type JobName = keyof Jobs;

/** Work that waits: `run` is retried with back-off when it throws, a limited number of times. */
export interface Worker {
  work<N extends JobName>(
    name: N,
    run: (data: Jobs[N], signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
}
