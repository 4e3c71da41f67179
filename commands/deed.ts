import type { Item } from '#domain/items/item.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { isUnderWay } from '#domain/items/reply.ts';
import { mayAct } from '#domain/items/transitions.ts';
import type { Result } from '#domain/result.ts';
import type { Block, Form, Reply } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { itemCard, quoteBlocks } from './card.ts';
import type { Asked, FormOf, Values } from './command.ts';
import { refused } from './refused.ts';

/** Whom a deed is asked by, about what, as which card was seen. */
export function deedAsked(asked: Asked, item: number) {
  const { person: by, seenRev } = asked;
  return { item, by, ...(seenRev !== undefined && { seenRev }) };
}

/** The item as it is after a deed, or why nothing was done. */
export async function afterDeed(
  asked: Asked,
  id: number,
  result: Result<Item, Refusal>,
  say: { readonly notice: (item: Item, view: ItemView) => string; readonly form?: FormOf },
): Promise<Reply> {
  const view = await asked.needs.store.read.view(result.ok ? result.value.id : id);
  if (!result.ok) return refused(asked, view, result.refusal, say.form);
  if (!view) return refused(asked, view, { kind: 'not-found' });
  return { kind: 'card', card: itemCard(asked, view), notice: say.notice(result.value, view) };
}

/** The same for what is known by a reply or a letter of an item. */
export function afterSettling(
  asked: Asked,
  of: { readonly item: number } | null,
  result: Result<Item, Refusal>,
): Promise<Reply> {
  const notice = () => asked.t.notices.settled;
  return afterDeed(asked, of?.item ?? 0, result, { notice });
}

/** A form, unless it could lead nowhere: nobody should type what will be refused. */
export async function openForm(
  asked: Asked,
  id: number,
  form: FormOf,
  values: Values = {},
): Promise<Reply> {
  const view = await asked.needs.store.read.view(id);
  const refusal = view ? whyNot(asked, view) : ({ kind: 'not-found' } as const);
  if (!view || refusal) return refused(asked, view, refusal ?? { kind: 'not-found' });
  return { kind: 'form', form: form(asked, view, { item: String(id), ...values }) };
}

/** What stands in the way of this person acting on the item, before a form is opened. */
export function whyNot(asked: Asked, { item, replies }: ItemView): Refusal | undefined {
  if (asked.seenRev !== undefined && asked.seenRev !== item.rev) return { kind: 'stale' };
  const may = mayAct(item, { by: asked.person, atMs: asked.nowMs });
  if (!may.ok) return may.refusal;
  return replies.some(isUnderWay) ? { kind: 'being-sent' } : undefined;
}

/** A form about an item: the citizen's words first. */
export function itemForm(
  { t }: Asked,
  view: ItemView,
  form: Omit<Form, 'ref' | 'rev' | 'body'> & { readonly more?: readonly Block[] },
): Form {
  const { more = [], ...rest } = form;
  const { id, rev } = view.item;
  return { ...rest, ref: String(id), rev, body: [...quoteBlocks({ t }, view), ...more] };
}
