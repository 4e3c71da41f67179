import type { Card } from '#ports/desk.ts';
import type { Delivered, Outlet, Place } from '#ports/outlet.ts';
import { failure, type SlackClient } from './client.ts';
import { renderCard } from './render-card.ts';

/** What Slack calls a message: where it stands and its time there. */
export function refOf(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

function partsOf(ref: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = ref.split('/');
  return { channel, ts };
}

const PAGE = 200;
/** Looked through when a post is uncertain: as much as an hour of a busy channel holds. */
const PAGES_MAX = 20;

/** Residents' links are never fetched by Slack: nothing is unfurled. */
export const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/** The desk's channel in Slack, and the direct messages and threads that belong to it. */
export function slackOutlet(
  client: SlackClient,
  { channel, ownUser }: { readonly channel: string; readonly ownUser: () => string | null },
): Outlet {
  const direct = new Map<string, string>();

  async function channelOf(place: Place): Promise<string> {
    if (place.kind !== 'person') return channel;
    const known = direct.get(place.user);
    if (known) return known;
    const opened = await client.conversations.open({ users: place.user });
    const id = opened.channel?.id ?? '';
    direct.set(place.user, id);
    return id;
  }

  return {
    place: refOf(channel, ''),
    post: (place, card, signal) =>
      outcome(signal, async () => {
        const to = await channelOf(place);
        const message = { channel: to, ...messageOf(card), ...QUIET };
        const { ts = '' } = await client.chat.postMessage({ ...message, ...threadOf(place) });
        return refOf(to, ts);
      }),
    edit: (ref, card, signal) =>
      outcome(signal, async () => {
        await client.chat.update({ ...partsOf(ref), ...messageOf(card) });
        return ref;
      }),
    async find(place, key, sinceMs, signal) {
      try {
        const at = await channelOf(place);
        return await search(client, { at, place, key, sinceMs, own: ownUser(), signal });
      } catch (error) {
        return failure(error);
      }
    },
  };
}

function messageOf(card: Card) {
  const { text, blocks } = renderCard(card);
  return { text, blocks: [...blocks] };
}

function threadOf(place: Place) {
  if (place.kind !== 'thread') return {};
  const { ts } = partsOf(place.under);
  return place.aloud
    ? ({ thread_ts: ts, reply_broadcast: true } as const)
    : ({ thread_ts: ts } as const);
}

/** A request that is too late is not begun: somebody else may have the message by the time it ends. */
async function outcome(signal: AbortSignal, run: () => Promise<string>): Promise<Delivered> {
  if (signal.aborted) return LATE;
  try {
    return { kind: 'sent', ref: await run() };
  } catch (error) {
    return failure(error);
  }
}

const LATE = { kind: 'retry', message: 'there was no time left' } as const;

interface Search {
  readonly at: string;
  readonly place: Place;
  readonly key: string;
  readonly sinceMs: number;
  /** Who we are there, once Slack has said it. */
  readonly own: string | null;
  readonly signal: AbortSignal;
}

/** A card carries its key as the id of its first block, so that it can be found again. */
async function search(
  client: SlackClient,
  { at, place, key, sinceMs, own, signal }: Search,
): Promise<Delivered | { readonly kind: 'absent' }> {
  const since = { channel: at, oldest: String(sinceMs / 1000), inclusive: true, limit: PAGE };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX && !signal.aborted; page += 1) {
    const asked = { ...since, ...(cursor && { cursor }) };
    const { messages, response_metadata } =
      place.kind === 'thread'
        ? await client.conversations.replies({ ...asked, ts: partsOf(place.under).ts })
        : await client.conversations.history(asked);
    const found = messages?.find(
      ({ blocks, user }) => blocks?.[0]?.block_id === key && (own === null || user === own),
    );
    if (found?.ts) return { kind: 'sent', ref: refOf(at, found.ts) };
    cursor = response_metadata?.next_cursor || undefined;
    if (!cursor) return { kind: 'absent' };
  }
  return { kind: 'ambiguous', message: 'not everything could be looked through' };
}
