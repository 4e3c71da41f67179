import { z } from 'zod';
import type { QueueFilter } from '#ports/store.ts';
import { itemCard } from './card.ts';
import type { Asked, Command } from './command.ts';
import { byUrgency } from './urgency.ts';

const PAGE = 25;

const LISTS = ['owed', 'mine', 'quiet', 'closed'] as const;

const args = z.object({
  list: z.enum(LISTS).default('owed'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  department: z.string().optional(),
});

export const queue = {
  name: 'queue',
  summary: 'queue',
  role: 'reader',
  args,
  async run(asked, { list, page, department }) {
    const { read } = asked.needs.store;
    const { t } = asked;
    const filter = { ...filterOf(asked, list), ...(department && { department }) };
    const offset = (page - 1) * PAGE;
    const [views, counts] = await Promise.all([
      read.queue({ ...filter, limit: PAGE + 1, offset }),
      read.queueCounts(department),
    ]);
    const shown = views.slice(0, PAGE);
    if (list === 'owed' || list === 'mine') shown.sort(byUrgency(asked.nowMs));
    const left = list === 'mine' ? views.length - shown.length : counts[list] - offset - PAGE;
    const next = ['queue', list, page + 1, ...(department ? [department] : [])].join(' ');
    return {
      kind: 'cards',
      title: t.queue[list],
      cards: shown.map((view) => itemCard(asked, view)),
      ...(list === 'owed' && counts.quiet > 0 && { quiet: t.queue.quietLine(counts.quiet) }),
      ...(left > 0 && { more: t.queue.more(left, next) }),
      counts,
    };
  },
} satisfies Command<typeof args>;

function filterOf(
  { person }: Asked,
  list: (typeof LISTS)[number],
): Pick<QueueFilter, 'list' | 'holder'> {
  return list === 'mine' ? { list: 'owed', holder: person.id } : { list };
}
