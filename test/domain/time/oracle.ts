import fc from 'fast-check';
import { type CalendarSpec, type Span, WEEKDAYS } from '#domain/time/calendar.ts';
import { calendarFaults } from '#domain/time/calendar-faults.ts';
import { minuteSpan } from '#domain/time/day-plans.ts';
import type { Pause } from '#domain/time/pauses.ts';

/** The slow way: every span of every date through Temporal, pauses cut out, summed by a walk. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

const DAY_MS = 86_400_000;

/** The openings of a calendar without holidays, from two days before an instant to one after. */
export function openings(spec: CalendarSpec, fromMs: number, untilMs: number): Stretch[] {
  const at = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(spec.zone);
  const last = at(untilMs + 2 * DAY_MS).toPlainDate();
  const stretches: Stretch[] = [];
  for (
    let date = at(fromMs - 2 * DAY_MS).toPlainDate();
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    for (const [opens, closes] of spansOf(spec, date)) {
      const opened = instant(spec, date, opens);
      const isNextDay = closes === '24:00' || closes <= opens;
      const closed = instant(
        spec,
        isNextDay ? date.add({ days: 1 }) : date,
        closes === '24:00' ? '00:00' : closes,
      );
      if (closed > opened) stretches.push({ fromMs: opened, untilMs: closed });
    }
  }
  return union(stretches);
}

export function spansOf(spec: CalendarSpec, date: Temporal.PlainDate): readonly Span[] {
  const text = date.toString();
  if (spec.closed?.some((row) => row.date === text)) return [];
  const special = spec.special?.find((row) => row.date === text);
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  return special?.spans ?? (weekday && spec.weekly[weekday]) ?? [];
}

export function cut(stretches: readonly Stretch[], pauses: readonly Pause[]): Stretch[] {
  return pauses.reduce<Stretch[]>(
    (rest, { fromMs, untilMs = Infinity }) =>
      rest.flatMap((stretch) =>
        [
          { fromMs: stretch.fromMs, untilMs: Math.min(stretch.untilMs, fromMs) },
          { fromMs: Math.max(stretch.fromMs, untilMs), untilMs: stretch.untilMs },
        ].filter((piece) => piece.untilMs > piece.fromMs),
      ),
    [...stretches],
  );
}

export function worked(stretches: readonly Stretch[], fromMs: number, untilMs: number): number {
  return stretches.reduce(
    (sum, stretch) =>
      sum + Math.max(0, Math.min(stretch.untilMs, untilMs) - Math.max(stretch.fromMs, fromMs)),
    0,
  );
}

/** The first instant by which the work is done; undefined when the stretches do not suffice. */
export function doneAt(
  stretches: readonly Stretch[],
  startMs: number,
  workMs: number,
): number | undefined {
  let left = workMs;
  for (const { fromMs, untilMs } of stretches) {
    const from = Math.max(fromMs, startMs);
    if (untilMs <= from) continue;
    if (left <= untilMs - from) return from + left;
    left -= untilMs - from;
  }
  return undefined;
}

/** The instant itself if inside a stretch, else where the next begins. */
export function resumesAt(stretches: readonly Stretch[], atMs: number): number | undefined {
  const next = stretches.find(({ untilMs }) => untilMs > atMs);
  return next && Math.max(next.fromMs, atMs);
}

function instant(spec: CalendarSpec, date: Temporal.PlainDate, time: string): number {
  const local = date.toPlainDateTime(Temporal.PlainTime.from(time));
  return local.toZonedDateTime(spec.zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function union(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last !== undefined && stretch.fromMs <= last.untilMs) {
      const untilMs = Math.max(last.untilMs, stretch.untilMs);
      merged.splice(-1, 1, { fromMs: last.fromMs, untilMs });
    } else merged.push(stretch);
  }
  return merged;
}

/** Zones with every oddity: half-hour summer time, a skipped date, Ramadan, odd offsets, none. */
const ZONES = [
  'Europe/Stockholm',
  'Europe/Kyiv',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Etc/UTC',
];

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three spans of a date, and perhaps a night after them. */
const spans: fc.Arbitrary<Span[]> = fc
  .record({
    minutes: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 }),
    night: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 4 }),
  })
  .map(({ minutes, night }) => {
    const sorted = minutes.toSorted((a, b) => a - b);
    const day = sorted.flatMap((opens, n): Span[] => {
      const closes = sorted[n + 1];
      return n % 2 === 1 || closes === undefined ? [] : [[time(opens), time(closes)]];
    });
    const isLate = (sorted.at(-1) ?? 0) < 1300;
    return night === null || !isLate ? day : [...day, ['22:00', time(night)]];
  });

const dates = (from: string, days: number) =>
  fc
    .integer({ min: 0, max: days })
    .map((n) => Temporal.PlainDate.from(from).add({ days: n }).toString());

/** Faultless calendars with dated rows in the years of `startAt`, without holidays. */
export const calendars: fc.Arbitrary<CalendarSpec> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    weekly: fc.record(Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, spans]))),
    closed: fc.uniqueArray(
      dates('2011-12-01', 60).map((date) => ({ date })),
      {
        selector: ({ date }) => date,
        maxLength: 8,
      },
    ),
    special: fc.uniqueArray(fc.record({ date: dates('2011-12-01', 60), spans }), {
      selector: ({ date }) => date,
      maxLength: 5,
    }),
  })
  .filter((spec) => calendarFaults(spec).length === 0 && weeklyMinutes(spec) >= 60);

/** A minute a week would take 60 hours of work into the next century, and a shrink all day. */
function weeklyMinutes({ weekly }: CalendarSpec): number {
  return Object.values(weekly)
    .flat()
    .map(minuteSpan)
    .reduce((sum, { opens, closes }) => sum + closes - opens, 0);
}

/** Around a skipped date in Apia and New Year, or anywhere in twenty years of clock changes. */
export const startAt: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2012, 0, 30) }),
  fc.integer({ min: Date.UTC(2008, 0, 1), max: Date.UTC(2028, 0, 1) }),
);
