import { z } from 'zod';
import { classify } from '#app/classify.ts';
import { cyclesOf } from '#app/due.ts';
import { CLASSES } from '#domain/items/class.ts';
import type { Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { number } from './args.ts';
import type { Asked, Command, Values } from './command.ts';
import { afterDeed, deedAsked, itemForm, openForm } from './deed.ts';

const args = z.object({ item: number, class: z.enum(CLASSES).optional() });

export const classCommand = {
  name: 'class',
  summary: 'class',
  role: 'moderator',
  args,
  form,
  async run(asked, { item, class: itemClass }) {
    if (!itemClass) return openForm(asked, item, form);
    const { store, clock, calendars } = asked.needs;
    const result = await classify(
      { store, clock, cycles: (town, channel) => cyclesOf(calendars, town, channel) },
      { ...deedAsked(asked, item), itemClass },
    );
    const { classes, notices } = asked.t;
    return afterDeed(asked, item, result, {
      notice: () => notices.class(classes[itemClass]),
      form,
    });
  },
} satisfies Command<typeof args>;

function form(asked: Asked, view: ItemView, values: Values): Form {
  const { class: t } = asked.t.forms;
  const options = CLASSES.map((value) => ({ value, label: asked.t.classes[value] }));
  const value = values['class'] ?? view.item.itemClass;
  return itemForm(asked, view, {
    id: 'class',
    title: t.title,
    submit: t.submit,
    fields: [{ kind: 'select', name: 'class', label: t.class, options, value }],
  });
}
