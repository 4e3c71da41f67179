import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { release as releaseItem } from '#domain/items/transitions.ts';
import type { Result } from '#domain/result.ts';
import { type DeedAsked, type DeedNeeds, note, onItem } from './on-item.ts';

/** Back into the queue; a manager may release what an absent colleague holds. */
export function release(needs: DeedNeeds, asked: DeedAsked): Promise<Result<Item, Refusal>> {
  const { by } = asked;
  return onItem(needs, asked, async (locked) => {
    const released = releaseItem(locked.item, { by, atMs: locked.nowMs });
    if (released.ok) note(locked, 'item.released', { by });
    return released;
  });
}
