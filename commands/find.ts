import { z } from 'zod';
import { itemOfReference } from '#domain/items/reference.ts';
import { words } from './args.ts';
import { itemCard } from './card.ts';
import type { Asked, Command } from './command.ts';

const FOUND_MAX = 20;

const args = z.object({ words: words.min(1) });

export const find = {
  name: 'find',
  summary: 'find',
  role: 'reader',
  args,
  rest: 'words',
  async run(asked, { words: sought }) {
    const { t } = asked;
    const views = (await byNumber(asked, sought)) ?? (await byWords(asked, sought));
    if (views.length === 0) return { kind: 'text', tone: 'calm', text: t.answers.nothingFound };
    const cards = views.map((view) => itemCard(asked, view));
    return { kind: 'cards', title: t.queue.found(cards.length), cards };
  },
} satisfies Command<typeof args>;

/** A letter's reference, a visitor's receipt or `#12` leads straight to its item. */
async function byNumber({ needs }: Asked, sought: string) {
  const { read } = needs.store;
  const written = /^#(\d{1,9})$/.exec(sought)?.[1] ?? itemOfReference(sought);
  const id = written ?? (await read.itemByReceipt(sought.trim().toUpperCase()));
  const view = id === null ? null : await read.view(Number(id));
  return view ? [view] : undefined;
}

function byWords({ needs }: Asked, sought: string) {
  return needs.store.read.search({ words: sought, limit: FOUND_MAX });
}
