import { isClosed } from '#domain/items/item.ts';
import type { Letter } from '#domain/items/letter.ts';
import { refer, undoReferral } from '#domain/items/transitions.ts';
import type { Person } from '#domain/people/person.ts';
import type { Tx } from '#ports/store.ts';
import { note, noteClock, save } from './on-item.ts';

/** Who settles a letter, and when; absent where the desk does it. */
export interface Settling {
  readonly nowMs: number;
  readonly by?: Person;
}

/**
 * Records that a letter went out. A referral that had been opened again because its letter was in
 * doubt is closed by it, unless the citizen is still to be told or something else has come since.
 */
export async function letterSent(tx: Tx, letter: Letter, { nowMs, by }: Settling): Promise<void> {
  await tx.saveLetter({ ...letter, state: { kind: 'sent', atMs: nowMs } });
  const item = await tx.lockItem(letter.item);
  if (!item) return;
  const locked = { tx, item, nowMs };
  const actor = by && { by };
  note(locked, by ? 'letter.settled' : 'letter.sent', {
    ...actor,
    data: { letter: letter.id, ...(by && { how: 'sent' }) },
  });
  const closes =
    letter.kind !== 'forward' &&
    !isClosed(item.state) &&
    !(await openedForMore(tx, letter)) &&
    (await citizenTold(tx, letter));
  const referred = closes ? refer(item, letter.reference, nowMs) : undefined;
  if (!referred?.ok) return save(tx, { ...item, rev: item.rev + 1 });
  note(locked, 'item.referred', { ...actor, data: { reference: letter.reference } });
  noteClock(locked, referred.value, by);
  await save(tx, referred.value);
}

/** A letter that did not get there, or may not have: a matter nobody else has is the desk's again. */
export async function letterFailed(
  tx: Tx,
  letter: Letter,
  state: Extract<Letter['state'], { kind: 'uncertain' | 'refused' }>,
  nowMs: number,
): Promise<void> {
  await tx.saveLetter({ ...letter, state });
  const item = await tx.lockItem(letter.item);
  if (!item) return;
  const locked = { tx, item, nowMs };
  const type = state.kind === 'refused' ? 'letter.failed' : 'letter.uncertain';
  note(locked, type, { data: { letter: letter.id } });
  const open = undoReferral(item, letter.reference);
  if (!open.ok) return save(tx, { ...item, rev: item.rev + 1 });
  note(locked, 'item.reopened', { data: { why: 'letter' } });
  noteClock(locked, open.value);
  await save(tx, open.value);
}

/** Whether the item was last opened by something else than its letter: that is not handed over by it. */
async function openedForMore(tx: Tx, { item }: Letter): Promise<boolean> {
  const opened = (await tx.history(item)).findLast(({ type }) => type === 'item.reopened');
  return opened !== undefined && opened.data?.['why'] !== 'letter';
}

async function citizenTold(tx: Tx, { item, reference }: Letter): Promise<boolean> {
  const view = await tx.view(item);
  const answers = view?.replies.filter(({ referral }) => referral === reference) ?? [];
  return answers.every(({ state }) => state.kind === 'sent');
}
