import type { Locale } from '#domain/locale.ts';
import type { Accounts } from '#ports/accounts.ts';
import type { Actor, OnAsk } from '#ports/desk.ts';
import type { Drafts } from '#ports/drafts.ts';
import type { Trouble } from '#ports/outbox.ts';

/** What the desk in Slack is handed: it answers nothing by itself. */
export interface SlackNeeds {
  readonly onAsk: OnAsk;
  readonly drafts: Drafts;
  readonly accounts: Pick<Accounts, 'bar'>;
  /** The language to speak with whoever asks; a stranger's is the town's. */
  readonly localeOf: (actor: Actor) => Promise<Locale>;
  /** A message of ours was removed by hand. */
  readonly onRemoved: (desk: string, ref: string) => Promise<void>;
  /** Somebody writes in the thread under a message of ours. */
  readonly onThread: (desk: string, ref: string) => Promise<void>;
  /** A channel was closed to us, or is open again. */
  readonly onChannel: (desk: string, trouble: Trouble | null) => Promise<void>;
  /** A fault for the operator, by its code: never with what anybody wrote. */
  readonly onFault: (code: string) => void;
}

export interface SlackDesk {
  /** Id of the desk in the town file. */
  readonly id: string;
  readonly channel: string;
}
