import { z } from 'zod';
import { Told } from './console.ts';

const ANSWER_TIMEOUT_MS = 30_000;

const refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export interface Address {
  /** Of the desk, without a slash at its end. */
  readonly url: string;
  /** Bearer token: a session's or the operator's key. */
  readonly token?: string;
}

/** Sends JSON to a desk; what it refuses is told in its own words. */
export async function sendJson(
  { url, token }: Address,
  method: 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Told(`The desk at ${url} does not answer. Is it running?`, 1, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const told = refused.safeParse(answer);
  throw new Told(
    told.success
      ? told.data.error.message
      : `The desk at ${url} answered with ${response.status}; is it a Kvorum desk?`,
  );
}
