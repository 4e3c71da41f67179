import type { Channel } from '#domain/channels/channel.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Connector, ConnectorEvent, PullPage } from '#ports/connector.ts';
import type { KnownItem, Store } from '#ports/store.ts';
import { type TakeInNeeds, takeIn } from './take-in.ts';

/** At most this many comments that a pull no longer showed are looked up one by one in a round. */
const LOOKUPS_MAX = 50;

/** More than this of one page that cannot be taken in: the fault is not theirs. */
const LEFT_MAX = 3;

export interface PullNeeds extends Omit<TakeInNeeds, 'nowMs'> {
  readonly store: Store;
  readonly clock: Clock;
}

export interface PullAsked {
  readonly town: Town;
  readonly channel: Channel;
  readonly connector: Connector;
  readonly signal: AbortSignal;
}

/**
 * Pulls a channel and reconciles it: new comments, edits, changed visibility, and what has gone.
 * The cursor moves in the transaction that takes the page's events in, so a crash repeats a page
 * and loses none. A failure is kept as the channel's fault, and thrown.
 */
export async function pullChannel(needs: PullNeeds, asked: PullAsked): Promise<void> {
  const { connector, channel } = asked;
  if (!connector.pull) return;
  try {
    const { cursor } = await needs.store.read.channelState(channel.id);
    const seen = new Set<string>();
    let completeSinceMs: number | undefined;
    const failed: unknown[] = [];
    let askedAtMs = needs.clock.now();
    for await (const page of connector.pull(cursor, asked.signal)) {
      const failure = await commitPage(needs, asked, { page, askedAtMs });
      if (failure !== undefined) failed.push(failure);
      for (const event of page.events) if (event.type === 'comment') seen.add(event.externalId);
      completeSinceMs = page.completeSinceMs ?? completeSinceMs;
      askedAtMs = needs.clock.now();
    }
    if (completeSinceMs !== undefined) await lookForMissing(needs, asked, seen, completeSinceMs);
    if (failed.length > 0) throw failed[0];
  } catch (cause) {
    const fault = cause instanceof Error ? cause.message : 'the channel could not be read';
    await needs.store.transaction((tx) => tx.saveChannelState(channel.id, { fault }));
    throw cause;
  }
}

/**
 * Takes a page in whole or, where that cannot be, event by event: one that cannot be taken in keeps
 * none of the others out. Gives back why one was left, and throws when that is true of several.
 */
async function commitPage(
  needs: PullNeeds,
  asked: PullAsked,
  { page, askedAtMs }: { page: PullPage; askedAtMs: number },
): Promise<unknown> {
  try {
    await commit(needs, asked, { ...page, askedAtMs });
    return undefined;
  } catch (cause) {
    let left = 0;
    for (const event of page.events) {
      asked.signal.throwIfAborted();
      await commit(needs, asked, { events: [event], askedAtMs }).catch(() => {
        left += 1;
      });
      if (left === page.events.length || left > LEFT_MAX) throw cause;
    }
    await commit(needs, asked, { events: [], cursor: page.cursor, askedAtMs });
    return left > 0 ? cause : undefined;
  }
}

async function commit(
  needs: PullNeeds,
  { town, channel }: PullAsked,
  told: { events: readonly ConnectorEvent[]; cursor?: unknown; askedAtMs: number },
): Promise<void> {
  const { events, cursor, askedAtMs: asOfMs } = told;
  const nowMs = needs.clock.now();
  await needs.store.transaction(async (tx) => {
    await takeIn(tx, { ...needs, nowMs }, { town, channel, events, asOfMs });
    await tx.saveChannelState(channel.id, {
      ...(cursor !== undefined && { cursor }),
      ...(events.length > 0 && { lastEventAtMs: nowMs }),
      pulledAtMs: nowMs,
      fault: null,
    });
  });
}

/** Comments that should have been among those pulled and were not: asked for singly before they count as gone. */
async function lookForMissing(
  needs: PullNeeds,
  asked: PullAsked,
  seen: ReadonlySet<string>,
  sinceMs: number,
): Promise<void> {
  const known = await needs.store.read.known(asked.channel.id, sinceMs);
  const missing = known.filter((k) => k.presence !== 'gone' && !seen.has(k.externalId));
  for (const item of missing.slice(0, LOOKUPS_MAX)) {
    const askedAtMs = needs.clock.now();
    const event = await lookUp(asked, item);
    if (event) await commit(needs, asked, { events: [event], askedAtMs });
  }
}

async function lookUp(
  { connector, signal }: PullAsked,
  { externalId }: KnownItem,
): Promise<ConnectorEvent | null> {
  const found = await connector.fetchItem({ externalId }, signal);
  if (found === 'gone') return { type: 'gone', externalId, occurredAtMs: null };
  return found === 'forbidden' ? null : found;
}
