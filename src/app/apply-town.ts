import { returned } from '#domain/items/transitions.ts';
import { holds } from '#domain/people/person.ts';
import { ok, type Result, refuse } from '#domain/result.ts';
import { checkTown } from '#domain/town/check.ts';
import { changeCounts, type TownChange, townChanges } from '#domain/town/diff.ts';
import { townDigest } from '#domain/town/digest.ts';
import type { TownFault } from '#domain/town/fault.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Reading, Store, Tx } from '#ports/store.ts';
import { save } from './on-item.ts';
import { recomputeClocks } from './recompute-clocks.ts';

/** What applying a town would change, and the digest of the town it was compared with. */
export interface TownPlan {
  readonly changes: readonly TownChange[];
  readonly base: string;
}

const ORPHANS_AT_ONCE = 100;

export type TownRefusal =
  | { readonly kind: 'faulty'; readonly faults: readonly TownFault[] }
  /** Another town was applied since the plan was shown. */
  | { readonly kind: 'moved-on' };

/** Shows what would change; writes nothing. */
export async function planTown(
  { store }: { readonly store: { readonly read: Pick<Reading, 'town'> } },
  { town }: { readonly town: Town },
): Promise<Result<TownPlan, TownRefusal>> {
  const faults = checkTown(town);
  if (faults.length > 0) return refuse({ kind: 'faulty', faults });
  return ok(planOf(await store.read.town(), town));
}

/**
 * Makes the town what its file says: saved, logged and told in one transaction, or not at all. A
 * town that says what the present one says is left alone. `base` is the plan's that a person has
 * seen; without it whatever is there is replaced (the first start).
 */
export async function applyTown(
  { store, clock }: { readonly store: Pick<Store, 'transaction'>; readonly clock: Clock },
  asked: {
    readonly town: Town;
    /** SHA-256 (hex) of the document the town was read from. */
    readonly sha256: string;
    /** Person id, or `system`. */
    readonly by: string;
    readonly base?: string;
  },
): Promise<Result<TownPlan, TownRefusal>> {
  const faults = checkTown(asked.town);
  if (faults.length > 0) return refuse({ kind: 'faulty', faults });
  return store.transaction(async (tx) => {
    const current = await tx.lockTown();
    const plan = planOf(current, asked.town);
    if (asked.base !== undefined && asked.base !== plan.base) return refuse({ kind: 'moved-on' });
    if (plan.changes.length === 0) return ok(plan);
    const atMs = clock.now();
    await tx.saveTown(asked.town, asked.by, atMs);
    await releaseOrphans(tx, current, { ...asked, atMs });
    if (current && countsDifferently(current, asked.town))
      await recomputeClocks(tx, { ...asked, atMs });
    await tx.lookAtAll();
    await tx.changed('town');
    const data = { document: asked.sha256, ...changeCounts(plan.changes) };
    tx.log({ type: 'town.applied', atMs, actor: asked.by, data });
    return ok(plan);
  });
}

/** What is held by somebody who has left, or handles items no more, goes back into the queue. */
async function releaseOrphans(
  tx: Tx,
  current: Town | null,
  { town, by, atMs }: { town: Town; by: string; atMs: number },
): Promise<void> {
  const hands = new Set(town.people.filter((p) => holds(p, 'moderator')).map(({ id }) => id));
  for (const { id: holder } of current?.people.filter(({ id }) => !hands.has(id)) ?? []) {
    const filter = { list: 'owed', holder, limit: ORPHANS_AT_ONCE, offset: 0 } as const;
    for (let held = await tx.queue(filter); held.length > 0; held = await tx.queue(filter)) {
      for (const { item } of held) {
        const locked = await tx.lockItem(item.id);
        if (locked?.state.kind !== 'taken') continue;
        tx.log({ type: 'item.released', atMs, actor: by, item: item.id });
        await save(tx, returned(locked));
      }
    }
  }
}

/** Whether a due time may be another now: calendars, targets, or whose calendar a channel goes by. */
function countsDifferently(before: Town, after: Town): boolean {
  const counted = ({ calendars, channels, departments }: Town) =>
    JSON.stringify([
      calendars,
      channels.map(({ id, department, targets }) => [id, department, targets]),
      departments.map(({ id, calendar }) => [id, calendar]),
    ]);
  return counted(before) !== counted(after);
}

function planOf(current: Town | null, next: Town): TownPlan {
  return { changes: townChanges(current, next), base: townDigest(current) };
}
