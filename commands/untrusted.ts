import type { TextSpan } from '#domain/items/flag.ts';

/** A block holds no more on the narrowest desk. */
const QUOTE_MAX = 2500;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `max` UTF-16 code units, cut between characters as a reader sees them. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = graphemes.segment(text).containing(max - 1)?.index ?? max - 1;
  return `${text.slice(0, end)}…`;
}

/** A stranger's name or text on one line: no breaks, no invisible or direction-changing signs. */
export function oneLine(text: string, max: number): string {
  return cut(text.replaceAll(/[\s\p{C}]+/gu, ' ').trim(), max);
}

/** A citizen's words as a block, with the flagged places marked. */
export function quoteOf(text: string, spans: readonly TextSpan[]) {
  const shown = cut(text, QUOTE_MAX);
  const end = shown === text ? text.length : shown.length - 1;
  return { text: shown, marks: merged(spans, end), isWhole: shown === text };
}

/** In order, apart, and inside the text: what renderers can rely on. */
function merged(spans: readonly TextSpan[], end: number): TextSpan[] {
  const marks: TextSpan[] = [];
  const inside = spans
    .map((span) => ({ start: Math.max(0, span.start), end: Math.min(end, span.end) }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start);
  for (const span of inside) {
    const last = marks.at(-1);
    if (last && span.start <= last.end)
      marks.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
    else marks.push(span);
  }
  return marks;
}
