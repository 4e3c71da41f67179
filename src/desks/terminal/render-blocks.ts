import stringWidth from 'string-width';
import type { TextSpan } from '#domain/items/flag.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Block } from '#ports/desk.ts';
import { joined, type Look, styled, wrapped } from './look.ts';
import { plain, plainLine } from './plain.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

export function renderBlocks(blocks: readonly Block[], look: Look): string {
  return joined(...blocks.map((block) => renderBlock(block, look)));
}

function renderBlock(block: Block, look: Look): string {
  switch (block.kind) {
    case 'text':
      return wrapped(plain(block.text), look);
    case 'quote':
      return quote(block, look);
    case 'fields':
      return fields(block, look);
    case 'context':
      return wrapped(styled('dim', plain(block.text), look), look);
    case 'divider':
      return '─'.repeat(Math.min(look.width, 40));
    case 'image': {
      const host = URL.canParse(block.url) ? new URL(block.url).host : '?';
      return wrapped(`${deskTexts(look.locale).picture(host)}: ${plainLine(block.alt)}`, look);
    }
    case 'table':
      return table(block, look);
    case 'progress':
      return progress(block);
  }
}

/** A citizen's words stand behind a line of their own, so that nothing in them passes for the desk's. */
function quote(block: Of<'quote'>, look: Look): string {
  const source = [block.author, block.url].filter((part) => part !== undefined).map(plainLine);
  const lines = [marked(block.text, block.marks, look)];
  if (source.length > 0) lines.push(styled('dim', `— ${source.join(', ')}`, look));
  return wrapped(lines.join('\n'), look, '│ ');
}

function marked(text: string, marks: readonly TextSpan[], look: Look): string {
  let [shown, from] = ['', 0];
  for (const { start, end } of marks.toSorted((a, b) => a.start - b.start)) {
    if (start < from || end <= start || end > text.length) continue;
    shown += plain(text.slice(from, start));
    shown += styled('underline', plain(text.slice(start, end)), look);
    from = end;
  }
  return shown + plain(text.slice(from));
}

function fields(block: Of<'fields'>, look: Look): string {
  const rows = block.fields.map(({ label, value }) => [plainLine(label), plain(value)] as const);
  const labels = Math.min(Math.max(0, ...rows.map(([label]) => stringWidth(label))), 30);
  return rows
    .map(([label, value]) => {
      const [first = '', ...rest] = wrapped(value, look, ' '.repeat(labels + 2)).split('\n');
      const beside = stringWidth(label) <= labels ? first.slice(labels + 2) : `\n${first}`;
      const name = styled('dim', padded(label, labels), look);
      return [`${name}  ${beside}`.trimEnd(), ...rest].join('\n');
    })
    .join('\n');
}

/** In columns where they fit, else row by row. */
function table(block: Of<'table'>, look: Look): string {
  const rows = [block.columns, ...block.rows].map((row) => row.map(plainLine));
  const widths = block.columns.map((_, n) =>
    Math.max(...rows.map((row) => stringWidth(row[n] ?? ''))),
  );
  const fits = widths.reduce((sum, width) => sum + width + 2, 0) <= look.width;
  const [head = [], ...body] = rows;
  if (!fits) {
    return body
      .map((row) => row.map((cell, n) => wrapped(`${head[n] ?? ''}: ${cell}`, look)).join('\n'))
      .join('\n\n');
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, n) => padded(cell, widths[n] ?? 0))
      .join('  ')
      .trimEnd();
  return [styled('bold', line(head), look), ...body.map(line)].join('\n');
}

const BAR_CELLS = 20;

function progress({ label, share }: Of<'progress'>): string {
  const whole = Math.min(Math.max(Number.isFinite(share) ? share : 0, 0), 1);
  const full = Math.round(whole * BAR_CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
  return `${plainLine(label)}  ${bar} ${Math.round(whole * 100)} %`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
