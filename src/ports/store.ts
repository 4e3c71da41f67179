import type { LogEntry } from '#domain/archive/entry.ts';
import type { ItemClass } from '#domain/items/class.ts';
import type { Assessment, Flag } from '#domain/items/flag.ts';
import type { Cycle, Item } from '#domain/items/item.ts';
import type { Letter } from '#domain/items/letter.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import type { Absence } from '#domain/people/absence.ts';
import type { Reminder } from '#domain/reminders/due.ts';
import type { Town } from '#domain/town/town.ts';
import type { Account } from './accounts.ts';
import type { EventAuthor, MediaRef } from './connector.ts';
import type { Card } from './desk.ts';
import type { Conversation, Trouble } from './outbox.ts';
import type { JobName, Jobs } from './queue.ts';

/** An item with what a card shows of it. */
export interface ItemView {
  readonly item: Item;
  readonly text: string;
  readonly language: string;
  readonly author: {
    readonly name: string;
    readonly handle?: string;
    readonly earlierItems: number;
  };
  readonly media: readonly MediaRef[];
  /** How many times its author changed it. */
  readonly edits: number;
  readonly flags: readonly Flag[];
  readonly replies: readonly OutgoingReply[];
  readonly letters: readonly Letter[];
}

export interface ItemVersion {
  readonly n: number;
  readonly contentHash: string;
  readonly seenAtMs: number;
  readonly text: string;
}

/** Everything that is archived of a comment at first sight and at every change. */
export interface NewVersion {
  readonly contentHash: string;
  readonly seenAtMs: number;
  readonly text: string;
  readonly author: EventAuthor;
  readonly url?: string;
  readonly media: readonly MediaRef[];
}

export interface QueueFilter {
  readonly department?: string;
  readonly holder?: string;
  /** `owed`: a clock runs or a card is due; `quiet`: neutral comments nobody must answer. */
  readonly list: 'owed' | 'quiet' | 'closed';
  readonly limit: number;
  /** Skip this many. */
  readonly offset: number;
}

export interface Search {
  /** Words in the text, or an author's name or handle. */
  readonly words?: string;
  readonly channel?: string;
  readonly itemClass?: ItemClass;
  readonly state?: Item['state']['kind'];
  readonly fromMs?: number;
  readonly untilMs?: number;
  readonly limit: number;
}

export interface KnownItem {
  readonly id: number;
  readonly externalId: string;
  readonly contentHash: string;
  readonly presence: Item['presence'];
}

export interface ChannelState {
  readonly cursor: unknown;
  readonly pulledAtMs: number | null;
  readonly lastEventAtMs: number | null;
  readonly fault: string | null;
}

export interface NewReport {
  readonly receipt: string;
  readonly department: string;
  readonly kind: 'comment' | 'contact';
  readonly link?: string;
  readonly text: string;
  readonly email?: string;
  readonly receivedAtMs: number;
  readonly verified: boolean;
  readonly item: number;
}

/** One stored line of the log, in order. */
export interface StoredEntry {
  readonly seq: number;
  /** The exact canonical bytes that are hashed, as text. */
  readonly line: string;
}

export interface Pause {
  readonly startMs: number;
  /** Null: still stopped. */
  readonly endMs: number | null;
  readonly reason: string;
  readonly by: string;
}

/** An open item with what reminding needs of it. */
export interface RemindableItem {
  readonly id: number;
  readonly channel: string;
  readonly department: string;
  readonly holder?: string;
  /** Since when it is held. */
  readonly takenAtMs?: number;
  readonly snoozedUntilMs?: number;
  readonly cycle: Cycle;
  readonly said: readonly Reminder[];
}

export interface SaidReminder extends Reminder {
  readonly item: number;
  readonly cycle: number;
  readonly outcome: 'said' | 'overtaken';
}

/** A message for a chat desk that is not drawn from an item: a ping to a person, a note in a thread. */
export interface NewMessage {
  readonly desk: string;
  readonly key: string;
  readonly conversation: Conversation;
  readonly thread?: string;
  readonly card: Card;
}

/** What may be read, inside a transaction or outside. */
export interface Reading {
  town(): Promise<Town | null>;
  item(id: number): Promise<Item | null>;
  itemByExternal(channel: string, externalId: string): Promise<Item | null>;
  /** The newest item at this address. */
  itemByUrl(url: string): Promise<Item | null>;
  view(id: number): Promise<ItemView | null>;
  queue(filter: QueueFilter): Promise<ItemView[]>;
  queueCounts(department?: string): Promise<Readonly<Record<QueueFilter['list'], number>>>;
  search(search: Search): Promise<ItemView[]>;
  versions(item: number): Promise<ItemVersion[]>;
  pauses(item: number, cycle: number): Promise<Pause[]>;
  /** Log entries about an item, oldest first. */
  history(item: number): Promise<(LogEntry & { readonly seq: number })[]>;
  recentByAuthor(author: number, sinceMs: number): Promise<{ text: string; atMs: number }[]>;
  /** Words of staff and visitors archived with an item (a reason, a note, a letter), by commitment. */
  archived(item: number): Promise<Readonly<Record<string, string>>>;
  /** Items of a channel published since, for reconciling. */
  known(channel: string, sinceMs: number): Promise<KnownItem[]>;
  channelState(channel: string): Promise<ChannelState>;
  /** The item that a visitor's report became or points at, by its receipt number. */
  itemByReceipt(receipt: string): Promise<number | null>;
  reply(id: number): Promise<OutgoingReply | null>;
  replyByExternal(channel: string, externalId: string): Promise<OutgoingReply | null>;
  letter(id: number): Promise<Letter | null>;
  /** Whom a one-time code has linked an account to; `barred` is nobody's, whatever the town file says. */
  accountHolder(account: Account): Promise<{ person: string } | 'barred' | null>;
  /** Accounts that were linked to a person. */
  accountsOf(person: string): Promise<readonly Account[]>;
  /** Whether any item is to be looked at for reminders by then. */
  isLookDue(nowMs: number): Promise<boolean>;
  /** Absences that have not ended by then. */
  absences(afterMs: number): Promise<readonly Absence[]>;
  /** Quiet items of a department published in a time. */
  quietCount(department: string, fromMs: number, untilMs: number): Promise<number>;
}

/** One transaction: its rows, its log entries and its jobs are committed together or not at all. */
export interface Tx extends Reading {
  lockItem(id: number): Promise<Item | null>;
  addItem(item: Omit<Item, 'id'>): Promise<Item>;
  saveItem(item: Item): Promise<void>;
  author(channel: string, author: EventAuthor): Promise<number>;
  /** Archives a version's fields with a salt each; returns the commitments by field. */
  addVersion(
    item: number,
    version: NewVersion,
  ): Promise<{ n: number; commitments: Record<string, string> }>;
  addFlags(item: number, version: number, assessment: Assessment): Promise<void>;
  /** Archives words of staff or visitors (a reason, a note); returns the commitment. */
  archive(item: number | null, field: string, text: string, atMs: number): Promise<string>;
  addReply(reply: Omit<OutgoingReply, 'id'>): Promise<OutgoingReply>;
  lockReply(id: number): Promise<OutgoingReply | null>;
  saveReply(reply: OutgoingReply): Promise<void>;
  addLetter(letter: Omit<Letter, 'id'>): Promise<Letter>;
  lockLetter(id: number): Promise<Letter | null>;
  saveLetter(letter: Letter): Promise<void>;
  addReport(report: NewReport): Promise<void>;
  saveChannelState(channel: string, state: Partial<ChannelState>): Promise<void>;
  /** The town for whoever changes it: until the end of the transaction nobody else does. */
  lockTown(): Promise<Town | null>;
  saveTown(town: Town, by: string, atMs: number): Promise<void>;
  /** A channel's events are taken in by one transaction at a time, on whichever replica. */
  lockChannel(channel: string): Promise<void>;
  /** True once per (platform, key), false ever after: double clicks and replays are harmless. */
  once(platform: string, key: string): Promise<boolean>;
  /** Appended as the last statement of the transaction. */
  log(entry: LogEntry): void;
  send<N extends JobName>(
    name: N,
    data: Jobs[N],
    options?: { readonly startAfterMs?: number },
  ): Promise<void>;
  /** Desks are told after the commit: the card of this item, or the town itself, is another now. */
  changed(what: `item:${number}` | 'town'): Promise<void>;
  /** Items that are to be looked at for reminders, the longest overdue first, for this transaction alone. */
  lockRemindable(nowMs: number, limit: number): Promise<RemindableItem[]>;
  /** What was said, and when each item is to be looked at again (null: never, by itself). */
  saveReminders(said: readonly SaidReminder[], atMs: number): Promise<void>;
  planLooks(
    looks: readonly { readonly item: number; readonly atMs: number | null }[],
  ): Promise<void>;
  /** Every open item is looked at again: other people are there, or other rules. */
  lookAtAll(): Promise<void>;
  addAbsence(absence: Absence): Promise<void>;
  /** Ends what has begun and drops what has not; false when the person was not away. */
  endAbsence(person: string, atMs: number): Promise<boolean>;
  /** A message that a chat desk shows as it is; one with the same key again changes nothing. */
  addMessage(message: NewMessage): Promise<void>;
  /** What keeps a conversation closed, or null; false when that was known already. */
  markConversation(
    conversation: { desk: string; conversation: Conversation },
    fault: Trouble | null,
    atMs: number,
  ): Promise<boolean>;
}

export interface Store {
  readonly read: Reading;
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
}

/** A delivery off the tray. */
export interface WaitingDelivery {
  readonly id: string;
  readonly channel: string;
  readonly body: Uint8Array;
  readonly receivedAtMs: number;
  /** How many of its events have been taken in. */
  readonly takenIn: number;
  /** It was tried before and failed: it is wise to take in one event at a time. */
  readonly failedBefore: boolean;
  /** Leaves what comes after so many of its events for the next time. */
  leaveFrom(takenIn: number): void;
}

/** The tray: deliveries are committed here before they are acknowledged. */
export interface Tray {
  /** `repeat`: the same delivery key was seen within 14 days. */
  put(delivery: {
    channel: string;
    key: string;
    body: Uint8Array;
    receivedAtMs: number;
  }): Promise<'new' | 'repeat'>;
  /**
   * Runs the oldest waiting delivery, if any, in a transaction of its own that also takes it off the
   * tray. Of one channel never two at a time, and in the order they came. A delivery may be taken in
   * parts: one that says where its next part begins is run again from there, also when this part was
   * given up.
   */
  next(
    run: (tx: Tx, delivery: WaitingDelivery) => Promise<void>,
  ): Promise<'done' | 'failed' | 'empty'>;
}
