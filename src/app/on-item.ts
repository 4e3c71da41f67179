import type { EntryType, LogEntry } from '#domain/archive/entry.ts';
import type { Assessment } from '#domain/items/flag.ts';
import { type Item, isClosed } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import type { Person } from '#domain/people/person.ts';
import { type Result, refuse } from '#domain/result.ts';
import type { Clock } from '#ports/clock.ts';
import type { Store, Tx } from '#ports/store.ts';

export interface DeedNeeds {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: Clock;
}

export interface DeedAsked {
  readonly item: number;
  readonly by: Person;
  /** `rev` of the card the person saw; an older one than the item's is stale and changes nothing. */
  readonly seenRev?: number;
}

/** An item locked for one deed. */
export interface Locked {
  readonly tx: Tx;
  readonly item: Item;
  readonly nowMs: number;
}

/**
 * One transaction on one item: locks it, lets the rules decide, writes what they answer. A refusal
 * writes nothing.
 */
export function onItem(
  { store, clock }: DeedNeeds,
  { item: id, seenRev }: DeedAsked,
  decide: (locked: Locked) => Promise<Result<Item, Refusal>>,
): Promise<Result<Item, Refusal>> {
  return store.transaction(async (tx) => {
    const item = await tx.lockItem(id);
    if (!item) return refuse({ kind: 'not-found' });
    if (seenRev !== undefined && seenRev !== item.rev) return refuse({ kind: 'stale' });
    const result = await decide({ tx, item, nowMs: clock.now() });
    if (result.ok) await save(tx, result.value);
    return result;
  });
}

export async function save(tx: Tx, item: Item): Promise<void> {
  await tx.saveItem(item);
  await tx.changed(`item:${item.id}`);
}

/** Writes what happened to an item into the log; by the system where nobody is named. */
export function note(
  { tx, item, nowMs }: Locked,
  type: EntryType,
  more: Pick<LogEntry, 'commitments' | 'data'> & { readonly by?: Person },
): void {
  const { by, ...rest } = more;
  tx.log({ type, atMs: nowMs, actor: by?.id ?? 'system', item: item.id, ...rest });
}

/** Archives words a person wrote about the item; the log gets their commitment only. */
export async function keepWords(
  { tx, item, nowMs }: Locked,
  field: string,
  text: string | undefined,
): Promise<Pick<LogEntry, 'commitments'>> {
  if (!text?.trim()) return {};
  return { commitments: { [field]: await tx.archive(item.id, field, text.trim(), nowMs) } };
}

/** Writes what a deed did to the item's clock, if anything. */
export function noteClock(locked: Locked, after: Item, by?: Person): void {
  const before = locked.item.cycle;
  const cycle = after.cycle;
  const actor = by && { by };
  if (!cycle) return;
  if (before && before.n !== cycle.n && before.stoppedAtMs === undefined)
    note(locked, 'clock.stopped', { ...actor, data: { n: before.n, by: 'class', met: null } });
  if (cycle.n !== before?.n || (before.stoppedBy && !cycle.stoppedBy)) {
    const { n, clock, startAtMs, dueAtMs } = cycle;
    note(locked, 'clock.started', { ...actor, data: { n, clock, startAtMs, dueAtMs } });
  }
  if (cycle.stoppedBy && !(before?.n === cycle.n && before.stoppedBy)) {
    const { n, stoppedBy, stoppedAtMs, overdueFromMs } = cycle;
    const met = overdueFromMs === null || (stoppedAtMs ?? 0) < overdueFromMs;
    note(locked, 'clock.stopped', { ...actor, data: { n, by: stoppedBy, met } });
  }
}

/** Writes that a closed item is open again, if it is, and why. */
export function noteReopened(before: Locked, after: Item, why: 'edited' | 'report'): void {
  if (isClosed(before.item.state) && !isClosed(after.state))
    note(before, 'item.reopened', { data: { why } });
}

/** Flags on a version of an item, each with its entry. */
export async function raise(on: Locked, version: number, found: Assessment): Promise<void> {
  await on.tx.addFlags(on.item.id, version, found);
  for (const { rule, category, band } of found.flags)
    note(on, 'flag.raised', { data: { rule, category, band, rules: found.rulesVersion } });
}
