import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { snooze as putAside } from '#domain/items/transitions.ts';
import type { Result } from '#domain/result.ts';
import { type DeedAsked, type DeedNeeds, note, onItem } from './on-item.ts';

export interface SnoozeAsked extends DeedAsked {
  readonly untilMs: number;
}

/** Puts an item aside for a while; its clock runs on. */
export function snooze(needs: DeedNeeds, asked: SnoozeAsked): Promise<Result<Item, Refusal>> {
  const { by, untilMs } = asked;
  return onItem(needs, asked, async (locked) => {
    const aside = putAside(locked.item, { by, atMs: locked.nowMs }, untilMs);
    if (aside.ok) note(locked, 'item.snoozed', { by, data: { untilMs } });
    return aside;
  });
}
