import { z } from 'zod';
import type { ConnectorEvent, PullPage } from '#ports/connector.ts';
import { type Answer, type Client, type Query, UnexpectedAnswerError } from './client.ts';
import { errorOf } from './outcome.ts';

/** WordPress gives no more than this at once. */
const PER_PAGE = 100;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `all` is all but spam and trash; these are asked for by name. */
const LISTS = ['all', 'spam', 'trash'] as const;
type List = (typeof LISTS)[number];

/** The last comment taken from a list, and how many stood before it when it was. */
const place = z.object({ id: z.int().nonnegative(), offset: z.int().nonnegative() });
type Place = z.infer<typeof place>;

const cursorShape = z.object({ all: place, spam: place, trash: place });
export type Cursor = z.infer<typeof cursorShape>;

interface Listed {
  readonly id: number;
  readonly json: unknown;
}

/**
 * New comments in the order of their ids, then everything of the last `windowDays` as it is now,
 * because edits and changes of status move no date. A first pull (cursor null) takes the window
 * only: older comments are history, not work.
 */
export async function* pullComments(
  needs: { readonly client: Client; readonly windowDays: number; readonly nowMs: number },
  read: (json: unknown) => ConnectorEvent,
  cursor: unknown,
  signal: AbortSignal,
): AsyncIterable<PullPage> {
  const known = cursorShape.safeParse(cursor);
  const places: Cursor = known.success ? known.data : await lastPlaces(needs.client, signal);
  for (const list of LISTS) {
    for await (const { comments, reached } of commentsAfter(needs.client, list, places, signal)) {
      places[list] = reached;
      yield { events: comments.map(({ json }) => read(json)), cursor: structuredClone(places) };
    }
  }
  // With Z: a time without a zone would be read as the blog's local time.
  const after = new Date(needs.nowMs - needs.windowDays * DAY_MS).toISOString();
  for (const list of LISTS) {
    for (let offset = 0; ; offset += PER_PAGE) {
      const comments = await page(needs.client, { status: list, after, offset }, signal);
      const events = comments.map(({ json }) => read(json));
      yield { events, cursor: structuredClone(places) };
      if (comments.length < PER_PAGE) break;
    }
  }
}

async function lastPlaces(client: Client, signal: AbortSignal): Promise<Cursor> {
  const last = async (list: List): Promise<Place> => {
    const query = { status: list, order: 'desc', per_page: 1 };
    const [comment] = await page(client, query, signal, (answer) => {
      total = Number(answer.headers.get('x-wp-total') ?? 0);
    });
    return { id: comment?.id ?? 0, offset: Math.max(0, total - 1) };
  };
  let total = 0;
  return { all: await last('all'), spam: await last('spam'), trash: await last('trash') };
}

/**
 * The list cannot be asked for "ids greater than", and its offsets move whenever a comment leaves
 * it. So each page must begin at or before the last comment taken; if it does not, comments before
 * it have left the list and the next request steps back, twice as far each time.
 */
async function* commentsAfter(client: Client, list: List, from: Cursor, signal: AbortSignal) {
  let { id, offset } = from[list];
  let stepBack = PER_PAGE;
  while (true) {
    const comments = await page(client, { status: list, offset }, signal);
    const first = comments[0];
    if (offset > 0 && (first === undefined || first.id > id)) {
      offset = Math.max(0, offset - stepBack);
      stepBack *= 2;
      continue;
    }
    const fresh = comments.filter((comment) => comment.id > id);
    const last = comments.at(-1);
    if (last !== undefined) {
      id = Math.max(id, last.id);
      offset += comments.length - 1;
    }
    if (fresh.length > 0) yield { comments: fresh, reached: { id, offset } };
    if (comments.length < PER_PAGE) return;
    stepBack = PER_PAGE;
  }
}

const listing = z.array(z.looseObject({ id: z.int().positive() }));

async function page(
  client: Client,
  query: Query,
  signal: AbortSignal,
  look: (answer: Answer) => void = () => {},
): Promise<Listed[]> {
  const defaults = { context: 'edit', orderby: 'id', order: 'asc', per_page: PER_PAGE };
  const answer = await client.get('/wp/v2/comments', { ...defaults, ...query }, signal);
  const result = listing.safeParse(answer.json);
  if (answer.status !== 200 || !result.success) {
    const { code, message } = errorOf(answer);
    const text = `WordPress answered ${answer.status} (${code}) to a list of comments: ${message}`;
    throw new UnexpectedAnswerError(text);
  }
  look(answer);
  return result.data.map((json) => ({ id: json.id, json }));
}
