import { html } from 'hono/html';
import type { TextSpan } from '#domain/items/flag.ts';

/** Markup made by `hono/html`: everything put into it was escaped. */
export type Html = ReturnType<typeof html>;

/** Control and format characters (bidi overrides, tags, zero widths), but not line breaks, tabs and joiners. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;

/** More than three marks on one letter climb over the neighbouring lines ("zalgo"). */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** A stranger's words made harmless to look at; escaping is the template's work. */
export function plain(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').replace(PILED_MARKS, '$1');
}

/** Words of ours that may quote a stranger: isolated, so that they cannot turn the line around. */
export function words(text: string): Html {
  return html`<bdi>${plain(text)}</bdi>`;
}

/** Spans in order, inside the text, none overlapping. */
function ordered(marks: readonly TextSpan[], length: number): TextSpan[] {
  const spans: TextSpan[] = [];
  let end = 0;
  for (const mark of marks.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const span = { start: Math.max(mark.start, end), end: Math.min(mark.end, length) };
    if (!(span.end > span.start)) continue;
    spans.push(span);
    end = span.end;
  }
  return spans;
}

/** A citizen's words with the places that raised a flag marked. Links stay text. */
export function marked(text: string, marks: readonly TextSpan[]): Html {
  const parts: (string | Html)[] = [];
  let at = 0;
  for (const span of ordered(marks, text.length)) {
    parts.push(plain(text.slice(at, span.start)));
    parts.push(html`<mark>${plain(text.slice(span.start, span.end))}</mark>`);
    at = span.end;
  }
  parts.push(plain(text.slice(at)));
  return html`${parts}`;
}
