import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { signed } from '#domain/items/signature.ts';
import { beginReply } from '#domain/items/transitions.ts';
import type { Person } from '#domain/people/person.ts';
import { type Result, refuse } from '#domain/result.ts';
import { type DeedAsked, type DeedNeeds, keepWords, type Locked, note, onItem } from './on-item.ts';
import { replyOnItsWay } from './reply-on-its-way.ts';

export interface AnswerNeeds extends DeedNeeds {
  /** An unguessable key, another each time. */
  readonly newKey: () => string;
}

export interface AnswerAsked extends DeedAsked {
  /** As the person wrote it, without signature. */
  readonly words: string;
}

/**
 * Queues a signed reply for the platform. The clock stops when the platform has it; until then the
 * item stays with the person who answers.
 */
export function answer(needs: AnswerNeeds, asked: AnswerAsked): Promise<Result<Item, Refusal>> {
  const { by, words } = asked;
  return onItem(needs, asked, (locked) => queueReply(needs, locked, { by, words }));
}

/** The reply's row, log entry and job, in the caller's transaction. `referral`: of what it tells the citizen. */
export async function queueReply(
  { newKey }: Pick<AnswerNeeds, 'newKey'>,
  locked: Locked,
  { by, words, referral }: { by: Person; words: string; referral?: string },
): Promise<Result<Item, Refusal>> {
  const { tx, item, nowMs } = locked;
  const text = signed(words, by);
  if (!text.ok) return text;
  const begun = beginReply(item, { by, atMs: nowMs });
  if (!begun.ok) return begun;
  if (await replyOnItsWay(locked)) return refuse({ kind: 'being-sent' });
  const reply = await tx.addReply({
    item: item.id,
    cycle: item.cycle?.n ?? 0,
    by: by.id,
    text: text.value,
    key: newKey(),
    ...(referral && { referral }),
    state: { kind: 'queued' },
  });
  if (item.state.kind !== 'taken') note(locked, 'item.taken', { by, data: { holder: by.id } });
  const kept = await keepWords(locked, 'reply', reply.text);
  note(locked, 'reply.queued', { by, ...kept, data: { reply: reply.id, cycle: reply.cycle } });
  await tx.send('answer', { reply: reply.id });
  return begun;
}
