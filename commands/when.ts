import type { Locale } from '#domain/locale.ts';
import type { Asked } from './command.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** English here is European: the day before the month. */
export function dateLocale(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : locale;
}

interface Where {
  readonly locale: Locale;
  readonly zone: string;
}

const FORMATS = {
  absolute: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  dated: { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' },
} as const;

const made = new Map<string, Intl.DateTimeFormat>();

/** A formatter costs more to make than a whole card, and a town has few zones: each is made once. */
function formatter(form: keyof typeof FORMATS, { locale, zone }: Where): Intl.DateTimeFormat {
  const key = `${form} ${locale} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(dateLocale(locale), { ...FORMATS[form], timeZone: zone });
  made.set(key, fresh);
  return fresh;
}

/** "Mon 23 Nov, 10:00" in the reader's language and zone. */
export function absolute(atMs: number, where: Where): string {
  return formatter('absolute', where).format(atMs);
}

/** The same with the year, for letters and for the record. */
export function dated(atMs: number, where: Where): string {
  return formatter('dated', where).format(atMs);
}

/** "in 3 hours", "2 days ago": the largest unit that fits. */
export function relative(atMs: number, { locale, nowMs }: Pick<Asked, 'locale' | 'nowMs'>): string {
  const gapMs = atMs - nowMs;
  const size = Math.abs(gapMs);
  const words = new Intl.RelativeTimeFormat(dateLocale(locale));
  if (size >= DAY_MS) return words.format(Math.trunc(gapMs / DAY_MS), 'day');
  if (size >= HOUR_MS) return words.format(Math.trunc(gapMs / HOUR_MS), 'hour');
  return words.format(Math.trunc(gapMs / MINUTE_MS) || 0, 'minute');
}

const SPANS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

/** A moment as people write it: `30m`, `2h`, `3d`, or a local date and time. Undefined when it is neither. */
export function momentOf(
  text: string,
  { nowMs, zone }: Pick<Asked, 'nowMs' | 'zone'>,
): number | undefined {
  const span = /^(\d{1,3}) ?([mhd])$/.exec(text.trim());
  if (span) return nowMs + Number(span[1]) * SPANS[span[2] as keyof typeof SPANS];
  try {
    return Temporal.PlainDateTime.from(text.trim().replace(' ', 'T')).toZonedDateTime(zone)
      .epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** For a form's date and time: `2026-11-23T10:00`, local. */
export function localInput(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
