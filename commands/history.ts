import { z } from 'zod';
import { historyTexts } from '#locales/history/history.ts';
import type { Block } from '#ports/desk.ts';
import type { ItemVersion } from '#ports/store.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { type Entry, entryWords } from './entry-words.ts';
import { refused } from './refused.ts';
import { quoteOf } from './untrusted.ts';
import { dated } from './when.ts';

const args = z.object({ item: number });

/** Everything that happened to an item, with the words that were written. */
export const history = {
  name: 'history',
  summary: 'history',
  role: 'reader',
  args,
  async run(asked, { item }) {
    const { read } = asked.needs.store;
    if (!(await read.item(item))) return refused(asked, null, { kind: 'not-found' });
    const [entries, versions, kept] = await Promise.all([
      read.history(item),
      read.versions(item),
      read.archived(item),
    ]);
    const body = entries.flatMap((entry): Block[] => {
      const sentence = entryWords(asked, entry);
      if (!sentence) return [];
      const words = [...versionOf(entry, versions), ...keptWith(entry, kept)];
      return [
        { kind: 'fields', fields: [{ label: dated(entry.atMs, asked), value: sentence }] },
        ...words.map((text): Block => ({ kind: 'quote', text: quoteOf(text, []).text, marks: [] })),
      ];
    });
    return { kind: 'page', title: historyTexts(asked.locale).title, body };
  },
} satisfies Command<typeof args>;

/** The citizen's text as it was at that moment. */
function versionOf({ type, data }: Entry, versions: readonly ItemVersion[]): string[] {
  const n = type === 'item.received' ? 1 : type === 'item.edited' ? data?.['version'] : undefined;
  return versions.filter((version) => version.n === n).map(({ text }) => text);
}

/** What staff and visitors wrote; erased words are simply no longer there. */
function keptWith({ commitments = {} }: Entry, kept: Readonly<Record<string, string>>): string[] {
  return Object.values(commitments).flatMap((commitment) => {
    const text = kept[commitment];
    return text === undefined ? [] : [text];
  });
}
