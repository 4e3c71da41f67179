import type { ItemView } from '#ports/store.ts';
import { isOverdue, isUrgent } from './card.ts';

/** Overdue first, then urgent flags, then what is due soonest; what is put aside comes last. */
export function byUrgency(nowMs: number): (a: ItemView, b: ItemView) => number {
  return (a, b) => {
    const [ranksA, ranksB] = [ranks(a, nowMs), ranks(b, nowMs)];
    const differs = ranksA.findIndex((rank, n) => rank !== ranksB[n]);
    return differs < 0 ? 0 : Math.sign((ranksA[differs] ?? 0) - (ranksB[differs] ?? 0));
  };
}

export function isAside({ item }: ItemView, nowMs: number): boolean {
  return item.snoozedUntilMs !== undefined && item.snoozedUntilMs > nowMs;
}

function ranks(view: ItemView, nowMs: number): number[] {
  const { item } = view;
  return [
    isAside(view, nowMs) ? 1 : 0,
    isOverdue(item, nowMs) ? 0 : 1,
    isUrgent(view) ? 0 : 1,
    item.cycle?.dueAtMs ?? Number.MAX_SAFE_INTEGER,
    item.publishedAtMs,
  ];
}
