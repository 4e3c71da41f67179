import type { Trouble } from './outbox.ts';

/** Something is wrong with a desk, told to one person. */
export interface Notice {
  readonly person: string;
  readonly desk: string;
  readonly trouble: Trouble;
  readonly sinceMs: number;
}

/** Every kind of background work, with its payload. Each may run twice. */
export interface Jobs {
  /** Send a reply on its platform. */
  answer: { readonly reply: number };
  /** Send a referral or a forwarded item by mail. */
  mail: { readonly letter: number };
  /** Tell a person by mail what is wrong with a desk. */
  notice: Notice;
}

export type JobName = keyof Jobs;

/** Work that waits: `run` is retried with back-off when it throws, a limited number of times. */
export interface Worker {
  work<N extends JobName>(
    name: N,
    run: (data: Jobs[N], signal: AbortSignal) => Promise<void>,
  ): Promise<void>;
}
