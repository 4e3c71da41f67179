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

/** What rules say of a text that its author changed. */
export interface ChangedWords {
  readonly suggested: ItemClass;
  /** A flag wants a person to look. */
  readonly wantsCard: boolean;
}

/**
 * Its author changed the words. The due time never moves by that; but words changed after the
 * answer are a new message, and a text that only now asks something starts owing an answer now. A
 * class that owes nothing was confirmed of other words: of these it says nothing.
 */
export function edited(item: Item, words: ChangedWords, atMs: number, start: StartCycle): Item {
  const rev = item.rev + 1;
  const { suggested, wantsCard } = words;
  const nothingNew = clockOf(suggested) === null && !wantsCard;
  const classConfirmed = item.classConfirmed && (clockOf(item.itemClass) !== null || nothingNew);
  const itemClass = classConfirmed ? item.itemClass : suggested;
  const clock = clockOf(itemClass);
  // A running clock is never stopped by an edit: only a person decides that nothing is owed.
  const isRunning = item.cycle !== undefined && item.cycle.stoppedAtMs === undefined;
  if (isRunning) return { ...item, itemClass: clock ? itemClass : item.itemClass, rev };
  const wasClosed = isClosed(item.state);
  if (wasClosed && !clock && !wantsCard) return { ...item, rev };
  const cycle = clock ? start(clock, (item.cycle?.n ?? 0) + 1, atMs) : item.cycle;
  const state = wasClosed ? ({ kind: 'open' } as const) : item.state;
  return { ...item, itemClass, classConfirmed, state, ...(cycle && { cycle }), rev };
}

/** A visitor points at it: whoever closed it, or confirmed that it owes nothing, did not know that. */
export function pointedAt(item: Item): Item {
  const isOver = isClosed(item.state) && item.presence !== 'gone';
  const classConfirmed = item.classConfirmed && clockOf(item.itemClass) !== null;
  const state = isOver ? ({ kind: 'open' } as const) : item.state;
  return { ...item, classConfirmed, state, rev: item.rev + 1 };
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
  const { state } = item;
  const withdrawn = state.kind === 'no-answer' && state.reason === 'withdrawn';
  if (!withdrawn || item.presence !== 'gone') return { ...item, presence, rev };
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
