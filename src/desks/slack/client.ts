import { webApi } from '@slack/bolt';
import { NEVER_SENT } from '#ports/never-sent.ts';
import type { Closed, Delivered } from '#ports/outlet.ts';

export type SlackClient = webApi.WebClient;

export interface ClientOptions {
  readonly token?: string;
  /** With a slash at the end; Slack's own when absent. */
  readonly apiUrl?: string;
  /** Ends every request under way. */
  readonly stopping: AbortSignal;
}

/** Shorter than the lease of a message, so that nobody else sends it meanwhile. */
const REQUEST_MS = 8_000;

/** Asks once: when to ask again is for the outbox to say, which outlives this process. */
export function clientOptions({ apiUrl, stopping }: ClientOptions): webApi.WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: REQUEST_MS,
    logger: SILENT,
    fetch: stoppable(stopping),
  };
}

export function slackClient(options: ClientOptions): SlackClient {
  return new webApi.WebClient(options.token, clientOptions(options));
}

function stoppable(stopping: AbortSignal): typeof fetch {
  return (input, init) => {
    const signal = init?.signal ? AbortSignal.any([init.signal, stopping]) : stopping;
    return fetch(input, { ...init, signal });
  };
}

/** What the SDK would print may hold what residents wrote; faults are told by their codes instead. */
export const SILENT: webApi.Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => undefined,
};

const CLOSED: ReadonlyMap<string, Closed> = new Map([
  ['is_archived', 'archived'],
  ['is_inactive', 'archived'],
  ['channel_not_found', 'no-such-channel'],
  ['not_in_channel', 'not-a-member'],
  ['token_revoked', 'revoked'],
  ['token_expired', 'revoked'],
  ['account_inactive', 'revoked'],
  ['invalid_auth', 'revoked'],
  ['not_authed', 'revoked'],
  ['team_access_not_granted', 'revoked'],
  ['missing_scope', 'missing-permission'],
  ['no_permission', 'missing-permission'],
  ['restricted_action', 'missing-permission'],
  ['not_allowed_token_type', 'missing-permission'],
  ['user_not_found', 'no-such-person'],
  ['user_disabled', 'no-such-person'],
  ['cannot_dm_bot', 'no-such-person'],
  ['user_not_visible', 'no-such-person'],
]);

const MISSING = ['message_not_found', 'cant_update_message'];
/** Asks for a pause without saying how long. */
const BUSY = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
const BUSY_MS = 5_000;
/** What is wrong with the message itself. */
const CONTENT =
  /^(invalid_blocks|invalid_block|invalid_arg|invalid_attachments|msg_|no_text|too_many_|edit_window_closed|thread_|cannot_reply)/;
/** Slack's own trouble: it may have done it all the same. */
const UNCERTAIN = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

type Failed = Exclude<Delivered, { kind: 'sent' }>;

/** What a failed call to Slack means for what was to be done. */
export function failure(error: unknown): Failed {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { kind: 'wait', ms: error.retryAfter * 1_000 };
  if (error instanceof webApi.WebAPIPlatformError) return refusal(error.data.error);
  if (error instanceof webApi.WebAPIHTTPError)
    return { kind: 'ambiguous', message: `Slack answered with status ${error.statusCode}` };
  if (error instanceof webApi.WebAPIRequestError) {
    const code = codeOf(error.original);
    const message = code ?? error.original.name;
    return { kind: code && NEVER_SENT.has(code) ? 'retry' : 'ambiguous', message };
  }
  throw error;
}

function refusal(code: string): Failed {
  const closed = CLOSED.get(code);
  if (closed) return { kind: 'closed', code: closed, message: code };
  if (MISSING.includes(code)) return { kind: 'missing' };
  if (BUSY.includes(code)) return { kind: 'wait', ms: BUSY_MS };
  if (UNCERTAIN.includes(code)) return { kind: 'ambiguous', message: code };
  // What says nothing about the message will pass, or somebody has to mend it.
  return CONTENT.test(code)
    ? { kind: 'refused', code }
    : { kind: 'closed', code: 'missing-permission', message: code };
}

/** fetch tells what happened as the cause of a fault that only says that something did. */
function codeOf(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return undefined;
}

/** The code of a failed call, for the log: never what was sent. */
export function codeOfFailure(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIRequestError)
    return codeOf(error.original) ?? error.original.name;
  return codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
}

/** Slack was reached and said no; else it is the way there that is closed. */
export function isAnswer(error: unknown): boolean {
  return error instanceof webApi.WebAPIPlatformError;
}
