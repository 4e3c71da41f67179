import type { DeskBench } from './desk-bench.ts';

/** Two moderators, and somebody whom nobody here knows. */
export type Who = 'anna' | 'bo' | 'stranger';

/** What a person saw after doing something. Drivers throw where nothing was to be seen. */
export interface Seen {
  /** Every word of it. */
  readonly words: string;
  /** The dialog that is open now: being filled in, or showing what will be sent. */
  readonly form: 'fill' | 'preview' | null;
}

/** The card of an item as somebody has it before them; it stays as it was when it is looked at. */
export interface Look {
  readonly words: string;
  press(verb: string): Promise<Seen>;
}

/** What people see and do at a desk. Words are compared, markup is the driver's own business. */
export interface DeskUnderTest extends AsyncDisposable {
  readonly bench: DeskBench;
  /** What every card of the item says where the team looks for it. */
  cards(item: number): Promise<readonly string[]>;
  /** Presses a button of the item's card as it is now. */
  press(who: Who, item: number, verb: string): Promise<Seen>;
  /** The very same button twice at once; what was seen of either. */
  pressTwice(who: Who, item: number, verb: string): Promise<readonly Seen[]>;
  look(who: Who, item: number): Promise<Look>;
  /** Fills in and submits the dialog that is open: being filled in, it is previewed where it has a preview. */
  submit(who: Who, values: Readonly<Record<string, string>>): Promise<Seen>;
  /** Sends what the open preview shows. */
  send(who: Who): Promise<Seen>;
  /** Goes back from the preview to the text, which is still there. */
  edit(who: Who): Promise<void>;
  command(who: Who, text: string): Promise<Seen>;
  /** The last thing that was done once more, byte for byte. */
  replay(who: Who): Promise<Seen>;
  /** All that told a person something without having been asked. */
  told(who: Who): Promise<string>;
  /** The process ends and another starts on the same store. */
  restart(): Promise<void>;
  /** A colleague hands over what a resident wrote elsewhere; null where the desk has no such thing. */
  readonly flag: ((who: Who, text: string) => Promise<Seen>) | null;
  /** Chat platforms only: accounts are another's, and the platform may be slow or away. Null: it has none. */
  readonly platform: Platform | null;
}

export interface Platform {
  /** A guest of the workspace, and somebody of another one, write a command or press a button. */
  outsiders(item: number): Promise<readonly Seen[]>;
  /** The next calls that write are answered "later", for so many seconds. */
  limit(retryAfterS: number, times: number): void;
  away(isAway: boolean): void;
  /** When messages were posted, in milliseconds. */
  postedAtMs(): readonly number[];
  /** How often the platform was asked to post or edit. */
  writes(): number;
}

export interface OpenOptions {
  /** Bo is not known at this desk: the account that would be his is a stranger's. */
  readonly newcomer?: boolean;
}

export type OpenDesk = (options?: OpenOptions) => Promise<DeskUnderTest>;

/** What a desk stands on, as its driver says as well. */
export interface DeskKind {
  /** A chat platform with accounts of its own, that may be slow or away. */
  readonly chat: boolean;
  /** A resident's post can be handed over from where it was pasted. */
  readonly flags: boolean;
}
