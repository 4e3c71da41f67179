import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { take } from '#domain/items/transitions.ts';
import type { Result } from '#domain/result.ts';
import { type DeedAsked, type DeedNeeds, note, onItem } from './on-item.ts';

/** A person takes an item, so that two never work on the same one. */
export function claim(needs: DeedNeeds, asked: DeedAsked): Promise<Result<Item, Refusal>> {
  const { by } = asked;
  return onItem(needs, asked, async (locked) => {
    const taken = take(locked.item, { by, atMs: locked.nowMs });
    if (taken.ok) note(locked, 'item.taken', { by, data: { holder: by.id } });
    return taken;
  });
}
