import type { ItemClass } from '#domain/items/class.ts';
import { REFERRAL_KINDS, type ReferralKind } from '#domain/items/letter.ts';
import { WORDS_MAX } from '#domain/items/signature.ts';
import type { Field, Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import type { Asked, Values } from './command.ts';
import { itemForm } from './deed.ts';

const NOTE_MAX = 1000;

/** What the citizen is told: the standard answer, the person's own words, or nothing. */
export const ANSWERS = ['template', 'own', 'none'] as const;

/** Where an item of a class most likely belongs. */
export function kindFor(itemClass: ItemClass): ReferralKind {
  return itemClass === 'political' || itemClass === 'own-matter' ? itemClass : 'registry';
}

/** The dialog of a referral; nothing goes out before its preview was seen. */
export function referForm(asked: Asked, view: ItemView, values: Values) {
  const { refer: t, preview } = asked.t.forms;
  return {
    ...itemForm(asked, view, {
      id: 'refer',
      title: t.title,
      submit: t.submit,
      fields: fieldsOf(asked, view, values),
    }),
    preview: { label: preview },
  } satisfies Form;
}

function fieldsOf({ t }: Asked, view: ItemView, values: Values): Field[] {
  const { refer } = t.forms;
  const kinds = REFERRAL_KINDS.map((value) => ({ value, label: t.letters[value] }));
  const answers = ANSWERS.map((value) => ({ value, label: refer[value] }));
  const usual = view.item.presence === 'gone' ? 'none' : 'template';
  const kind = values['kind'] ?? kindFor(view.item.itemClass);
  return [
    { kind: 'select', name: 'kind', label: refer.kind, options: kinds, value: kind },
    optional('text', { name: 'to', label: refer.to, maxLength: 254 }, values),
    optional('long', { name: 'note', label: refer.note, maxLength: NOTE_MAX }, values),
    {
      kind: 'select',
      name: 'answer',
      label: refer.answer,
      options: answers,
      value: values['answer'] ?? usual,
    },
    optional('long', { name: 'words', label: refer.words, maxLength: WORDS_MAX }, values),
  ];
}

function optional(
  kind: 'text' | 'long',
  field: { name: string; label: string; maxLength: number },
  values: Values,
): Field {
  const value = values[field.name];
  return { kind, ...field, optional: true, ...(value && { value }) };
}
