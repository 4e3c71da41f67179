import { type Item, isClosed } from '#domain/items/item.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import { answer, refer } from '#domain/items/transitions.ts';
import type { Person } from '#domain/people/person.ts';
import type { Tx } from '#ports/store.ts';
import { type Locked, note, noteClock, save } from './on-item.ts';

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
  const after = await closedBy(locked, reply, publication.atMs);
  noteClock(locked, after, by);
  if (reply.referral && after.state.kind === 'referred')
    note(locked, 'item.referred', { ...(by && { by }), data: { reference: reply.referral } });
  await save(tx, after);
  return after;
}

/** What came after the reply was written is not answered by it, and a letter that failed hands nothing over. */
async function closedBy(locked: Locked, reply: OutgoingReply, atMs: number): Promise<Item> {
  const { item } = locked;
  const open = { ...item, rev: item.rev + 1 };
  const isLater = atMs < (item.cycle?.startAtMs ?? item.publishedAtMs);
  if (isClosed(item.state) || isLater || (await openedSince(locked, reply))) return open;
  if (reply.referral && (await letterFailed(locked, reply.referral))) return open;
  const closed = reply.referral ? refer(item, reply.referral, atMs) : answer(item, atMs);
  return closed.ok ? closed.value : item;
}

async function openedSince({ tx, item }: Locked, reply: OutgoingReply): Promise<boolean> {
  const history = await tx.history(item.id);
  const written = history.find((e) => e.type === 'reply.queued' && e.data?.['reply'] === reply.id);
  const sinceSeq = written?.seq ?? Number.POSITIVE_INFINITY;
  return history.some(({ type, seq }) => type === 'item.reopened' && seq > sinceSeq);
}

async function letterFailed({ tx, item }: Locked, reference: string): Promise<boolean> {
  const view = await tx.view(item.id);
  const letter = view?.letters.find((one) => one.reference === reference);
  return letter?.state.kind === 'refused' || letter?.state.kind === 'uncertain';
}
