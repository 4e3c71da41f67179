import { isoDate } from './dates.ts';
import { type Deadline, deadline, stopAtClosing, workingMsOf } from './deadline.ts';
import {
  closedPiece,
  collapse,
  type Explanation,
  type ExplanationStep,
  type Piece,
} from './explanation.ts';
import { type Pause, type Standstill, standstills } from './pauses.ts';
import type { PreparedCalendar } from './prepared-calendar.ts';
import type { Target } from './target.ts';
import { addWorkingDays, dayAt, midnightOf, planOf } from './working-days.ts';
import { between, isOpen, nextOpen, prevOpen } from './working-time.ts';

/** Why a target is due when `deadline`, asked the same, says it is. Throws as that does. */
export function explain(
  calendar: PreparedCalendar,
  target: Target,
  startMs: number,
  pauses: readonly Pause[] = [],
): Explanation {
  const end = deadline(calendar, target, startMs, pauses);
  const stops = standstills(pauses, startMs);
  const clock: Clock = { calendar, startMs, stops, pauses: costly(calendar, stops), end };
  const way = 'hours' in target ? hoursWay(clock, target.hours) : daysWay(clock, target);
  return { zone: calendar.spec.zone, steps: [{ kind: 'received', atMs: startMs }, ...way] };
}

interface Clock {
  readonly calendar: PreparedCalendar;
  readonly startMs: number;
  readonly stops: readonly Standstill[];
  /** Those of the stops that ended and took working time. */
  readonly pauses: readonly PauseStep[];
  readonly end: Deadline;
}

type PauseStep = ExplanationStep & { readonly kind: 'pause' };
type Left = (ExplanationStep & { readonly kind: 'stopped' })['left'];

function hoursWay(clock: Clock, hours: number): ExplanationStep[] {
  const pieces: Piece[] = [];
  const first = dayAt(clock.calendar, clock.startMs);
  for (let day = first; midnightOf(clock.calendar, day) < ranUntil(clock); day++) {
    pieces.push(...dayPieces(clock, day));
  }
  const left = leftOf(clock, workingMsOf(hours));
  return [...collapse(withStartOfClock(pieces, clock.startMs)), ...ending(clock, left)];
}

function daysWay(
  clock: Clock,
  { workingDays, reading }: Extract<Target, { readonly workingDays: number }>,
): ExplanationStep[] {
  const { calendar, startMs, end } = clock;
  const receipt = dayAt(calendar, startMs);
  const notCounted = { kind: 'receipt-day-not-counted', date: isoDate(receipt) } as const;
  if (reading !== 'same-time') {
    const { pieces, left } = countedPieces(clock, receipt, workingDays, clock.stops);
    return [notCounted, ...collapse(pieces), ...ending(clock, { workingDays: left })];
  }
  const { pieces } = countedPieces(clock, receipt, workingDays, []);
  const unpausedMs = addWorkingDays(calendar, startMs, workingDays);
  const left = leftOf(clock, between(calendar, startMs, unpausedMs));
  const before = end.kind === 'due' ? end.dueAtMs : end.sinceMs;
  const pauses = clock.pauses.filter(({ fromMs }) => fromMs < before);
  return [notCounted, ...collapse(pieces), ...pauses, ...ending(clock, left)];
}

/** Until when the clock ran. */
function ranUntil({ end }: Clock): number {
  return end.kind === 'due' ? end.dueAtMs : end.sinceMs;
}

/** What one date gave to a target in hours, and why it gave nothing. */
function dayPieces(clock: Clock, day: number): Piece[] {
  const { calendar, startMs, pauses, end } = clock;
  const fromMs = Math.max(midnightOf(calendar, day), startMs);
  const untilMs = Math.min(midnightOf(calendar, day + 1), ranUntil(clock));
  const plan = planOf(calendar, day);
  const isPaused = pauses.some((pause) => pause.fromMs <= fromMs && pause.untilMs >= untilMs);
  const pieces: Piece[] = [];
  if (plan.kind === 'closed' && wholeDayMs(calendar, day) === 0 && !isPaused) {
    pieces.push(closedPiece(day, plan.reason));
  }
  let atMs = fromMs;
  for (const pause of pauses) {
    if (pause.untilMs <= fromMs || pause.fromMs >= untilMs) continue;
    pieces.push(...workedPieces(calendar, day, atMs, pause.fromMs, 'pause'));
    if (pause.fromMs >= fromMs) pieces.push(single(day, pause));
    atMs = pause.untilMs;
  }
  const ended = end.kind === 'due' ? 'due' : 'pause';
  const cut = untilMs === ranUntil(clock) ? ended : undefined;
  return [...pieces, ...workedPieces(calendar, day, atMs, untilMs, cut)];
}

function workedPieces(
  calendar: PreparedCalendar,
  day: number,
  fromMs: number,
  untilMs: number,
  cut: 'pause' | 'due' | undefined,
): Piece[] {
  const workedMs = untilMs > fromMs ? between(calendar, fromMs, untilMs) : 0;
  if (workedMs === 0) return [];
  const lastMs = prevOpen(calendar, untilMs);
  const goesOn = lastMs === untilMs && isOpen(calendar, lastMs) ? 'midnight' : 'closing';
  const until = lastMs === untilMs && cut !== undefined ? cut : goesOn;
  const plan = planOf(calendar, day);
  const special = plan.kind === 'open' ? plan.special : undefined;
  const date = isoDate(day);
  const isWhole =
    (until === 'closing' || until === 'midnight') &&
    special === undefined &&
    workedMs === wholeDayMs(calendar, day);
  return [
    {
      fromDay: day,
      untilDay: day,
      isWhole,
      step: {
        kind: 'worked',
        fromDate: date,
        untilDate: date,
        days: 1,
        fromMs: nextOpen(calendar, fromMs),
        untilMs: lastMs,
        workedMs,
        until,
        ...(special === undefined ? {} : { special }),
      },
    },
  ];
}

/** The dates after the day of receipt until enough are counted, or a pause without end begins. */
function countedPieces(
  { calendar }: Clock,
  receipt: number,
  days: number,
  stops: readonly Standstill[],
): { pieces: Piece[]; left: number } {
  const pieces: Piece[] = [];
  let left = days;
  for (let day = receipt + 1; left > 0; day++) {
    const plan = planOf(calendar, day);
    const stop = stopAtClosing(calendar, day, stops);
    const date = isoDate(day);
    if (plan.kind === 'closed') {
      pieces.push(closedPiece(day, plan.reason));
    } else if (stop === undefined) {
      const step = { kind: 'counted', fromDate: date, untilDate: date, days: 1 } as const;
      pieces.push({ fromDay: day, untilDay: day, isWhole: true, step });
      left--;
    } else if (stop.untilMs === Infinity) {
      break;
    } else {
      pieces.push(single(day, { kind: 'not-counted', date, reason: stop.reason }));
    }
  }
  return { pieces, left };
}

function ending(clock: Clock, left: Left): ExplanationStep[] {
  const { stops, pauses, end } = clock;
  if (end.kind === 'stopped') {
    const reason = stops.find(({ untilMs }) => untilMs === Infinity)?.reason ?? '';
    return [{ kind: 'stopped', sinceMs: end.sinceMs, reason, left }];
  }
  const { dueAtMs, overdueFromMs } = end;
  const after = pauses.filter(({ fromMs }) => fromMs >= dueAtMs && fromMs < overdueFromMs);
  const due = { kind: 'due', atMs: dueAtMs } as const;
  return overdueFromMs === dueAtMs
    ? [due]
    : [due, ...after, { kind: 'overdue-from', atMs: overdueFromMs }];
}

function costly(calendar: PreparedCalendar, stops: readonly Standstill[]): PauseStep[] {
  return stops
    .filter(({ untilMs }) => untilMs !== Infinity)
    .map(({ fromMs, untilMs, reason }): PauseStep => {
      const lostMs = between(calendar, fromMs, untilMs);
      return { kind: 'pause', fromMs, untilMs, lostMs, reason };
    })
    .filter(({ lostMs }) => lostMs > 0);
}

/** What a stopped clock had left of its budget. */
function leftOf(clock: Clock, budgetMs: number): Left {
  const { calendar, startMs, pauses, end } = clock;
  if (end.kind === 'due') return { workingMs: 0 };
  const lostMs = pauses
    .filter(({ fromMs }) => fromMs < end.sinceMs)
    .reduce((sum, pause) => sum + pause.lostMs, 0);
  return { workingMs: Math.max(budgetMs - between(calendar, startMs, end.sinceMs) + lostMs, 0) };
}

/** Out of hours the clock starts when work does; a pause at the start says so itself. */
function withStartOfClock(pieces: readonly Piece[], startMs: number): readonly Piece[] {
  const at = pieces.findIndex(({ step }) => step.kind === 'worked' || step.kind === 'pause');
  const first = pieces[at];
  if (first?.step.kind !== 'worked' || first.step.fromMs === startMs) return pieces;
  const start = single(first.fromDay, { kind: 'clock-starts', atMs: first.step.fromMs });
  return [...pieces.slice(0, at), start, ...pieces.slice(at)];
}

function single(day: number, step: ExplanationStep): Piece {
  return { fromDay: day, untilDay: day, isWhole: false, step };
}

function wholeDayMs(calendar: PreparedCalendar, day: number): number {
  return between(calendar, midnightOf(calendar, day), midnightOf(calendar, day + 1));
}
