import type { Locale } from '../locale.ts';
import type { ReminderRules } from '../reminders/stage.ts';
import type { Target } from '../time/target.ts';

/** One official public page or account: an entry of the register of channels. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Which connector talks to it: `wordpress`, `webhook`, `rehearsal`. */
  readonly platform: string;
  readonly url: string;
  readonly department: string;
  readonly locale: Locale;
  readonly purpose: string;
  /** Person ids. A channel without both is refused (Härjedalen 4.1, Malmö "Uppsikt", Ludvika "Hantering"). */
  readonly responsible: string;
  readonly deputy: string;
  /** How fast an answer is owed here (Härjedalen 5), and how fast unlawful content is to be gone (BBS 5 §). */
  readonly targets: { readonly answer: Target; readonly removal: Target };
  /** How people are reminded of what is open here; as usual when absent. */
  readonly reminders?: ReminderRules;
  /** What the connector needs to know; secrets are named by environment variable, never written here. */
  readonly connection: Readonly<Record<string, unknown>>;
}
