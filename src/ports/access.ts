import type { Person } from '#domain/people/person.ts';

/** A person's open session at the web desk or the terminal. Tokens are kept hashed. */
export interface Session {
  readonly person: Person;
  /** In rehearsal the newcomer may act as any of the staff; nowhere else. */
  readonly rehearsal: boolean;
}

/** Who is let in: by one-time link, then by session token. Times are the wall's, not the rehearsal's. */
export interface Access {
  /** A one-time link's secret for a person, valid for 30 minutes and one use. */
  issueLink(person: string, by: string): Promise<string>;
  /** Opens a session; null when the secret is unknown, used or too old. */
  redeem(secret: string): Promise<{ readonly token: string; readonly expiresAtMs: number } | null>;
  session(token: string): Promise<Session | null>;
  /** Rehearsal only: the same session as another person; false anywhere else. */
  actAs(token: string, person: string): Promise<boolean>;
  end(token: string): Promise<void>;
}
