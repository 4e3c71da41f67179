import { z } from 'zod';
import { number } from './args.ts';
import { itemCard } from './card.ts';
import type { Command } from './command.ts';
import { refused } from './refused.ts';

const args = z.object({ item: number });

export const show = {
  name: 'show',
  summary: 'show',
  role: 'reader',
  args,
  async run(asked, { item }) {
    const view = await asked.needs.store.read.view(item);
    if (!view) return refused(asked, view, { kind: 'not-found' });
    return { kind: 'card', card: itemCard(asked, view) };
  },
} satisfies Command<typeof args>;
