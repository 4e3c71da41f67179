import { ok, type Result, refuse } from '#domain/result.ts';
import { checkTown } from '#domain/town/check.ts';
import { changeCounts, type TownChange, townChanges } from '#domain/town/diff.ts';
import { townDigest } from '#domain/town/digest.ts';
import type { TownFault } from '#domain/town/fault.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Reading, Store } from '#ports/store.ts';

/** What applying a town would change, and the digest of the town it was compared with. */
export interface TownPlan {
  readonly changes: readonly TownChange[];
  readonly base: string;
}

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
    const plan = planOf(await tx.lockTown(), asked.town);
    if (asked.base !== undefined && asked.base !== plan.base) return refuse({ kind: 'moved-on' });
    if (plan.changes.length === 0) return ok(plan);
    const atMs = clock.now();
    await tx.saveTown(asked.town, asked.by, atMs);
    await tx.changed('town');
    const data = { document: asked.sha256, ...changeCounts(plan.changes) };
    tx.log({ type: 'town.applied', atMs, actor: asked.by, data });
    return ok(plan);
  });
}

function planOf(current: Town | null, next: Town): TownPlan {
  return { changes: townChanges(current, next), base: townDigest(current) };
}
