import { styleText } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import type { Locale } from '#domain/locale.ts';

/** How a terminal shows text. */
export interface Look {
  /** Columns. */
  readonly width: number;
  /** Only where a person looks, never into a file or another program. */
  readonly colours: boolean;
  readonly locale: Locale;
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'underline';

export function styled(style: Style, text: string, { colours }: Look): string {
  return colours ? styleText(style, text, { validateStream: false }) : text;
}

/** Wraps to the width of the terminal; words longer than a line are cut. */
export function wrapped(text: string, look: Look, indent = ''): string {
  const width = Math.max(look.width - indent.length, 10);
  const lines = wrapAnsi(text, width, { hard: true, trim: false }).split('\n');
  return lines.map((line) => `${indent}${line}`.trimEnd()).join('\n');
}

/** Parts with an empty line between them; what is not there leaves no gap. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
