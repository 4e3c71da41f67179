import { z } from 'zod';
import { snooze as putAside } from '#app/snooze.ts';
import { sleepsBeyondDue } from '#domain/items/transitions.ts';
import type { Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { number, words } from './args.ts';
import type { Asked, Command, Values } from './command.ts';
import { afterDeed, deedAsked, itemForm, openForm } from './deed.ts';
import { refused } from './refused.ts';
import { absolute, localInput, momentOf } from './when.ts';

const HOUR_MS = 3_600_000;

const args = z.object({ item: number, until: words.optional() });

export const snooze = {
  name: 'snooze',
  summary: 'snooze',
  role: 'moderator',
  args,
  rest: 'until',
  form,
  async run(asked, { item, until }) {
    if (!until && asked.via !== 'form') return openForm(asked, item, form);
    const untilMs = momentOf(until ?? '', asked);
    if (untilMs === undefined) {
      const view = await asked.needs.store.read.view(item);
      return refused(asked, view, { kind: view ? 'in-the-past' : 'not-found' }, form);
    }
    const result = await putAside(asked.needs, { ...deedAsked(asked, item), untilMs });
    const { notices, card } = asked.t;
    const said = notices.snooze(absolute(untilMs, asked));
    return afterDeed(asked, item, result, {
      notice: (after) => (sleepsBeyondDue(after) ? `${said} ${card.beyondDue}` : said),
      form,
    });
  },
} satisfies Command<typeof args>;

function form(asked: Asked, view: ItemView, { until }: Values): Form {
  const { snooze: t } = asked.t.forms;
  const value = until ?? localInput(asked.nowMs + HOUR_MS, asked.zone);
  return itemForm(asked, view, {
    id: 'snooze',
    title: t.title,
    submit: t.submit,
    fields: [{ kind: 'date-time', name: 'until', label: t.until, value }],
  });
}
