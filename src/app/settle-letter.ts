import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import type { Person } from '#domain/people/person.ts';
import { ok, type Result, refuse } from '#domain/result.ts';
import { letterSent } from './letter-sent.ts';
import { type DeedNeeds, note, save } from './on-item.ts';

export interface SettleLetterAsked {
  readonly letter: number;
  readonly by: Person;
  readonly seenRev?: number;
  /** `sent`: it did arrive, or went another way. `again`: it is to be sent once more. */
  readonly how: 'sent' | 'again';
}

/** A person decides about a letter the desk cannot be sure of, or that the mail server refused. */
export function settleLetter(
  { store, clock }: DeedNeeds,
  { letter: id, by, how, seenRev }: SettleLetterAsked,
): Promise<Result<Item, Refusal>> {
  return store.transaction(async (tx) => {
    const letter = await tx.lockLetter(id);
    const item = letter && (await tx.lockItem(letter.item));
    if (!letter || !item) return refuse({ kind: 'not-found' });
    if (seenRev !== undefined && seenRev !== item.rev) return refuse({ kind: 'stale' });
    if (letter.state.kind !== 'uncertain' && letter.state.kind !== 'refused')
      return refuse({ kind: 'settled' });
    const nowMs = clock.now();
    if (how === 'sent') {
      await letterSent(tx, letter, { nowMs, by });
      return ok((await tx.item(item.id)) ?? item);
    }
    await tx.saveLetter({ ...letter, state: { kind: 'queued' } });
    note({ tx, item, nowMs }, 'letter.settled', { by, data: { letter: id, how } });
    await tx.send('mail', { letter: id });
    const after = { ...item, rev: item.rev + 1 };
    await save(tx, after);
    return ok(after);
  });
}
