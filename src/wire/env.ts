/** The environment, in which the secrets stand that the town file names. */
export type Env = Readonly<Record<string, string | undefined>>;
