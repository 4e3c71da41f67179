import { z } from 'zod';
import { forward as handTo } from '#app/forward.ts';
import { oneLine } from '#domain/text.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import type { Card, Field, FieldOption, Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { zoneOf } from './admit.ts';
import { number, words } from './args.ts';
import { itemCard } from './card.ts';
import type { Asked, Command, Values } from './command.ts';
import { afterDeed, deedAsked, itemForm, openForm } from './deed.ts';
import { letterAbout } from './letter-about.ts';
import { refused } from './refused.ts';

const NOTE_MAX = 1000;

const args = z.object({
  item: number,
  to: words.optional(),
  note: words.optional(),
  email: words.optional(),
  how: z.enum(['desk', 'mail']).optional(),
});

export const forward = {
  name: 'forward',
  summary: 'forward',
  role: 'moderator',
  args,
  rest: 'note',
  form,
  async run(asked, { item, to, note, email, how }) {
    const recipient = email ?? to;
    if (!recipient && asked.via !== 'form') return openForm(asked, item, form);
    const view = await asked.needs.store.read.view(item);
    if (!view || !recipient)
      return refused(asked, view, { kind: view ? 'needs-recipient' : 'not-found' }, form);
    const result = await handTo(asked.needs, {
      ...deedAsked(asked, item),
      to: recipient,
      byMail: how === 'mail',
      ...(note && { note }),
      letter: (reference) => letterAbout(asked, view, { kind: 'forward', reference, note }),
      ping: (colleague, after) =>
        forwardedCard(asked, { ...view, item: after }, { colleague, note }),
    });
    const { notices } = asked.t;
    return afterDeed(asked, item, result, {
      notice: () => notices.forward(nameOf(asked, recipient)),
      form,
    });
  },
} satisfies Command<typeof args>;

/** What the colleague sees: the card as it was, who sends it and why. A button of it refreshes it. */
function forwardedCard(
  asked: Asked,
  view: ItemView,
  { colleague, note }: { readonly colleague: string; readonly note: string | undefined },
): Card {
  const { town, needs, nowMs, person } = asked;
  const to = town.people.find(({ id }) => id === colleague) ?? person;
  const { locale } = to;
  const t = cardTexts(locale);
  const card = itemCard({ town, person: to, locale, t, nowMs, zone: zoneOf(town, to) }, view);
  const said = t.posted.forwarded(person.name, view.item.id);
  return {
    ...card,
    key: `forwarded:${view.item.id}:${needs.newKey()}`,
    title: said,
    body: [...(note ? [{ kind: 'text', text: note } as const] : []), ...card.body],
    fallbackText: oneLine([said, note].filter(Boolean).join(' '), 300),
  };
}

function nameOf({ town }: Asked, recipient: string): string {
  const named = [...town.people, ...town.departments].find(({ id }) => id === recipient);
  return named?.name ?? recipient;
}

/** Colleagues and units, without the asker. */
function recipients({ town, person }: Asked, view: ItemView): FieldOption[] {
  const people = town.people
    .filter(({ id }) => id !== person.id)
    .map(({ id, name, unit }) => ({ value: id, label: `${name}, ${unit}` }));
  const units = town.departments
    .filter(({ id }) => id !== view.item.department)
    .map(({ id, name }) => ({ value: id, label: name }));
  return [...people, ...units];
}

function form(asked: Asked, view: ItemView, { to, email, how = 'desk', note }: Values): Form {
  const { forward: t } = asked.t.forms;
  const toField: Field = {
    kind: 'select',
    name: 'to',
    label: t.to,
    options: recipients(asked, view),
    optional: true,
    ...(to && { value: to }),
  };
  const ways = [
    { value: 'desk', label: t.desk },
    { value: 'mail', label: t.mail },
  ];
  return itemForm(asked, view, {
    id: 'forward',
    title: t.title,
    submit: t.submit,
    fields: [
      toField,
      {
        kind: 'text',
        name: 'email',
        label: t.email,
        maxLength: 254,
        optional: true,
        ...(email && { value: email }),
      },
      { kind: 'select', name: 'how', label: t.how, options: ways, value: how },
      {
        kind: 'long',
        name: 'note',
        label: t.note,
        maxLength: NOTE_MAX,
        optional: true,
        ...(note && { value: note }),
      },
    ],
  });
}
