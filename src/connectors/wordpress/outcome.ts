import { z } from 'zod';
import type { Outcome, PlatformAction } from '#ports/connector.ts';
import type { Answer } from './client.ts';

/** WordPress lets one visitor write every 15 s, and does not say so in a header. */
const FLOOD_WAIT_MS = 15_000;

const wrong = z.object({ code: z.string(), message: z.string().optional() });

/** The `code` of WordPress's own errors, and its words. */
export function errorOf(answer: Answer): { code: string; message: string } {
  const result = wrong.safeParse(answer.json);
  if (!result.success) return { code: `http_${answer.status}`, message: 'no words from WordPress' };
  return { code: result.data.code, message: result.data.message ?? '' };
}

/** What an answer of WordPress that is not a success means for the action. */
export function outcomeOfFailure(verb: PlatformAction['verb'], answer: Answer): Outcome {
  const { code, message } = errorOf(answer);
  const { status } = answer;
  if (status >= 300 && status < 400) return moved(answer);
  if (status === 401) return { kind: 'refused', code: 'credentials', message: CREDENTIALS };
  if (status === 403) return { kind: 'refused', code, message: `${PERMISSION} (${message})` };
  if (status === 410) return { kind: 'already' };
  if (status === 404 && code === 'rest_comment_invalid_id') {
    return verb === 'remove' ? { kind: 'already' } : gone;
  }
  if (status === 429) {
    return { kind: 'retry', afterMs: waitMs(answer) ?? FLOOD_WAIT_MS, message };
  }
  if (status >= 500) return serverFault(answer, code, message);
  return { kind: 'refused', code, message };
}

export const gone: Outcome = {
  kind: 'refused',
  code: 'gone',
  message: 'The comment is no longer in WordPress.',
};

export const CREDENTIALS =
  'WordPress does not accept the user name and application password, or the web server keeps the Authorization header from it.';

const PERMISSION = "The desk's account in WordPress lacks the right for this.";

function moved(answer: Answer): Outcome {
  const to = answer.headers.get('location') ?? 'another address';
  const message = `WordPress answers from ${to}: write that address into the town file.`;
  return { kind: 'refused', code: 'moved', message };
}

function serverFault(answer: Answer, code: string, message: string): Outcome {
  if (code === 'rest_trash_not_supported') {
    return { kind: 'refused', code, message: 'This WordPress keeps no trash (EMPTY_TRASH_DAYS).' };
  }
  const afterMs = waitMs(answer);
  // Maintenance: WordPress answers before it has read the request. Anything else may have acted.
  if (answer.status === 503 && afterMs !== null) return { kind: 'retry', afterMs, message };
  return { kind: 'ambiguous', message: `WordPress answered ${answer.status} (${code}).` };
}

/** `Retry-After` in seconds or as a date, as milliseconds from now; null where it is not told. */
function waitMs(answer: Answer): number | null {
  const value = answer.headers.get('retry-after');
  if (!value) return null;
  const ms = /^\d{1,6}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
