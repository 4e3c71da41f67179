/** What can be done on a platform, by whom it is then seen, and whether it can be taken back. */
export interface Capability {
  readonly how: 'api' | 'manual' | 'none';
  readonly reversible: boolean;
  readonly effect?: 'public' | 'self-only';
  readonly duration?: 'native' | 'scheduled';
  /** Platform permissions it takes. */
  readonly needs: readonly string[];
  readonly note?: string;
}

export interface Capabilities {
  readonly ingest: readonly ('push' | 'pull')[];
  readonly reply: Capability;
  readonly hide: Capability;
  readonly unhide: Capability;
  readonly remove: Capability;
  readonly block: Capability;
  readonly unblock: Capability;
  readonly notifyAuthor: Capability;
  readonly detectsEdit: boolean;
  readonly detectsDeletion: boolean;
  readonly privateMessages: boolean;
}

export interface EventAuthor {
  readonly externalId?: string;
  readonly handle?: string;
  readonly name?: string;
  /** For the notice to the author; archived, never logged. */
  readonly email?: string;
}

export interface MediaRef {
  readonly url: string;
  readonly type?: string;
  readonly alt?: string;
}

interface EventBase {
  readonly externalId: string;
  /** When it happened on the platform; null where the platform does not say. */
  readonly occurredAtMs: number | null;
}

/** A comment, mention or direct message as the platform shows it. */
export interface CommentEvent extends EventBase {
  readonly type: 'comment';
  readonly parentExternalId?: string;
  readonly rootExternalId?: string;
  readonly author: EventAuthor;
  /** Written by the town's own account: links to our reply or is a native answer, never an item. */
  readonly self: boolean;
  readonly visibility: 'public' | 'private';
  readonly text: string;
  readonly media: readonly MediaRef[];
  readonly url?: string;
  /** How the platform shows it: held for moderation and spam are `hidden`. */
  readonly presence: 'shown' | 'hidden';
}

/** It is no longer there; `by` where the platform tells. */
export interface GoneEvent extends EventBase {
  readonly type: 'gone';
  readonly by?: 'author' | 'moderator';
}

/** A visitor's report about something on this channel. */
export interface ReportEvent extends EventBase {
  readonly type: 'report';
  readonly text: string;
}

/** Kept and counted, never dropped. `kind` is the platform's own word. */
export interface UnknownEvent {
  readonly type: 'unknown';
  readonly kind: string;
}

/** Facts about a comment come as its whole present state: new, edited and status-changed look alike, intake tells them apart. */
export type ConnectorEvent = CommentEvent | GoneEvent | ReportEvent | UnknownEvent;

/** An HTTP request to a channel's hook exactly as it came. Header names in lower case. */
export interface RawDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Verdict =
  | { readonly ok: true; readonly deliveryKey: string }
  | {
      readonly ok: false;
      readonly status: 400 | 401 | 413;
      readonly code: string;
      readonly message: string;
    };

export interface PullPage {
  readonly events: readonly ConnectorEvent[];
  /** Stored only after the events are committed. */
  readonly cursor: unknown;
  /**
   * On the last page: the pages of this pull together held every comment published since; what is
   * known from that time and was not among them is looked up singly, it may be gone.
   */
  readonly completeSinceMs?: number;
}

export interface ItemRef {
  readonly externalId: string;
  readonly parentExternalId?: string;
  readonly rootExternalId?: string;
  /** Where a person finds it, for what is done by hand. */
  readonly url?: string;
}

export type FetchedItem = CommentEvent | 'gone' | 'forbidden';

/** `key` is ours and stable over retries. */
export type PlatformAction = {
  readonly key: string;
  readonly item: ItemRef;
} & (
  | { readonly verb: 'reply'; readonly text: string }
  | { readonly verb: 'hide' | 'unhide' | 'remove' }
);

export type Outcome =
  /** `atMs`: when the platform says it was published; the clock stops then. */
  | {
      readonly kind: 'applied' | 'already';
      readonly externalId?: string;
      readonly url?: string;
      readonly atMs?: number;
    }
  /** The platform has no way by API: a person does it, following `how`. */
  | { readonly kind: 'manual'; readonly how: string }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** It may or may not have happened: `findOwn` must be asked before any retry. */
  | { readonly kind: 'ambiguous'; readonly message: string }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly message: string };

export interface OwnReceipt {
  readonly externalId: string;
  readonly url?: string;
  /** When the platform says it was published. */
  readonly atMs?: number;
}

export interface HealthFinding {
  readonly check: 'reach' | 'credentials' | 'permission' | 'clock-skew' | 'subscription' | 'quota';
  readonly ok: boolean;
  /** Plain words for the operator, English. */
  readonly message: string;
}

/** The code that talks to one channel of a platform: takes items in, acts on them (design §9). */
export interface Connector {
  readonly platform: string;
  capabilities(): Promise<Capabilities>;
  /** Over the raw bytes; absent where nothing is pushed. `nowMs` for the replay window. */
  verify?(delivery: RawDelivery, nowMs: number): Verdict;
  /** Pure and total: what it does not know becomes `unknown`, it never throws. */
  parse(body: Uint8Array): ConnectorEvent[];
  /** Absent where nothing can be pulled. Pages until the platform has no more. */
  pull?(cursor: unknown, signal: AbortSignal): AsyncIterable<PullPage>;
  fetchItem(ref: ItemRef, signal: AbortSignal): Promise<FetchedItem>;
  act(action: PlatformAction, signal: AbortSignal): Promise<Outcome>;
  findOwn(action: PlatformAction, signal: AbortSignal): Promise<OwnReceipt | null>;
  health(signal: AbortSignal): Promise<readonly HealthFinding[]>;
}
