import { z } from 'zod';
import { noAnswer as leaveUnanswered } from '#app/no-answer.ts';
import { NO_ANSWER_REASONS } from '#domain/items/item.ts';
import type { Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { number, words } from './args.ts';
import type { Asked, Command, Values } from './command.ts';
import { afterDeed, deedAsked, itemForm, openForm } from './deed.ts';

const NOTE_MAX = 1000;

const args = z.object({
  item: number,
  reason: z.enum(NO_ANSWER_REASONS).optional(),
  note: words.optional(),
});

export const noAnswer = {
  name: 'no-answer',
  summary: 'no-answer',
  role: 'moderator',
  args,
  rest: 'note',
  form,
  async run(asked, { item, reason, note }) {
    if (!reason && asked.via !== 'form') return openForm(asked, item, form);
    const deed = { ...deedAsked(asked, item), reason, ...(note && { note }) };
    const result = await leaveUnanswered(asked.needs, deed);
    return afterDeed(asked, item, result, { notice: () => asked.t.notices.noAnswer, form });
  },
} satisfies Command<typeof args>;

function form(asked: Asked, view: ItemView, { reason, note }: Values): Form {
  const { noAnswer: t, optional } = asked.t.forms;
  const options = NO_ANSWER_REASONS.map((value) => ({ value, label: asked.t.reasons[value] }));
  return itemForm(asked, view, {
    id: 'no-answer',
    title: t.title,
    submit: t.submit,
    fields: [
      {
        kind: 'select',
        name: 'reason',
        label: t.reason,
        options,
        ...(reason && { value: reason }),
      },
      {
        kind: 'long',
        name: 'note',
        label: t.note,
        hint: optional,
        optional: true,
        maxLength: NOTE_MAX,
        ...(note && { value: note }),
      },
    ],
  });
}
