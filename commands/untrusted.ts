import type { TextSpan } from '#domain/items/flag.ts';
import { cut } from '#domain/text.ts';

/** A block holds no more on the narrowest desk. */
const QUOTE_MAX = 2500;

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
