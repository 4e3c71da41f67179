import type { Person } from '#domain/people/person.ts';

/** An account at a chat platform, as the platform names it. */
export interface Account {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
}

/** What became of a one-time code. */
export type Linking =
  | { readonly kind: 'linked'; readonly person: Person }
  /** Unknown, used or too old. */
  | { readonly kind: 'refused' };

/** Which accounts at chat platforms are whose, beside those that the town file names. */
export interface Accounts {
  /** A one-time code for a person, valid for 30 minutes and one use. */
  issueCode(person: string, by: string): Promise<string>;
  /** Links an account to the person a one-time code was issued for. */
  link(account: Account, code: string): Promise<Linking>;
  /** False when nobody was linked. */
  unlink(account: Account): Promise<boolean>;
  /** Every account of a person; returns how many there were. */
  unlinkAll(person: string): Promise<number>;
  /** A guest's, or closed: from now on a stranger's, whatever the town file says; or no longer. */
  bar(account: Account, barred: boolean): Promise<void>;
}
