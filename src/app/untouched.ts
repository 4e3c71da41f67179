import { isUnderWay } from '#domain/items/reply.ts';
import { returned } from '#domain/items/transitions.ts';
import { add, nextOpen } from '#domain/time/working-time.ts';
import type { Town } from '#domain/town/town.ts';
import type { RemindableItem, Tx } from '#ports/store.ts';
import { type Calendars, calendarOf } from './due.ts';
import { note, save } from './on-item.ts';

/** Working time after which what somebody took and did nothing about is for everybody again. */
const UNTOUCHED_MS = 2 * 60 * 60_000;

interface Looked {
  readonly town: Town;
  readonly calendars: Calendars;
  readonly nowMs: number;
}

/** When a taken item goes back to the queue, should nothing happen; null: it stays where it is. */
export type Untouched =
  | { readonly kind: 'later'; readonly atMs: number }
  | { readonly kind: 'released' };

/**
 * Taken but untouched goes back to the queue (design §6). Touched is whatever its holder did with it;
 * what is put aside, or has a reply on its way or to be published by hand, is not forgotten.
 */
export async function releaseUntouched(
  tx: Tx,
  { town, calendars, nowMs }: Looked,
  { id, channel: channelId, holder, takenAtMs, snoozedUntilMs = 0 }: RemindableItem,
): Promise<Untouched | null> {
  const channel = town.channels.find((one) => one.id === channelId);
  if (holder === undefined || takenAtMs === undefined || !channel) return null;
  const calendar = calendars(town, channel.department);
  const after = (touchedMs: number) =>
    Math.max(add(calendar, touchedMs, UNTOUCHED_MS), snoozedUntilMs);
  if (after(takenAtMs) > nowMs) return { kind: 'later', atMs: after(takenAtMs) };
  const deeds = (await tx.history(id)).filter(({ actor }) => actor === holder);
  const touchedMs = Math.max(takenAtMs, ...deeds.map(({ atMs }) => atMs));
  if (after(touchedMs) > nowMs) return { kind: 'later', atMs: after(touchedMs) };
  // It is told at once, so only when that may be done.
  const opensMs = opening({ town, calendars, nowMs }, holder);
  if (opensMs > nowMs) return { kind: 'later', atMs: opensMs };
  const view = await tx.view(id);
  const item = await tx.lockItem(id);
  if (!view || item?.state.kind !== 'taken') return null;
  if (view.replies.some(isUnderWay)) return null;
  note({ tx, item, nowMs }, 'item.released', { data: { why: 'untouched', person: holder } });
  await save(tx, returned(item));
  return { kind: 'released' };
}

/** Now, or when the holder is next at work. */
function opening({ town, calendars, nowMs }: Looked, holder: string): number {
  const person = town.people.find(({ id }) => id === holder);
  return person ? nextOpen(calendarOf(calendars, town, person), nowMs) : nowMs;
}
