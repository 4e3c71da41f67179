import { z } from 'zod';
import { type Answer, type Client, UnexpectedAnswerError } from './client.ts';
import { errorOf } from './outcome.ts';

const me = z.object({
  id: z.int().positive().transform(String),
  capabilities: z.record(z.string(), z.unknown()).default({}),
});

/** The desk's own user in WordPress and what it may do there. */
export interface Account {
  readonly id: string;
  readonly mayModerate: boolean;
  /** May write any HTML: more than the desk needs. */
  readonly unfiltered: boolean;
}

export const askAccount = (client: Client, signal: AbortSignal): Promise<Answer> =>
  client.get('/wp/v2/users/me', { context: 'edit' }, signal);

export function readAccount(answer: Answer): Account | null {
  const result = me.safeParse(answer.json);
  if (answer.status !== 200 || !result.success) return null;
  const { id, capabilities } = result.data;
  return {
    id,
    mayModerate: capabilities['moderate_comments'] === true,
    unfiltered: capabilities['unfiltered_html'] === true,
  };
}

/** Asks WordPress once who the desk is there, and again only after it could not be told. */
export function rememberedAccount(client: Client): (signal: AbortSignal) => Promise<Account> {
  let known: Account | null = null;
  return async (signal) => {
    if (known) return known;
    const answer = await askAccount(client, signal);
    known = readAccount(answer);
    if (known) return known;
    const { code, message } = errorOf(answer);
    throw new UnexpectedAnswerError(
      `WordPress does not tell who the desk is: ${answer.status} (${code}) ${message}`,
    );
  };
}
