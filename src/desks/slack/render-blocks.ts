import type { types } from '@slack/bolt';
import stringWidth from 'string-width';
import type { TextSpan } from '#domain/items/flag.ts';
import type { Locale } from '#domain/locale.ts';
import { cut } from '#domain/text.ts';
import { webAddress } from '#domain/web-address.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Block } from '#ports/desk.ts';
import { LIMITS } from './limits.ts';
import { filled, plain, plainLine, plainText } from './text.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

export interface Look {
  readonly locale: Locale;
  /** How long a text may be before it is cut, in UTF-16 code units. */
  readonly most: number;
}

const NAME_MAX = 150;
const CELL_MAX = 40;
const FIELDS_A_BLOCK = 20;
const BAR_CELLS = 20;

/** A neutral block as Slack shows it. Words stand where Slack parses nothing: no `mrkdwn` at all. */
export function renderBlock(block: Block, look: Look): types.KnownBlock[] {
  switch (block.kind) {
    case 'text':
      return [richText(section(words(cut(plain(block.text), look.most))))];
    case 'quote':
      return [quote(block, look)];
    case 'fields':
      return fields(block, look);
    case 'context':
      return [context(cut(block.text, look.most))];
    case 'divider':
      return [{ type: 'divider' }];
    case 'image':
      return [context(cut(picture(block, look), look.most))];
    case 'table': {
      const text = words(cut(grid(block), look.most));
      return [richText({ type: 'rich_text_preformatted', elements: [text] })];
    }
    case 'progress':
      return [richText(section(words(progress(block))))];
  }
}

/** Length of what would be cut first in a block. */
export function longestText(block: Block): number {
  switch (block.kind) {
    case 'text':
    case 'quote':
    case 'context':
      return block.text.length;
    case 'fields':
      return Math.max(0, ...block.fields.map(({ value }) => value.length));
    case 'table':
      return grid(block).length;
    case 'image':
      return block.alt.length;
    case 'divider':
    case 'progress':
      return 0;
  }
}

export function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [plainText(text, LIMITS.text)] };
}

function richText(...elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements };
}

function section(...elements: types.RichTextElement[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

function words(text: string, style?: types.RichTextText['style']): types.RichTextText {
  return { type: 'text', text: filled(text), ...(style && { style }) };
}

/** A citizen's words; under them who wrote them and where, apart from anything they could imitate. */
function quote(block: Of<'quote'>, { locale, most }: Look): types.RichTextBlock {
  const source = link(block.url, locale);
  const author = block.author === undefined ? [] : [plainLine(block.author, NAME_MAX)];
  const under = [...author.map((name) => words(`— ${name} `)), ...(source ? [source] : [])];
  const quoted = { type: 'rich_text_quote', elements: marked(block, most) } as const;
  return richText(quoted, ...(under.length > 0 ? [section(...under)] : []));
}

/** Tells the host before anybody follows it. */
function link(url: string | undefined, locale: Locale): types.RichTextLink | null {
  const address = url === undefined ? null : webAddress(url);
  if (!address || address.href.length > LIMITS.url) return null;
  return { type: 'link', url: address.href, text: `${deskTexts(locale).source} (${address.host})` };
}

/** The places that raised a flag stand in bold. */
function marked({ text, marks }: Of<'quote'>, most: number): types.RichTextText[] {
  const shown = cut(plain(text), most);
  if (filled(shown) !== shown) return [words(shown)];
  const parts: types.RichTextText[] = [];
  const say = (start: number, end: number, style?: types.RichTextText['style']) => {
    // A blank between two marks is as much of it as any word.
    const piece = shown.slice(start, end).toWellFormed();
    if (piece !== '') parts.push({ type: 'text', text: piece, ...(style && { style }) });
  };
  let at = 0;
  for (const { start, end } of cleaned(text, marks, shown.length)) {
    if (start < at || end <= start) continue;
    say(at, start);
    say(start, end, { bold: true });
    at = end;
  }
  say(at, shown.length);
  return parts;
}

/** Where the marks are once the text was made harmless: what stood before them may have shrunk. */
function cleaned(text: string, marks: readonly TextSpan[], length: number): TextSpan[] {
  const moved = (index: number) => Math.min(plain(text.slice(0, index)).length, length);
  return marks
    .map(({ start, end }) => ({ start: moved(Math.max(0, start)), end: moved(Math.max(0, end)) }))
    .sort((a, b) => a.start - b.start);
}

function fields(block: Of<'fields'>, { most }: Look): types.RichTextBlock[] {
  return chunked(block.fields, FIELDS_A_BLOCK).map((some) => {
    const lines = some.flatMap(({ label, value }, n) => [
      words(`${n > 0 ? '\n' : ''}${plainLine(label, NAME_MAX)}: `, { bold: true }),
      words(cut(plain(value), most)),
    ]);
    return richText(section(...lines));
  });
}

export function chunked<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) =>
    list.slice(n * size, (n + 1) * size),
  );
}

/** Nothing is loaded from strangers: their pictures are told of. */
function picture({ url, alt }: Of<'image'>, { locale }: Look): string {
  const told = deskTexts(locale).picture(webAddress(url)?.host ?? '?');
  return alt ? `${told}: ${plain(alt)}` : told;
}

/** Columns padded with spaces, for a typeface of one width. */
function grid({ columns, rows }: Of<'table'>): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => plainLine(cell, CELL_MAX)));
  const widths = columns.map((_, n) => Math.max(...lines.map((row) => stringWidth(row[n] ?? ''))));
  const padded = (cell: string, n: number) =>
    cell + ' '.repeat(Math.max(0, (widths[n] ?? 0) - stringWidth(cell)));
  return lines.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}

function progress({ label, share }: Of<'progress'>): string {
  const whole = Math.min(Math.max(Number.isFinite(share) ? share : 0, 0), 1);
  const full = Math.round(whole * BAR_CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
  return `${plainLine(label, NAME_MAX)}  ${bar} ${Math.round(whole * 100)} %`;
}
