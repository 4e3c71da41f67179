import type { Card } from './desk.ts';
import type { Closed } from './outlet.ts';

/** Where messages follow one another: the desk's channel, or a person's direct messages (by person id). */
export type Conversation = 'channel' | `person:${string}`;

/** A message that a chat desk is to show and does not show yet. Leased to one worker for a while. */
export interface WaitingMessage {
  readonly desk: string;
  /** `item:12`, `quiet:2026-11-26`, or whatever names a message that is shown as it is. */
  readonly key: string;
  readonly conversation: Conversation;
  /** The message in whose thread it stands, as the platform names it. */
  readonly thread?: string;
  /** Shown as it is; without one it is drawn anew by its key. */
  readonly card?: Card;
  /** Which change of what it shows this is; a later one makes it wait again. */
  readonly change: number;
  readonly waitsSinceMs: number;
  /** The message as the platform has it: it is edited. Without one it is posted. */
  readonly ref?: string;
  readonly hash?: string;
  /** It shows a closed item. */
  readonly closed: boolean;
  /** Since when an earlier post may have reached the platform. */
  readonly postingSinceMs?: number;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** What kept the conversation closed until now. */
  readonly fault?: Trouble;
}

/** What has been shown. */
export interface Shown {
  readonly ref: string;
  readonly hash: string;
  readonly closed: boolean;
  /** When it will look different though nothing happens; null: never. */
  readonly lookAgainAtMs: number | null;
}

export interface Postponement {
  /** Not posted for certain, or nobody knows. */
  readonly post: 'unsent' | 'unknown';
  /** How long the conversation rests, at least its pace. */
  readonly restMs: number;
  /** How long this message lets others go first, unless what it shows changes. */
  readonly letOthersMs?: number;
}

/** Nothing can be sent now; `waitMs` until something may be, null when nothing waits. */
export interface Idle {
  readonly waitMs: number | null;
}

/** What keeps a conversation from being written to. */
export type Trouble = Closed | 'unreachable' | 'deleted';

/**
 * What chat desks are to show, for all replicas together: of one conversation never two messages at
 * a time, and not faster than its pace. Times are the wall's.
 */
export interface Outbox {
  /** Takes the message that has waited longest, and its conversation's turn. An edit goes before a post of the same age. */
  claim(desk: string): Promise<WaitingMessage | Idle>;
  /** It shows what was drawn. `unsent`: nothing was sent, the turn is given back. */
  shown(message: WaitingMessage, shown: Shown, how: 'sent' | 'unsent'): Promise<void>;
  /** It is never to be shown, or not any more. */
  drop(message: WaitingMessage): Promise<void>;
  /** To be tried again. */
  postpone(message: WaitingMessage, how: Postponement): Promise<void>;
  /** The platform has lost it: it is posted anew, unless it shows a closed item. */
  lost(desk: string, ref: string): Promise<WaitingMessage['key'] | null>;
  /** Key of the message that the platform knows by this name. */
  keyOf(desk: string, ref: string): Promise<string | null>;
  /** Whatever rested may be tried at once: the platform is back. */
  wake(desk: string): Promise<void>;
  /** Messages whose look has changed with time alone wait again. */
  lookAgain(nowMs: number): Promise<void>;
  /**
   * The desk stands at another place now: what stands elsewhere is posted anew, what is closed stays
   * behind. `place`: how the names of all messages there begin.
   */
  settleAt(desk: string, place: string): Promise<void>;
  /** Open items of the desks' departments that have no message yet get one: after a desk was added. */
  fill(): Promise<void>;
  /** What keeps a conversation closed now. */
  fault(desk: string, conversation: Conversation): Promise<Trouble | null>;
  /** Messages that wait, by desk. */
  waiting(): Promise<Readonly<Record<string, number>>>;
}
