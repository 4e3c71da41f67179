import { idnr } from '@navikt/fnrvalidator';
import personnummer from 'personnummer';
import { originalSpan } from './normalize.ts';
import { flagAt, type Reading, type RuleFlag } from './reading.ts';

// Digits in groups as people write them. Which country's they are is asked of each afterwards.
const NUMBER = /(?<!\d|\d[.,/])(\d{6}|\d{8}|\d{10,12})(?:([-+–‐ ]{1,2})(\d{4,5}))?(?!\d|[.,/]\d)/gu;
/** Where a context word may stand before or after the number. */
const CONTEXT_TOKENS = 6;

// The package's types say ESM, its files are CommonJS: the default import is the class itself.
const Personnummer = personnummer as unknown as typeof personnummer.default;

type Country = 'se' | 'no' | 'ua';

interface Identified {
  readonly country: Country;
  readonly kind: string;
  readonly isCertain: boolean;
}

/**
 * Personal numbers with their checksum right. What is displayed keeps the birth date and hides the
 * rest (Ludvika "Innehåll", Malmö "Närvaro": no processing that violates integrity).
 */
export function findPersonalNumbers(reading: Reading): RuleFlag[] {
  const { normal } = reading;
  const flags: RuleFlag[] = [];
  for (const match of normal.text.matchAll(NUMBER)) {
    const [whole, head = '', separator = '', tail = ''] = match;
    const identified = identify(reading, match.index, head, separator, tail);
    if (!identified) continue;
    const { country, kind, isCertain } = identified;
    const masked = maskOf(head + tail, separator, country);
    const span = originalSpan(normal, match.index, match.index + whole.length);
    flags.push({
      ...flagAt(normal.original, span, {
        category: 'personal-data',
        rule: isCertain ? `personal-number-${country}` : 'personal-number-maybe',
        band: isCertain ? 'urgent' : 'review',
        why: { kind, masked },
      }),
      shown: masked,
    });
  }
  return flags;
}

function identify(
  reading: Reading,
  at: number,
  head: string,
  separator: string,
  tail: string,
): Identified | null {
  const digits = head + tail;
  const near = contextNear(reading, at);
  if (digits.length === 11) return norwegian(digits);
  if (digits.length === 12 || (digits.length === 10 && tail.length === 4)) {
    return swedish(head, separator, tail);
  }
  if (digits.length !== 10) return null;
  return (near.tax ? ukrainian(reading, digits, true) : null) ?? plainTen(reading, digits, near);
}

/** Ten digits in a row may be Swedish or Ukrainian; the word beside them or the language decides. */
function plainTen(reading: Reading, digits: string, near: Near): Identified | null {
  if (reading.guess.main === 'uk') return ukrainian(reading, digits, false);
  const found = swedish(digits, '', '');
  // 07… is how Swedish mobile numbers begin, one in ten of which has this checksum too.
  return found && { ...found, isCertain: near.personal || !/^07/.test(digits) };
}

function swedish(head: string, separator: string, tail: string): Identified | null {
  const digits = head + tail;
  if (digits.length === 12 && !/^(18|19|20)/.test(digits)) return null;
  const number = `${digits.slice(0, -4)}${separator.includes('+') ? '+' : '-'}${digits.slice(-4)}`;
  if (!Personnummer.valid(number)) return null;
  const isCoordination = Personnummer.parse(number).isCoordinationNumber();
  const kind = isCoordination ? 'samordningsnummer' : 'personnummer';
  return { country: 'se', kind, isCertain: true };
}

function norwegian(digits: string): Identified | null {
  const result = idnr(digits);
  return result.status === 'valid' ? { country: 'no', kind: result.type, isCertain: true } : null;
}

const TAX_WEIGHTS = [-1, 5, 7, 9, 4, 6, 10, 5, 7] as const;
/** Days from 1899-12-31 to 1927: nobody as old owns what `0…`, a telephone number, would be. */
const OLDEST_BORN_DAYS = 10_000;

/** РНОКПП (ІПН): one digit in 23 is right by chance, so only a word beside it makes it certain. */
function ukrainian({ guess }: Reading, digits: string, isNamed: boolean): Identified | null {
  const sum = TAX_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  if ((((sum % 11) + 11) % 11) % 10 !== Number(digits[9])) return null;
  if (!isNamed && (guess.main !== 'uk' || Number(digits.slice(0, 5)) < OLDEST_BORN_DAYS))
    return null;
  return { country: 'ua', kind: 'РНОКПП', isCertain: isNamed };
}

interface Near {
  readonly tax: boolean;
  readonly personal: boolean;
}

function contextNear({ normal, cues }: Reading, at: number): Near {
  const token = normal.tokens.findIndex(({ to }) => to > at);
  const has = (tag: string) =>
    cues.some((cue) => cue.tag === tag && Math.abs(cue.first - token) <= CONTEXT_TOKENS);
  return { tax: has('tax-number'), personal: has('personal-number') };
}

function maskOf(digits: string, separator: string, country: Country): string {
  if (country === 'ua') return `${digits.slice(0, 2)}********`;
  const hidden = country === 'se' ? 4 : 5;
  const sign = country === 'se' ? '-' : separator;
  return `${digits.slice(0, -hidden)}${sign}${'*'.repeat(hidden)}`;
}

/** Puts the mask wherever a found number stands in what the other flags would display. */
export function maskNumbers(flags: readonly RuleFlag[], original: string): RuleFlag[] {
  const masks = flags.flatMap(({ category, shown, span }) =>
    category === 'personal-data' && shown && span
      ? [{ shown, ...span, raw: original.slice(span.start, span.end) }]
      : [],
  );
  if (masks.length === 0) return [...flags];
  return flags.map((flag) => {
    if (flag.category === 'personal-data') return flag;
    const touched = masks.find((mask) => overlaps(mask, flag.span)) ?? null;
    const hide = (text: string) =>
      touched && /\d/.test(text) ? touched.shown : hideIn(text, masks);
    const why = Object.fromEntries(
      Object.entries(flag.why).map(([k, v]) => [k, typeof v === 'string' ? hide(v) : v]),
    );
    return flag.shown === undefined ? { ...flag, why } : { ...flag, why, shown: hide(flag.shown) };
  });
}

function hideIn(text: string, masks: readonly { raw: string; shown: string }[]): string {
  return masks.reduce((hidden, { raw, shown }) => hidden.replaceAll(raw, shown), text);
}

function overlaps(
  mask: { readonly start: number; readonly end: number },
  span: RuleFlag['span'],
): boolean {
  return span !== undefined && span.start < mask.end && span.end > mask.start;
}
