import type { LogEntry } from '#domain/archive/entry.ts';
import { flagTexts } from '#locales/flags/flags.ts';
import type { HistoryTexts, ItemEntryType } from '#locales/history/en.ts';
import { historyTexts } from '#locales/history/history.ts';
import type { Reader } from './command.ts';
import { personName } from './names.ts';
import { absolute } from './when.ts';

export type Entry = Pick<LogEntry, 'type' | 'atMs' | 'actor' | 'data' | 'commitments'>;

/** One entry of the log as a sentence; undefined for what tells nothing about an item. */
export function entryWords(reader: Reader, entry: Entry): string | undefined {
  const t = historyTexts(reader.locale);
  if (!Object.hasOwn(t.entries, entry.type)) return undefined;
  const values = valuesOf(reader, entry, t);
  return t.entries[entry.type as ItemEntryType]
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .trim();
}

/** Codes of an entry in words, by the name the sentences know them by. */
function valuesOf(
  reader: Reader,
  { actor, data = {} }: Entry,
  t: HistoryTexts,
): Partial<Record<string, string>> {
  const { classes, letters, reasons } = reader.t;
  const word = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  const moment = (name: string) =>
    typeof data[name] === 'number' ? absolute(data[name], reader) : '–';
  return {
    actor: actor === 'system' ? t.system : personName(reader, actor),
    class: named(classes, word('class')),
    from: named(classes, word('from')),
    reason: named(reasons, word('reason')),
    letter: named(letters, word('kind')),
    category: named(flagTexts(reader.locale).category, word('category')),
    stop: named(t.stops, word('by')),
    met: data['met'] === true ? `(${t.met})` : data['met'] === false ? `(${t.missed})` : '',
    how: word('how') === 'hand' ? t.hand : t.platform,
    recipient:
      recipient(reader, word('holder') || word('department') || word('person')) || t.byMail,
    stage: named(t.stages, word('stage')),
    until: moment('untilMs'),
    due: moment('dueAtMs'),
    reference: word('reference'),
    code: word('code'),
  };
}

function named(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

function recipient({ town }: Reader, id: string): string {
  return [...town.people, ...town.departments].find((each) => each.id === id)?.name ?? id;
}
