import { z } from 'zod';
import { answer } from '#app/answer.ts';
import { signed, WORDS_MAX } from '#domain/items/signature.ts';
import type { Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { number, words } from './args.ts';
import type { Asked, Command, Values } from './command.ts';
import { afterDeed, deedAsked, itemForm, openForm, whyNot } from './deed.ts';
import { refused } from './refused.ts';

const args = z.object({
  item: number,
  text: words.optional(),
  preview: z.string().optional(),
});

/** Text reaches a citizen only through a form whose preview was seen. */
export const reply = {
  name: 'reply',
  summary: 'reply',
  role: 'moderator',
  args,
  rest: 'text',
  form,
  async run(asked, { item, text = '', preview }) {
    if (asked.via !== 'form' && text === '') return openForm(asked, item, form);
    if (asked.via !== 'form' || preview) return previewed(asked, item, text);
    const result = await answer(asked.needs, { ...deedAsked(asked, item), words: text });
    return afterDeed(asked, item, result, { notice: () => asked.t.notices.reply, form });
  },
} satisfies Command<typeof args>;

async function previewed(asked: Asked, id: number, text: string) {
  const view = await asked.needs.store.read.view(id);
  if (!view) return refused(asked, view, { kind: 'not-found' });
  const refusal = whyNot(asked, view);
  if (refusal) return refused(asked, view, refusal, form);
  const whole = signed(text, asked.person);
  if (!whole.ok) return refused(asked, view, whole.refusal, form);
  const filled = form(asked, view, { text });
  const shown = [{ kind: 'quote', text: whole.value, marks: [] } as const];
  const { label } = filled.preview;
  return { kind: 'form', form: { ...filled, preview: { label, shown } } } as const;
}

function form(asked: Asked, view: ItemView, { text }: Values) {
  const { reply: t, preview } = asked.t.forms;
  return {
    ...itemForm(asked, view, {
      id: 'reply',
      title: t.title,
      submit: t.submit,
      fields: [
        {
          kind: 'long',
          name: 'text',
          label: t.text,
          hint: t.hint,
          maxLength: WORDS_MAX,
          ...(text && { value: text }),
        },
      ],
    }),
    preview: { label: preview },
  } satisfies Form;
}
