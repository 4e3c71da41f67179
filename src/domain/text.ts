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
