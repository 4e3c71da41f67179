import { holds, type Person } from '../people/person.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { StartCycle } from './arrival.ts';
import { clockOf, type ItemClass } from './class.ts';
import { type Cycle, type Item, isClosed, type NoAnswerReason } from './item.ts';
import type { Refusal } from './refusal.ts';

/** Who acts, and when. A manager may act on what a colleague holds. */
export interface Acting {
  readonly by: Person;
  readonly atMs: number;
}

export type ForwardTo =
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'department'; readonly department: string }
  /** Outside the desk, by mail: the item stays where it is. */
  | { readonly kind: 'mailbox' };

type Moved = Result<Item, Refusal>;

/** Two people never work on the same item. */
export function take(item: Item, { by, atMs }: Acting): Moved {
  if (isClosed(item.state)) return refuse({ kind: 'closed' });
  if (item.state.kind === 'taken') {
    const { holder, sinceMs } = item.state;
    return refuse({ kind: 'already-taken', holder, sinceMs });
  }
  const { snoozedUntilMs: _, ...awake } = item;
  return ok(next({ ...awake, state: { kind: 'taken', holder: by.id, sinceMs: atMs } }));
}

export function release(item: Item, { by }: Acting): Moved {
  if (isClosed(item.state)) return refuse({ kind: 'closed' });
  if (item.state.kind !== 'taken') return refuse({ kind: 'not-taken' });
  const { holder } = item.state;
  if (holder !== by.id && !holds(by, 'manager')) return refuse({ kind: 'not-holder', holder });
  return ok(returned(item));
}

/** Back into the queue, for anybody to take; its clock runs on. */
export function returned(item: Item): Item {
  return isClosed(item.state) ? item : next({ ...item, state: { kind: 'open' } });
}

/** A reply is being sent: whoever writes it holds the item until the platform has it. */
export function beginReply(item: Item, acting: Acting): Moved {
  const refusal = untouchable(item, acting);
  if (refusal) return refuse(refusal);
  if (item.presence === 'gone') return refuse({ kind: 'gone' });
  if (item.state.kind === 'taken') return ok(next(item));
  const state = { kind: 'taken', holder: acting.by.id, sinceMs: acting.atMs } as const;
  return ok(next({ ...item, state }));
}

/** The town's reply stands on the platform since `atMs`, the platform's time. */
export function answer(item: Item, atMs: number): Moved {
  if (isClosed(item.state)) return refuse({ kind: 'closed' });
  const state = { kind: 'answered', origin: 'desk', atMs } as const;
  return ok(closed(item, state, 'answer', atMs));
}

/** A deliberate silence has a reason (Ringebu "Representing", Ludvika "Svara snabbt"). */
export function noAnswer(item: Item, acting: Acting, reason: NoAnswerReason | undefined): Moved {
  const refusal = untouchable(item, acting);
  if (refusal) return refuse(refusal);
  if (!reason) return refuse({ kind: 'needs-reason' });
  const { atMs } = acting;
  return ok(closed(item, { kind: 'no-answer', reason, atMs }, 'no-answer', atMs));
}

/** Whether a person may act on it now; a referral changes its state when the citizen has been told. */
export function mayAct(item: Item, acting: Acting): Moved {
  const refusal = untouchable(item, acting);
  return refusal ? refuse(refusal) : ok(item);
}

/** Handed over for good under a reference (Malmö "Diarie", Ringebu "Journalføring", Härjedalen 4.1). */
export function refer(item: Item, referral: string, atMs: number): Moved {
  if (isClosed(item.state)) return refuse({ kind: 'closed' });
  return ok(closed(item, { kind: 'referred', referral, atMs }, 'referral', atMs));
}

/**
 * The letter of a referral did not get there: nobody has the matter, so the item is open again and
 * its own clock runs on as if it had never stopped.
 */
export function undoReferral(item: Item, referral: string): Moved {
  if (item.state.kind !== 'referred' || item.state.referral !== referral)
    return refuse({ kind: 'not-closed' });
  const { cycle, ...rest } = item;
  return ok(next({ ...rest, state: { kind: 'open' }, ...(cycle && { cycle: running(cycle) }) }));
}

/** To a better-suited colleague or unit (Härjedalen 4.1, Ludvika "Hantering"); it stays open and its clock runs on. */
export function forward(item: Item, acting: Acting, to: ForwardTo): Moved {
  const refusal = untouchable(item, acting);
  if (refusal) return refuse(refusal);
  switch (to.kind) {
    case 'person': {
      const state = { kind: 'taken', holder: to.person, sinceMs: acting.atMs } as const;
      return ok(next({ ...item, state }));
    }
    case 'department':
      return ok(next({ ...item, department: to.department, state: { kind: 'open' } }));
    case 'mailbox':
      return ok(next(item));
  }
}

/**
 * Confirms or changes the class. A clock the new class does not owe stops; one it owes anew starts
 * from the moment the citizen wrote; the same clock runs on untouched.
 */
export function classify(
  item: Item,
  acting: Acting,
  itemClass: ItemClass,
  startCycle: StartCycle,
): Moved {
  const refusal = untouchable(item, acting);
  if (refusal) return refuse(refusal);
  const { cycle: before, ...rest } = item;
  const cycle = cycleUnder(before, itemClass, item.publishedAtMs, acting.atMs, startCycle);
  const state = item.state.kind === 'new' ? ({ kind: 'open' } as const) : item.state;
  return ok(next({ ...rest, itemClass, classConfirmed: true, state, ...(cycle && { cycle }) }));
}

function cycleUnder(
  before: Cycle | undefined,
  itemClass: ItemClass,
  publishedAtMs: number,
  atMs: number,
  startCycle: StartCycle,
): Cycle | undefined {
  const clock = clockOf(itemClass);
  const runs = before !== undefined && before.stoppedAtMs === undefined;
  if (clock === null) return runs ? stopped(before, 'class', atMs) : before;
  if (runs && before.clock === clock) return before;
  return startCycle(clock, (before?.n ?? 0) + 1, before?.startAtMs ?? publishedAtMs);
}

/** The item as the cycle that a new class replaced leaves it: stopped. Undefined when none was replaced. */
export function replacedCycle(before: Item, after: Item, atMs: number): Item | undefined {
  const { cycle } = before;
  if (!cycle || cycle.stoppedAtMs !== undefined || cycle.n === after.cycle?.n) return undefined;
  return { ...before, cycle: stopped(cycle, 'class', atMs) };
}

/** Out of the queue's sight until then; the clock runs on, and reminders come all the same. */
export function snooze(item: Item, acting: Acting, untilMs: number): Moved {
  const refusal = untouchable(item, acting);
  if (refusal) return refuse(refusal);
  if (untilMs <= acting.atMs) return refuse({ kind: 'in-the-past' });
  return ok(next({ ...item, snoozedUntilMs: untilMs }));
}

/** Whether it is put aside for longer than its clock allows. */
export function sleepsBeyondDue({ snoozedUntilMs, cycle }: Item): boolean {
  if (snoozedUntilMs === undefined || !cycle || cycle.stoppedAtMs !== undefined) return false;
  return cycle.dueAtMs !== null && snoozedUntilMs > cycle.dueAtMs;
}

/** The citizen wrote again: a new cycle, when its class owes one. */
export function reopen(item: Item, atMs: number, startCycle: StartCycle): Moved {
  if (!isClosed(item.state)) return refuse({ kind: 'not-closed' });
  const clock = clockOf(item.itemClass);
  const cycle = clock ? startCycle(clock, (item.cycle?.n ?? 0) + 1, atMs) : item.cycle;
  return ok(next({ ...item, state: { kind: 'open' }, ...(cycle && { cycle }) }));
}

/** Why this person may not move the item now; undefined when nothing is in the way. */
function untouchable({ state }: Item, { by }: Acting): Refusal | undefined {
  switch (state.kind) {
    case 'new':
    case 'open':
      return undefined;
    case 'taken':
      return state.holder === by.id || holds(by, 'manager')
        ? undefined
        : { kind: 'not-holder', holder: state.holder };
    case 'answered':
    case 'referred':
    case 'no-answer':
      return { kind: 'closed' };
  }
}

function closed(
  item: Item,
  state: Item['state'],
  by: NonNullable<Cycle['stoppedBy']>,
  atMs: number,
): Item {
  const { snoozedUntilMs: _, cycle, ...rest } = item;
  return next({ ...rest, state, ...(cycle && { cycle: stopped(cycle, by, atMs) }) });
}

function stopped(cycle: Cycle, by: NonNullable<Cycle['stoppedBy']>, atMs: number): Cycle {
  return cycle.stoppedAtMs === undefined ? { ...cycle, stoppedAtMs: atMs, stoppedBy: by } : cycle;
}

function running({ stoppedAtMs: _, stoppedBy: __, ...cycle }: Cycle): Cycle {
  return cycle;
}

function next(item: Item): Item {
  return { ...item, rev: item.rev + 1 };
}
