import { stripVTControlCharacters } from 'node:util';

/** More accents on one letter are no writing, they only climb over the lines around it. */
const HEAPED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Escape sequences could move the cursor, rename the window or answer in the person's name. */
const CONTROLS = /[^\P{Cc}\n]/gu;

/** Invisible characters turn the direction of text or hide it; the joiners of scripts and emoji stay. */
const INVISIBLE = /[^\P{Cf}\u200c\u200d]/gu;

/** A text that a terminal only prints, whoever wrote it: letters and line breaks, nothing else. */
export function plain(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(HEAPED_MARKS, '$1');
}

/** The same in one line. */
export function plainLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}
