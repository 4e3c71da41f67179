import { NEVER_SENT } from '#ports/never-sent.ts';
import { parseJson } from '../json.ts';

const REQUEST_LIMIT_MS = 20_000;

export interface Answer {
  readonly status: number;
  /** Undefined where the answer is not JSON: a page of a proxy, a firewall, a broken PHP. */
  readonly json: unknown;
  readonly headers: Headers;
}

export interface Query {
  readonly [name: string]: string | number | undefined;
}

/** WordPress could not be asked, or did not answer. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly code = 'wordpress_unanswered';
  /** False where the connection was never made, so that nothing can have happened. */
  readonly mayHaveHappened: boolean;
  constructor(message: string, mayHaveHappened: boolean, cause: unknown) {
    super(message, { cause });
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** WordPress answered, but not what was asked for. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  readonly code = 'wordpress_unexpected_answer';
}

export interface Client {
  get(route: string, query: Query, signal: AbortSignal): Promise<Answer>;
  post(route: string, body: object, signal: AbortSignal): Promise<Answer>;
  delete(route: string, signal: AbortSignal): Promise<Answer>;
}

/**
 * WordPress's REST interface with an application password, each request limited to 20 s. Addressed
 * by `?rest_route=`, which works whatever permalinks the blog has. Rejects with `UnansweredError`.
 */
export function wordpressClient(options: {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}): Client {
  const credentials = Buffer.from(`${options.user}:${options.password}`).toString('base64');
  const headers = { authorization: `Basic ${credentials}`, accept: 'application/json' };

  const call = async (route: string, query: Query, signal: AbortSignal, init: RequestInit = {}) => {
    const address = new URL(`${options.url}/`);
    address.searchParams.set('rest_route', route);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    try {
      const response = await fetch(address, {
        ...init,
        headers: { ...headers, ...init.headers },
        // A redirected POST would become a GET, and the password would go to another host.
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_LIMIT_MS)]),
      });
      const parsed = parseJson(await response.bytes());
      const json = parsed.ok ? parsed.value : undefined;
      return { status: response.status, json, headers: response.headers };
    } catch (error) {
      throw unanswered(error);
    }
  };

  return {
    get: (route, query, signal) => call(route, query, signal),
    post: (route, body, signal) =>
      call(route, {}, signal, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    delete: (route, signal) => call(route, {}, signal, { method: 'DELETE' }),
  };
}

function unanswered(error: unknown): UnansweredError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  const timedOut = error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name);
  const why = timedOut ? 'no answer in time' : String(code || 'connection broken');
  const neverSent = NEVER_SENT.has(String(code));
  return new UnansweredError(`WordPress did not answer: ${why}.`, !neverSent, error);
}
