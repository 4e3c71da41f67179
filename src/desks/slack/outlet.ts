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
export function slackOutlet(client: SlackClient, channel: string): Outlet {
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
    post: (place, card) =>
      outcome(async () => {
        const to = await channelOf(place);
        const message = { channel: to, ...messageOf(card), ...QUIET };
        const { ts = '' } = await client.chat.postMessage({ ...message, ...threadOf(place) });
        return refOf(to, ts);
      }),
    edit: (ref, card) =>
      outcome(async () => {
        await client.chat.update({ ...partsOf(ref), ...messageOf(card) });
        return ref;
      }),
    async find(place, key, sinceMs) {
      try {
        const ref = await search(client, { at: await channelOf(place), place, key, sinceMs });
        return ref === null ? { kind: 'absent' } : { kind: 'sent', ref };
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

async function outcome(run: () => Promise<string>): Promise<Delivered> {
  try {
    return { kind: 'sent', ref: await run() };
  } catch (error) {
    return failure(error);
  }
}

/** A card carries its key as the id of its first block, so that it can be found again. */
async function search(
  client: SlackClient,
  { at, place, key, sinceMs }: { at: string; place: Place; key: string; sinceMs: number },
): Promise<string | null> {
  const since = { channel: at, oldest: String(sinceMs / 1000), inclusive: true, limit: PAGE };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const asked = { ...since, ...(cursor && { cursor }) };
    const { messages, response_metadata } =
      place.kind === 'thread'
        ? await client.conversations.replies({ ...asked, ts: partsOf(place.under).ts })
        : await client.conversations.history(asked);
    const found = messages?.find(({ blocks }) => blocks?.[0]?.block_id === key);
    if (found?.ts) return refOf(at, found.ts);
    cursor = response_metadata?.next_cursor || undefined;
    if (!cursor) return null;
  }
  return null;
}
