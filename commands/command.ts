import type { z } from 'zod';
import type { Calendars } from '#app/due.ts';
import type { ReportOutcome, VisitorReport } from '#app/receive-report.ts';
import type { Locale } from '#domain/locale.ts';
import type { Person, Role } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import type { CardTexts } from '#locales/cards/en.ts';
import type { Accounts } from '#ports/accounts.ts';
import type { Clock } from '#ports/clock.ts';
import type { Actor, Form, Reply } from '#ports/desk.ts';
import type { ItemView, Store } from '#ports/store.ts';

/** What the commands need of the world. */
export interface DeskNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly calendars: Calendars;
  /** An unguessable key, another each time. */
  readonly newKey: () => string;
  readonly accounts: Accounts;
  /** Takes in what a colleague pasted, as if a visitor had reported it. */
  readonly receiveReport: (asked: {
    department: string;
    report: VisitorReport;
  }) => Promise<ReportOutcome>;
  /** A fault nobody foresaw; the asker was told the reference. */
  readonly onSurprise: (error: unknown, reference: string) => void;
}

/** What was typed into a form or after a command, by the argument's name. */
export type Values = Readonly<Partial<Record<string, string>>>;

/** Who reads a card, in which language and zone, and when. */
export interface Reader {
  readonly town: Town;
  /** Absent where a whole team reads: what a button permits is then asked when it is pressed. */
  readonly person?: Person;
  readonly locale: Locale;
  readonly t: CardTexts;
  /** Of the reader's or the team's department: all times are told in it. */
  readonly zone: string;
  readonly nowMs: number;
}

/** A question to the desk, with everything that answering it takes. */
export interface Asked extends Reader {
  readonly needs: DeskNeeds;
  readonly person: Person;
  readonly actor: Actor;
  readonly via: 'text' | 'button' | 'form';
  /** `rev` of the card or form the person saw; absent for typed commands. */
  readonly seenRev?: number;
  readonly values: Values;
}

/** Builds an item's form, with what has been filled in so far. */
export type FormOf = (asked: Asked, view: ItemView, values: Values) => Form;

/** What a person may ask of the desk: the same from text, button and form, on every desk. */
export interface Command<S extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** Key of its line in the help. */
  readonly summary: keyof CardTexts['help'];
  /** `reader`: everybody on the staff. */
  readonly role: Role;
  /** In the order they are written after the name. */
  readonly args: S;
  /** The argument that takes the rest of the line; those after it only come from the form. */
  readonly rest?: string;
  readonly form?: FormOf;
  run(asked: Asked, args: z.output<S>): Promise<Reply>;
}
