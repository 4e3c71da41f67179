import type { Card } from './desk.ts';

/** Where at a chat desk something is shown: its channel, a person's direct messages, the thread under a message. */
export type Place =
  | { readonly kind: 'channel' }
  | { readonly kind: 'person'; readonly user: string }
  /** `aloud`: shown in the channel as well. */
  | { readonly kind: 'thread'; readonly under: string; readonly aloud: boolean };

/** Why nothing gets through to a place until somebody mends it. */
export type Closed =
  | 'archived'
  | 'no-such-channel'
  | 'not-a-member'
  | 'revoked'
  | 'missing-permission'
  | 'no-such-person';

export type Delivered =
  /** `ref`: the platform's own name of the message, with which it is edited. */
  | { readonly kind: 'sent'; readonly ref: string }
  /** The message to be edited is not there any more. */
  | { readonly kind: 'missing' }
  /** The platform asks for a pause before anything more is sent there. */
  | { readonly kind: 'wait'; readonly ms: number }
  /** Not sent for certain. */
  | { readonly kind: 'retry'; readonly message: string }
  /** It may or may not be there: `find` must be asked before it is sent again. */
  | { readonly kind: 'ambiguous'; readonly message: string }
  | { readonly kind: 'closed'; readonly code: Closed; readonly message: string }
  /** The platform will never take this message as it is. */
  | { readonly kind: 'refused'; readonly code: string };

/** A chat desk as the desk's messages see it: post one, edit it, look it up. */
export interface Outlet {
  /** How the names of all messages in its channel begin. */
  readonly place: string;
  post(place: Place, card: Card, signal: AbortSignal): Promise<Delivered>;
  edit(ref: string, card: Card, signal: AbortSignal): Promise<Delivered>;
  /** Our message with this key that was posted there since, if it can be seen. */
  find(
    place: Place,
    key: string,
    sinceMs: number,
    signal: AbortSignal,
  ): Promise<Delivered | { readonly kind: 'absent' }>;
}
