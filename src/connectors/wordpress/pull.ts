import { z } from 'zod';
import type { ConnectorEvent, PullPage } from '#ports/connector.ts';
import { type Client, type Query, UnexpectedAnswerError } from './client.ts';
import { errorOf } from './outcome.ts';
import { COMMENT_FIELDS } from './read.ts';

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
type Cursor = z.infer<typeof cursorShape>;

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
    for (let offset = 0, total = 1; offset < total; offset += PER_PAGE) {
      const listed = await page(needs.client, { status: list, after, offset }, signal);
      total = listed.total;
      const events = listed.comments.map(({ json }) => read(json));
      yield { events, cursor: structuredClone(places) };
    }
  }
}

async function lastPlaces(client: Client, signal: AbortSignal): Promise<Cursor> {
  const last = async (list: List): Promise<Place> => {
    const { comments, total } = await page(client, { status: list, order: 'desc' }, signal);
    return { id: comments[0]?.id ?? 0, offset: Math.max(0, total - 1) };
  };
  return { all: await last('all'), spam: await last('spam'), trash: await last('trash') };
}

/**
 * The list cannot be asked for "ids greater than", and its offsets move whenever a comment leaves
 * it. So each page must begin at or before the last comment taken; where it does not, the walk
 * goes back to where it does. A page may also hold fewer comments than it has places, because
 * WordPress leaves out what the account may not read: that is believed after a return in vain,
 * unless the list has become shorter meanwhile.
 */
async function* commentsAfter(client: Client, list: List, from: Cursor, signal: AbortSignal) {
  let { id, offset } = from[list];
  let returned: { at: number; total: number } | null = null;
  while (true) {
    const { comments, total } = await page(client, { status: list, offset }, signal);
    const believed = returned !== null && returned.at === id && returned.total <= total;
    if (offset > 0 && !reaches(comments, id) && !believed) {
      returned = { at: id, total };
      offset = await offsetBefore(client, list, { id, offset }, signal);
      continue;
    }
    const fresh = comments.filter((comment) => comment.id > id);
    id = Math.max(id, comments.at(-1)?.id ?? 0);
    const end = Math.min(total, offset + PER_PAGE);
    // One place of overlap, by which the next page shows that nothing slipped between.
    offset = Math.max(0, end - 1);
    if (fresh.length > 0) yield { comments: fresh, reached: { id, offset } };
    if (end >= total) return;
  }
}

const reaches = (comments: readonly Listed[], id: number): boolean =>
  comments[0] !== undefined && comments[0].id <= id;

/** Steps back, twice as far each time, to a page that begins at or before the comment `id`. */
async function offsetBefore(client: Client, list: List, from: Place, signal: AbortSignal) {
  let { offset } = from;
  for (let step = PER_PAGE; offset > 0; step *= 2) {
    offset = Math.max(0, offset - step);
    const { comments } = await page(client, { status: list, offset }, signal);
    if (reaches(comments, from.id)) break;
  }
  return offset;
}

const listing = z.array(z.looseObject({ id: z.int().positive() }));

async function page(
  client: Client,
  query: Query,
  signal: AbortSignal,
): Promise<{ comments: Listed[]; total: number }> {
  const order = { orderby: 'id', order: 'asc', per_page: PER_PAGE };
  const asked = { context: 'edit', _fields: COMMENT_FIELDS, ...order, ...query };
  const answer = await client.get('/wp/v2/comments', asked, signal);
  const result = listing.safeParse(answer.json);
  const total = Number(answer.headers.get('x-wp-total') ?? Number.NaN);
  if (answer.status !== 200 || !result.success || !Number.isSafeInteger(total)) {
    const { code, message } = errorOf(answer);
    const text = `WordPress answered ${answer.status} (${code}) to a list of comments: ${message}`;
    throw new UnexpectedAnswerError(text);
  }
  return { comments: result.data.map((json) => ({ id: json.id, json })), total };
}
