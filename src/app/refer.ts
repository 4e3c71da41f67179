import type { Item } from '#domain/items/item.ts';
import type { ReferralKind } from '#domain/items/letter.ts';
import { isMailbox } from '#domain/items/mailbox.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { refer as handOver, mayAct } from '#domain/items/transitions.ts';
import { type Result, refuse } from '#domain/result.ts';
import type { Department, Town } from '#domain/town/town.ts';
import { type AnswerNeeds, queueReply } from './answer.ts';
import { type DeedAsked, type Locked, note, noteClock, onItem } from './on-item.ts';
import { nextReference, queueLetter, type Writing } from './queue-letter.ts';
import { replyOnItsWay } from './reply-on-its-way.ts';

export interface ReferAsked extends DeedAsked {
  readonly kind: ReferralKind;
  /** Mailbox of another authority; the other kinds have theirs in the register. */
  readonly to?: string;
  /** Puts the letter into words, once its reference is known. */
  readonly letter: (reference: string) => Writing;
  /** What the citizen is told, without signature; absent: nothing is published. */
  readonly answer?: (reference: string) => string;
}

/**
 * Hands a matter over by mail under a reference: to the registry, the political level, another
 * authority, or out of public view when it is a person's own (Malmö "Info", Ringebu
 * "Journalføring"). The clock stops when the citizen is told, or at once when nothing is told.
 */
export function refer(needs: AnswerNeeds, asked: ReferAsked): Promise<Result<Item, Refusal>> {
  const { by } = asked;
  return onItem(needs, asked, async (locked) => {
    const { tx, item, nowMs } = locked;
    const free = mayAct(item, { by, atMs: nowMs });
    if (!free.ok) return free;
    if (await replyOnItsWay(locked)) return refuse({ kind: 'being-sent' });
    const town = await tx.town();
    const department = town?.departments.find(({ id }) => id === item.department);
    if (!town || !department) return refuse({ kind: 'not-found' });
    const to = mailboxFor(asked.kind, asked.to, department);
    if (!to) return refuse({ kind: 'needs-recipient' });
    const reference = await nextReference(locked, town);
    const after = await settle(needs, locked, asked, reference);
    if (after.ok) await sendLetter(locked, asked, { town, to, reference });
    return after;
  });
}

/** The item after it: still open while the citizen is being told, closed at once otherwise. */
function settle(
  needs: AnswerNeeds,
  locked: Locked,
  { by, answer }: ReferAsked,
  reference: string,
): Promise<Result<Item, Refusal>> {
  if (answer)
    return queueReply(needs, locked, { by, words: answer(reference), referral: reference });
  const referred = handOver(locked.item, reference, locked.nowMs);
  if (referred.ok) {
    note(locked, 'item.referred', { by, data: { reference } });
    noteClock(locked, referred.value, by);
  }
  return Promise.resolve(referred);
}

async function sendLetter(
  locked: Locked,
  asked: ReferAsked,
  { town, to, reference }: { town: Town; to: string; reference: string },
): Promise<void> {
  const { kind, by } = asked;
  const writing = asked.letter(reference);
  await queueLetter(locked, { kind, to, by, town, reference, writing });
}

/** Whose mailbox a referral goes to; undefined where the person has to say it and did not. */
export function mailboxFor(
  kind: ReferralKind,
  to: string | undefined,
  department: Department,
): string | undefined {
  switch (kind) {
    case 'registry':
    case 'own-matter':
      return department.registry;
    case 'political':
      return department.politicalContact ?? department.registry;
    case 'other-authority':
      return to && isMailbox(to) ? to : undefined;
  }
}
