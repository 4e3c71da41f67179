import type { Locale } from '#domain/locale.ts';
import type { ExplanationStep } from '#domain/time/explanation.ts';
import type { ExplanationTexts } from '#locales/explanation/en.ts';
import { explanationTexts } from '#locales/explanation/explanation.ts';
import { absolute, dateLocale } from './when.ts';

/** The language, and the zone the calendar is published in. */
interface Where {
  readonly locale: Locale;
  readonly zone: string;
}

/** One step on the way to the due time as a sentence. */
export function stepWords(step: ExplanationStep, where: Where): string {
  const t = explanationTexts(where.locale);
  const day = (date: string) => dayWords(date, where);
  const dates = (from: string, until: string) =>
    from === until ? day(from) : t.range(day(from), day(until));
  switch (step.kind) {
    case 'received':
      return t.received(absolute(step.atMs, where));
    case 'receipt-day-not-counted':
      return t.receiptDay(day(step.date));
    case 'closed':
      return t.closed(dates(step.fromDate, step.untilDate), reasonsOf(step, t, where));
    case 'clock-starts':
      return t.clockStarts(absolute(step.atMs, where));
    case 'worked':
      return workedWords(step, t, where);
    case 'counted':
      return t.counted(dates(step.fromDate, step.untilDate), step.days);
    case 'not-counted':
      return t.notCounted(day(step.date), step.reason);
    case 'pause': {
      const [from, until] = [absolute(step.fromMs, where), absolute(step.untilMs, where)];
      return t.pause(from, until, duration(step.lostMs, where), step.reason);
    }
    case 'stopped': {
      const { left } = step;
      const rest =
        'workingMs' in left ? duration(left.workingMs, where) : t.daysLeft(left.workingDays);
      return t.stopped(absolute(step.sinceMs, where), step.reason, rest);
    }
    case 'due':
      return t.due(absolute(step.atMs, where));
    case 'overdue-from':
      return t.overdueFrom(absolute(step.atMs, where));
  }
}

type Step<K extends ExplanationStep['kind']> = Extract<ExplanationStep, { kind: K }>;

function workedWords(step: Step<'worked'>, t: ExplanationTexts, where: Where): string {
  const worked = duration(step.workedMs, where);
  const first = dayWords(step.fromDate, where);
  const sentence =
    step.days > 1
      ? t.workedDays(t.range(first, dayWords(step.untilDate, where)), step.days, worked)
      : t.worked(first, t.range(time(step.fromMs, where), time(step.untilMs, where)), worked);
  return step.special ? t.special(sentence, step.special.name ?? t.specialHours) : sentence;
}

function reasonsOf({ reasons }: Step<'closed'>, t: ExplanationTexts, { locale }: Where): string {
  const words = reasons.map((reason) => reasonWords(reason, t, locale));
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(words);
}

function reasonWords(
  reason: Step<'closed'>['reasons'][number],
  t: ExplanationTexts,
  locale: Locale,
): string {
  switch (reason.kind) {
    case 'holiday':
      return reason.name;
    case 'local':
      return reason.name ?? t.localDay;
    case 'weekend':
      return t.weekend;
    case 'weekly':
      return weekdayName(reason.weekday, locale);
  }
}

/** The Monday of the week in which weekdays are named. */
const MONDAY = Temporal.PlainDate.from('2026-01-05');

function weekdayName(weekday: string, locale: Locale): string {
  const n = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(weekday);
  return MONDAY.add({ days: n }).toLocaleString(locale, { weekday: 'long' });
}

function dayWords(date: string, { locale }: Where): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return Temporal.PlainDate.from(date).toLocaleString(dateLocale(locale), parts);
}

function time(atMs: number, { locale, zone }: Where): string {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const;
  return new Intl.DateTimeFormat(dateLocale(locale), parts).format(atMs);
}

function duration(ms: number, { locale }: Where): string {
  const minutes = Math.round(ms / 60_000);
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return new Intl.DurationFormat(locale, { style: 'long' }).format(
    minutes === 0 ? { minutes: 0 } : parts,
  );
}
