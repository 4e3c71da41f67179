import { createHash } from 'node:crypto';
import { type ClockKind, clockOf, type ItemClass } from './class.ts';
import { type Cycle, type Item, isClosed } from './item.ts';

/** What intake knows of a comment it sees for the first time. */
export type FirstSight = Pick<
  Item,
  | 'channel'
  | 'department'
  | 'externalId'
  | 'parentExternalId'
  | 'rootExternalId'
  | 'author'
  | 'visibility'
  | 'url'
  | 'publishedAtMs'
  | 'receivedAtMs'
  | 'presence'
>;

/** Makes the cycle of a clock that starts at a moment; the working time is computed by the caller. */
export type StartCycle = (clock: NonNullable<ClockKind>, n: number, startAtMs: number) => Cycle;

/** What a version is known by: two texts with the same media are the same version. */
export function contentHash(text: string, mediaUrls: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([text, ...mediaUrls]))
    .digest('hex');
}

/** A comment seen for the first time. Its clock starts when it was published, not when we saw it. */
export function firstSeen(
  sight: FirstSight,
  suggested: ItemClass,
  startCycle: StartCycle,
): Omit<Item, 'id'> {
  const clock = clockOf(suggested);
  return {
    ...sight,
    itemClass: suggested,
    classConfirmed: false,
    state: { kind: 'new' },
    ...(clock && { cycle: startCycle(clock, 1, sight.publishedAtMs) }),
    rev: 1,
  };
}

/**
 * Its author changed the words. The due time never moves by that; but words changed after the
 * answer are a new message, and a text that only now asks something starts owing an answer now.
 */
export function edited(item: Item, suggested: ItemClass, atMs: number, start: StartCycle): Item {
  const rev = item.rev + 1;
  const itemClass = item.classConfirmed ? item.itemClass : suggested;
  const clock = clockOf(itemClass);
  if (isClosed(item.state)) {
    if (!clock) return { ...item, rev };
    const cycle = start(clock, (item.cycle?.n ?? 0) + 1, atMs);
    return { ...item, itemClass, state: { kind: 'open' }, cycle, rev };
  }
  if (clock && !item.cycle) return { ...item, itemClass, cycle: start(clock, 1, atMs), rev };
  // A running clock is never stopped by an edit: only a person decides that nothing is owed.
  return { ...item, itemClass: item.cycle && !clock ? item.itemClass : itemClass, rev };
}

/** It is gone from the platform: nothing can be answered there any more. */
export function gone(item: Item, atMs: number): Item {
  const rev = item.rev + 1;
  if (isClosed(item.state)) return { ...item, presence: 'gone', rev };
  const cycle = item.cycle && { ...item.cycle, stoppedAtMs: atMs, stoppedBy: 'gone' as const };
  return {
    ...item,
    presence: 'gone',
    state: { kind: 'no-answer', reason: 'withdrawn', atMs },
    ...(cycle && { cycle }),
    rev,
  };
}

/** The platform shows it differently now; what had been withdrawn owes its answer again from the start. */
export function shownAs(item: Item, presence: 'shown' | 'hidden', start: StartCycle): Item {
  const rev = item.rev + 1;
  const withdrawn = item.state.kind === 'no-answer' && item.state.reason === 'withdrawn';
  if (!withdrawn) return { ...item, presence, rev };
  const clock = clockOf(item.itemClass);
  const cycle = clock && start(clock, (item.cycle?.n ?? 0) + 1, item.publishedAtMs);
  return { ...item, presence, state: { kind: 'new' }, ...(cycle && { cycle }), rev };
}

/**
 * The town answered on the platform itself: zero clicks. Null when the answer belongs to an earlier
 * cycle or nothing was open, so that seeing it again changes nothing.
 */
export function answeredNatively(item: Item, atMs: number): Item | null {
  if (isClosed(item.state) || atMs < (item.cycle?.startAtMs ?? item.publishedAtMs)) return null;
  const cycle = item.cycle && {
    ...item.cycle,
    stoppedAtMs: atMs,
    stoppedBy: 'native-answer' as const,
  };
  return {
    ...item,
    state: { kind: 'answered', origin: 'native', atMs },
    ...(cycle && { cycle }),
    rev: item.rev + 1,
  };
}
