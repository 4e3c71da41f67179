import type { Cycle, Item } from '#domain/items/item.ts';
import type { Pause } from '#domain/time/pauses.ts';
import type { Town } from '#domain/town/town.ts';
import type { Tx } from '#ports/store.ts';
import { type Calendars, calendars, cycleOf } from './due.ts';
import { note, save } from './on-item.ts';

const PAGE = 200;

/**
 * Another calendar or target moves the clocks that still run, and only those; the old and the new
 * due time stand in the log (design §6). Finished cycles stay what they were.
 */
export async function recomputeClocks(
  tx: Tx,
  { town, by, atMs }: { town: Town; by: string; atMs: number },
): Promise<void> {
  const prepared = calendars(() => atMs);
  for (const id of await openItems(tx)) {
    const item = await tx.lockItem(id);
    const cycle = item && (await recomputed(tx, prepared, town, item));
    if (!item?.cycle || !cycle || sameTimes(cycle, item.cycle)) continue;
    const data = { n: cycle.n, from: item.cycle.dueAtMs, to: cycle.dueAtMs, by };
    note({ tx, item, nowMs: atMs }, 'clock.recomputed', { data });
    await save(tx, { ...item, cycle, rev: item.rev + 1 });
  }
}

/** Read before any of them is changed: the list is in the order of their due times. */
async function openItems(tx: Tx): Promise<number[]> {
  const ids: number[] = [];
  for (;;) {
    const page = await tx.queue({ list: 'owed', limit: PAGE, offset: ids.length });
    ids.push(...page.map(({ item }) => item.id));
    if (page.length < PAGE) return ids;
  }
}

async function recomputed(
  tx: Tx,
  prepared: Calendars,
  town: Town,
  { id, channel: channelId, cycle }: Item,
): Promise<Cycle | null> {
  const channel = town.channels.find((c) => c.id === channelId);
  if (!channel || !cycle || cycle.stoppedAtMs !== undefined) return null;
  const recorded = await tx.pauses(id, cycle.n);
  const pauses = recorded.map(
    ({ startMs, endMs, reason }): Pause => ({
      fromMs: startMs,
      ...(endMs !== null && { untilMs: endMs }),
      reason,
    }),
  );
  const { clock, n, startAtMs } = cycle;
  const calendar = prepared(town, channel.department);
  return cycleOf(calendar, channel.targets[clock], { clock, n, startAtMs }, pauses);
}

const sameTimes = (a: Cycle, b: Cycle) =>
  a.dueAtMs === b.dueAtMs && a.overdueFromMs === b.overdueFromMs;
