import type { Role } from '../people/person.ts';

/** Why the desk does not do what was asked; the locales put it into words. */
export type Refusal =
  | { readonly kind: 'not-found' }
  /** The item has changed since the button was shown. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'not-closed' }
  | { readonly kind: 'already-taken'; readonly holder: string; readonly sinceMs: number }
  | { readonly kind: 'not-taken' }
  | { readonly kind: 'not-holder'; readonly holder: string }
  /** The comment is no longer on the platform: nothing can be answered there. */
  | { readonly kind: 'gone' }
  /** A reply is on its way to the platform, or waits to be published by hand. */
  | { readonly kind: 'being-sent' }
  /** Nothing waits for this decision any more. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'needs-reason' }
  | { readonly kind: 'needs-recipient' }
  | { readonly kind: 'unknown-recipient' }
  | { readonly kind: 'in-the-past' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'reply-too-long'; readonly length: number; readonly max: number }
  | { readonly kind: 'role-missing'; readonly role: Role }
  | { readonly kind: 'no-mandate' };

export type RefusalKind = Refusal['kind'];
