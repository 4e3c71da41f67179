export interface OutgoingMail {
  /** Stable over retries: the receiving system can tell a repeat. */
  readonly messageId: string;
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
}

export type MailOutcome =
  | { readonly kind: 'accepted' }
  /** The server answered no for good (5xx). */
  | { readonly kind: 'refused'; readonly message: string }
  /** Not delivered for certain: the connection failed before the message was handed over. */
  | { readonly kind: 'retry'; readonly message: string }
  /** The connection broke after the message went out: it may have been delivered. */
  | { readonly kind: 'uncertain'; readonly message: string };

export interface Mailer {
  send(mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome>;
}
