import { z } from 'zod';
import { itemCard } from './card.ts';
import type { Command } from './command.ts';
import { byUrgency, isAside } from './urgency.ts';

/** Among so many of the earliest due, the most urgent is found. */
const LOOKED_AT = 100;

const args = z.object({ department: z.string().optional() });

export const next = {
  name: 'next',
  summary: 'next',
  role: 'reader',
  args,
  async run(asked, { department }) {
    const { nowMs, t } = asked;
    const filter = { list: 'owed', limit: LOOKED_AT, offset: 0 } as const;
    const views = await asked.needs.store.read.queue({
      ...filter,
      ...(department && { department }),
    });
    const [first] = views
      .filter((view) => view.item.state.kind !== 'taken' && !isAside(view, nowMs))
      .sort(byUrgency(nowMs));
    if (!first) return { kind: 'text', tone: 'done', text: t.answers.nothingNext };
    return { kind: 'card', card: itemCard(asked, first) };
  },
} satisfies Command<typeof args>;
