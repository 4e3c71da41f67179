/**
 * A reply of the town on its way to the platform. `sending` is written before the platform is
 * called, so after a crash it reads as "may have happened" and is looked up before any retry.
 */
export type ReplyState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly sinceMs: number }
  | {
      readonly kind: 'sent';
      readonly atMs: number;
      readonly externalId: string;
      readonly url?: string;
    }
  | { readonly kind: 'by-hand'; readonly how: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** Not out yet, and not given up: nothing else may be done with the item meanwhile. */
export function isUnderWay({ state }: Pick<OutgoingReply, 'state'>): boolean {
  return state.kind === 'queued' || state.kind === 'sending' || state.kind === 'by-hand';
}

export interface OutgoingReply {
  readonly id: number;
  readonly item: number;
  readonly cycle: number;
  readonly by: string;
  /** As it is published, signature included. */
  readonly text: string;
  /** Stable over retries; the platform or our own look-up recognises a repeat by it. */
  readonly key: string;
  /** Reference of the letter this reply tells the citizen about: when it is sent, the item is referred. */
  readonly referral?: string;
  readonly state: ReplyState;
}
