/** What somebody has written into a form and looks at before it is sent; kept for a day. */
export interface Drafts {
  /** Returns an unguessable key. `owner`: only the same one can read it. */
  keep(owner: string, values: Readonly<Record<string, string>>): Promise<string>;
  /** Null when it is unknown, somebody else's or too old. */
  read(owner: string, key: string): Promise<Readonly<Record<string, string>> | null>;
}
