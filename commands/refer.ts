import { z } from 'zod';
import { referenceFor } from '#app/queue-letter.ts';
import { refer as handOver, mailboxFor } from '#app/refer.ts';
import { REFERRAL_KINDS, type ReferralKind } from '#domain/items/letter.ts';
import { signed } from '#domain/items/signature.ts';
import type { Block, Reply } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { number, words } from './args.ts';
import type { Asked, Command } from './command.ts';
import { afterDeed, deedAsked, openForm, whyNot } from './deed.ts';
import { letterAbout, standardAnswer } from './letter-about.ts';
import { ANSWERS, kindFor, referForm } from './refer-form.ts';
import { refused } from './refused.ts';

const args = z.object({
  item: number,
  kind: z.enum(REFERRAL_KINDS).optional(),
  note: words.optional(),
  to: words.optional(),
  answer: z.enum(ANSWERS).optional(),
  words: words.optional(),
  preview: z.string().optional(),
});

type Args = z.output<typeof args>;

/** Letter and answer are seen before they go out. */
export const refer = {
  name: 'refer',
  summary: 'refer',
  role: 'moderator',
  args,
  rest: 'note',
  form: referForm,
  async run(asked, given) {
    const { item, kind, note } = given;
    if (asked.via !== 'form')
      return openForm(asked, item, referForm, { ...(kind && { kind }), ...(note && { note }) });
    const view = await asked.needs.store.read.view(item);
    if (!view) return refused(asked, view, { kind: 'not-found' });
    return given.preview ? previewed(asked, view, given) : handedOver(asked, view, given);
  },
} satisfies Command<typeof args>;

async function handedOver(asked: Asked, view: ItemView, given: Args): Promise<Reply> {
  const { to, note } = given;
  const kind = given.kind ?? kindFor(view.item.itemClass);
  const tell = answerOf(asked, view, { ...given, kind });
  const result = await handOver(asked.needs, {
    ...deedAsked(asked, view.item.id),
    kind,
    ...(to && { to }),
    letter: (reference) => letterAbout(asked, view, { kind, reference, note }),
    ...(tell && { answer: tell }),
  });
  return afterDeed(asked, view.item.id, result, {
    notice: (_, after) => asked.t.notices.refer(after.letters.at(-1)?.reference ?? ''),
    form: referForm,
  });
}

/** What the citizen will be told under a reference; undefined: nothing. */
function answerOf(
  asked: Asked,
  view: ItemView,
  { answer = 'template', words: own = '', kind }: Args & { kind: ReferralKind },
): ((reference: string) => string) | undefined {
  switch (answer) {
    case 'none':
      return undefined;
    case 'own':
      return () => own;
    case 'template':
      return (reference) => standardAnswer(asked, view, { kind, reference });
  }
}

function previewed(asked: Asked, view: ItemView, given: Args): Reply {
  const kind = given.kind ?? kindFor(view.item.itemClass);
  const refusal = whyNot(asked, view);
  if (refusal) return refused(asked, view, refusal, referForm);
  const department = asked.town.departments.find(({ id }) => id === view.item.department);
  const to = department && mailboxFor(kind, given.to, department);
  if (!to) return refused(asked, view, { kind: 'needs-recipient' }, referForm);
  const reference = referenceFor(view.item, view.letters.length, asked.town);
  const tell = answerOf(asked, view, { ...given, kind })?.(reference);
  const answer = tell === undefined ? undefined : signed(tell, asked.person);
  if (answer && !answer.ok) return refused(asked, view, answer.refusal, referForm);
  const letter = letterAbout(asked, view, { kind, reference, note: given.note });
  const { refer: t } = asked.t.forms;
  const shown: Block[] = [
    ...(answer
      ? [{ kind: 'context', text: t.answer } as const, quote(answer.value)]
      : [{ kind: 'fields', fields: [{ label: t.answer, value: t.none }] } as const]),
    { kind: 'context', text: t.letter(to) },
    quote(`${letter.subject}\n\n${letter.text}`),
  ];
  const filled = referForm(asked, view, asked.values);
  return { kind: 'form', form: { ...filled, preview: { ...filled.preview, shown } } };
}

function quote(text: string): Block {
  return { kind: 'quote', text, marks: [] };
}
