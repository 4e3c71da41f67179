import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import type { Person } from '#domain/people/person.ts';
import { ok, type Result, refuse } from '#domain/result.ts';
import { type DeedNeeds, note, save } from './on-item.ts';
import { replySent } from './reply-sent.ts';

/** A reply in `sending` for this long is in no worker's hands any more. */
export const STUCK_AFTER_MS = 15 * 60_000;

export interface SettleReplyAsked {
  readonly reply: number;
  readonly by: Person;
  readonly seenRev?: number;
  /** `done`: published by hand. `again`: the platform is to be tried once more. */
  readonly how: 'done' | 'again';
}

/** A person settles a reply that the desk could not publish by itself. */
export function settleReply(
  { store, clock }: DeedNeeds,
  { reply: id, by, how, seenRev }: SettleReplyAsked,
): Promise<Result<Item, Refusal>> {
  return store.transaction(async (tx) => {
    const reply = await tx.lockReply(id);
    const item = reply && (await tx.lockItem(reply.item));
    if (!reply || !item) return refuse({ kind: 'not-found' });
    if (seenRev !== undefined && seenRev !== item.rev) return refuse({ kind: 'stale' });
    const nowMs = clock.now();
    const { state } = reply;
    if (how === 'again') {
      const stuck = state.kind === 'sending' && nowMs - state.sinceMs >= STUCK_AFTER_MS;
      if (!stuck) return refuse({ kind: state.kind === 'sending' ? 'being-sent' : 'settled' });
      await tx.saveReply({ ...reply, state: { kind: 'sending', sinceMs: nowMs } });
      await tx.send('answer', { reply: id });
      note({ tx, item, nowMs }, 'reply.retried', { by, data: { reply: id } });
      const after = { ...item, rev: item.rev + 1 };
      await save(tx, after);
      return ok(after);
    }
    if (state.kind !== 'by-hand') return refuse({ kind: 'settled' });
    const after = await replySent(tx, reply, { atMs: nowMs, externalId: '' }, { nowMs, by });
    return ok(after ?? item);
  });
}
