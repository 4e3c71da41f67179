import type { Item, NoAnswerReason } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { noAnswer as leaveUnanswered } from '#domain/items/transitions.ts';
import { type Result, refuse } from '#domain/result.ts';
import { type DeedAsked, type DeedNeeds, keepWords, note, noteClock, onItem } from './on-item.ts';
import { replyOnItsWay } from './reply-on-its-way.ts';

export interface NoAnswerAsked extends DeedAsked {
  readonly reason: NoAnswerReason | undefined;
  readonly note?: string;
}

/** Closes an item without an answer, for a reason that stays on record. */
export function noAnswer(needs: DeedNeeds, asked: NoAnswerAsked): Promise<Result<Item, Refusal>> {
  const { by, reason } = asked;
  return onItem(needs, asked, async (locked) => {
    if (await replyOnItsWay(locked)) return refuse({ kind: 'being-sent' });
    const closed = leaveUnanswered(locked.item, { by, atMs: locked.nowMs }, reason);
    if (!closed.ok) return closed;
    const words = await keepWords(locked, 'note', asked.note);
    note(locked, 'item.no-answer', { by, ...words, data: { reason: reason ?? null } });
    noteClock(locked, closed.value, by);
    return closed;
  });
}
