import { type Item, isClosed } from '#domain/items/item.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import { answer, refer } from '#domain/items/transitions.ts';
import type { Person } from '#domain/people/person.ts';
import type { Tx } from '#ports/store.ts';
import { note, noteClock, save } from './on-item.ts';

export interface Publication {
  readonly atMs: number;
  /** Empty where nobody knows it: published by hand, or the platform does not say. */
  readonly externalId: string;
  readonly url?: string;
}

/**
 * Records that a reply stands on the platform, and closes what it answers. A reply that is already
 * recorded changes nothing.
 * @param reply locked by the caller
 * @param by who published it by hand; absent when the desk did
 */
export async function replySent(
  tx: Tx,
  reply: OutgoingReply,
  publication: Publication,
  { nowMs, by }: { nowMs: number; by?: Person },
): Promise<Item | null> {
  const item = await tx.lockItem(reply.item);
  if (!item || reply.state.kind === 'sent') return item;
  await tx.saveReply({ ...reply, state: { kind: 'sent', ...publication } });
  const locked = { tx, item, nowMs };
  const how = by ? 'hand' : 'platform';
  note(locked, 'reply.sent', { ...(by && { by }), data: { reply: reply.id, how } });
  const after = closedBy(item, reply, publication.atMs);
  noteClock(locked, after, by);
  if (reply.referral && after.state.kind === 'referred')
    note(locked, 'item.referred', { ...(by && { by }), data: { reference: reply.referral } });
  await save(tx, after);
  return after;
}

/** What the citizen wrote after the reply was published is not answered by it. */
function closedBy(item: Item, reply: OutgoingReply, atMs: number): Item {
  const later = atMs < (item.cycle?.startAtMs ?? item.publishedAtMs);
  if (isClosed(item.state) || later) return { ...item, rev: item.rev + 1 };
  const closed = reply.referral ? refer(item, reply.referral, atMs) : answer(item, atMs);
  return closed.ok ? closed.value : item;
}
