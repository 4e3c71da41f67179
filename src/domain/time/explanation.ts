import { isoDate } from './dates.ts';
import type { ClosedReason } from './day-plans.ts';

/**
 * One step on the way from a message to its due time, for a locale to put into words and a
 * resident to check against the published calendar. Dates are YYYY-MM-DD in the unit's zone,
 * ranges include both ends; instants are epoch milliseconds.
 */
export type ExplanationStep =
  | { readonly kind: 'received'; readonly atMs: number }
  /** A target in days does not count the date of receipt. */
  | { readonly kind: 'receipt-day-not-counted'; readonly date: string }
  /** Dates without opening; several in a row are one step. */
  | {
      readonly kind: 'closed';
      readonly fromDate: string;
      readonly untilDate: string;
      readonly days: number;
      readonly reasons: readonly ClosedReason[];
    }
  /** Received out of hours: the clock began to run later. */
  | { readonly kind: 'clock-starts'; readonly atMs: number }
  /**
   * Working time on one date, or on whole ordinary working days in a row, weekends between them
   * included. With breaks, workedMs is less than the time from fromMs to untilMs.
   */
  | {
      readonly kind: 'worked';
      readonly fromDate: string;
      readonly untilDate: string;
      readonly days: number;
      readonly fromMs: number;
      readonly untilMs: number;
      readonly workedMs: number;
      /** What ended it; `midnight` where the unit stayed open over it. */
      readonly until: 'closing' | 'midnight' | 'pause' | 'due';
      /** Set on a date with hours of its own, with the name of the day if it has one. */
      readonly special?: { readonly name?: string };
    }
  /** Working days that count towards a target in days, weekends between them included. */
  | {
      readonly kind: 'counted';
      readonly fromDate: string;
      readonly untilDate: string;
      readonly days: number;
    }
  /** A working day that closed during a recorded pause. */
  | { readonly kind: 'not-counted'; readonly date: string; readonly reason: string }
  /** A recorded pause, and the working time it took. */
  | {
      readonly kind: 'pause';
      readonly fromMs: number;
      readonly untilMs: number;
      readonly lostMs: number;
      readonly reason: string;
    }
  /** A pause without an end stops the clock; what was left of the target then. */
  | {
      readonly kind: 'stopped';
      readonly sinceMs: number;
      readonly reason: string;
      readonly left: { readonly workingMs: number } | { readonly workingDays: number };
    }
  | { readonly kind: 'due'; readonly atMs: number }
  /** Only where it differs from the due time. */
  | { readonly kind: 'overdue-from'; readonly atMs: number };

export interface Explanation {
  /** The zone in which the instants are to be read. */
  readonly zone: string;
  readonly steps: readonly ExplanationStep[];
}

/** A step with what collapsing it needs to know. */
export interface Piece {
  readonly fromDay: number;
  readonly untilDay: number;
  /** Whole ordinary working days may be told as one. */
  readonly isWhole: boolean;
  readonly step: ExplanationStep;
}

export function closedPiece(day: number, reason: ClosedReason): Piece {
  const date = isoDate(day);
  const step = {
    kind: 'closed',
    fromDate: date,
    untilDate: date,
    days: 1,
    reasons: [reason],
  } as const;
  return { fromDay: day, untilDay: day, isWhole: false, step };
}

/** Tells closed dates in a row as one step, and so whole working days with the weekends between. */
export function collapse(pieces: readonly Piece[]): ExplanationStep[] {
  const told: Piece[] = [];
  for (const piece of pieces) {
    const last = told.at(-1);
    const overWeekend = last !== undefined && isWeekly(last) ? told.at(-2) : undefined;
    const joined = join(last, piece);
    const joinedOver = join(overWeekend, piece);
    if (joined !== undefined) told.splice(-1, 1, joined);
    else if (joinedOver !== undefined) told.splice(-2, 2, joinedOver);
    else told.push(piece);
  }
  return told.map(({ step }) => step);
}

function join(first: Piece | undefined, second: Piece): Piece | undefined {
  if (first === undefined) return undefined;
  const step = joinSteps(first, second);
  const { fromDay } = first;
  return step && { fromDay, untilDay: second.untilDay, isWhole: first.isWhole, step };
}

function joinSteps(first: Piece, second: Piece): ExplanationStep | undefined {
  const [a, b] = [first.step, second.step];
  if (a.kind === 'closed' && b.kind === 'closed' && second.fromDay === first.untilDay + 1) {
    const reasons = [...a.reasons, ...b.reasons.filter((reason) => !includes(a.reasons, reason))];
    return { ...a, untilDate: b.untilDate, days: a.days + b.days, reasons };
  }
  if (!first.isWhole || !second.isWhole) return undefined;
  if (a.kind === 'counted' && b.kind === 'counted') {
    return { ...a, untilDate: b.untilDate, days: a.days + b.days };
  }
  if (a.kind === 'worked' && b.kind === 'worked') {
    const workedMs = a.workedMs + b.workedMs;
    return { ...b, fromDate: a.fromDate, days: a.days + b.days, fromMs: a.fromMs, workedMs };
  }
  return undefined;
}

function includes(reasons: readonly ClosedReason[], reason: ClosedReason): boolean {
  const name = nameOf(reason);
  return reasons.some((other) => other.kind === reason.kind && nameOf(other) === name);
}

function nameOf(reason: ClosedReason): string | undefined {
  switch (reason.kind) {
    case 'holiday':
    case 'local':
      return reason.name;
    case 'weekly':
      return reason.weekday;
    case 'weekend':
      return undefined;
  }
}

function isWeekly({ step }: Piece): boolean {
  return (
    step.kind === 'closed' &&
    step.reasons.every(({ kind }) => kind === 'weekend' || kind === 'weekly')
  );
}
