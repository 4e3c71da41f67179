import type { Channel } from '#domain/channels/channel.ts';
import type { StartCycle } from '#domain/items/arrival.ts';
import type { ItemClass } from '#domain/items/class.ts';
import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { classify as giveClass, replacedCycle } from '#domain/items/transitions.ts';
import { type Result, refuse } from '#domain/result.ts';
import type { Town } from '#domain/town/town.ts';
import { type DeedAsked, type DeedNeeds, note, noteClock, onItem } from './on-item.ts';

export interface ClassifyNeeds extends DeedNeeds {
  /** Cycles of a channel's clocks, computed with its department's calendar. */
  readonly cycles: (town: Town, channel: Channel) => StartCycle;
}

export interface ClassifyAsked extends DeedAsked {
  readonly itemClass: ItemClass;
}

/** A person confirms or changes what the rules suggest; the clock follows the class. */
export function classify(
  needs: ClassifyNeeds,
  asked: ClassifyAsked,
): Promise<Result<Item, Refusal>> {
  const { by, itemClass } = asked;
  return onItem(needs, asked, async (locked) => {
    const { tx, item, nowMs } = locked;
    const town = await tx.town();
    const channel = town?.channels.find(({ id }) => id === item.channel);
    if (!town || !channel) return refuse({ kind: 'not-found' });
    const classed = giveClass(item, { by, atMs: nowMs }, itemClass, needs.cycles(town, channel));
    if (!classed.ok) return classed;
    const replaced = replacedCycle(item, classed.value, nowMs);
    if (replaced) await tx.saveItem(replaced);
    note(locked, 'item.classed', { by, data: { from: item.itemClass, class: itemClass } });
    noteClock(locked, classed.value, by);
    return classed;
  });
}
