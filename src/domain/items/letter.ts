export const REFERRAL_KINDS = ['registry', 'political', 'other-authority', 'own-matter'] as const;

export type ReferralKind = (typeof REFERRAL_KINDS)[number];

/**
 * Mail about an item: a referral or a forwarding. `sending` is written before the mail server is
 * called; found in that state after a crash it becomes `uncertain` and a person decides, because
 * mail cannot be looked up and must not go twice.
 */
export type LetterState =
  | { readonly kind: 'queued' }
  | { readonly kind: 'sending'; readonly sinceMs: number }
  | { readonly kind: 'sent'; readonly atMs: number }
  | { readonly kind: 'uncertain'; readonly sinceMs: number }
  | { readonly kind: 'refused'; readonly message: string };

export interface Letter {
  readonly id: number;
  readonly item: number;
  readonly kind: ReferralKind | 'forward';
  /** For people: on the card, in the mail's subject, in the citizen's answer. */
  readonly reference: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly by: string;
  readonly state: LetterState;
}
