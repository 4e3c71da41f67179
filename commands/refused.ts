import type { Refusal, RefusalKind } from '#domain/items/refusal.ts';
import type { Reply } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { itemCard } from './card.ts';
import type { Asked, FormOf, Reader } from './command.ts';
import { personName } from './names.ts';
import { relative } from './when.ts';

/** A refusal as a sentence. */
export function refusalWords(reader: Reader, refusal: Refusal): string {
  const { refusals, roles } = reader.t;
  switch (refusal.kind) {
    case 'already-taken': {
      const when = relative(refusal.sinceMs, reader);
      return refusals['already-taken'](personName(reader, refusal.holder), when);
    }
    case 'not-holder':
      return refusals['not-holder'](personName(reader, refusal.holder));
    case 'reply-too-long': {
      const digits = new Intl.NumberFormat(reader.locale);
      return refusals['reply-too-long'](digits.format(refusal.length), digits.format(refusal.max));
    }
    case 'role-missing':
      return refusals['role-missing'](roles[refusal.role]);
    case 'not-found':
    case 'stale':
    case 'closed':
    case 'not-closed':
    case 'not-taken':
    case 'gone':
    case 'being-sent':
    case 'settled':
    case 'needs-reason':
    case 'needs-recipient':
    case 'unknown-recipient':
    case 'in-the-past':
    case 'empty':
    case 'no-mandate':
      return refusals[refusal.kind]();
  }
}

/** Where on a form a refusal belongs; the first that the form has. `form`: on the whole of it. */
const FIELDS: Partial<Record<RefusalKind, readonly string[]>> = {
  stale: ['form'],
  empty: ['text', 'words'],
  'reply-too-long': ['text', 'words'],
  'needs-reason': ['reason'],
  'needs-recipient': ['to'],
  'unknown-recipient': ['to'],
  'in-the-past': ['until'],
};

/**
 * A refusal where it helps most: beside the field of a submitted form, so that nothing typed is
 * lost; otherwise above the item as it is now.
 */
export function refused(
  asked: Asked,
  view: ItemView | null,
  refusal: Refusal,
  form?: FormOf,
): Reply {
  const words = refusalWords(asked, refusal);
  if (!view) return { kind: 'text', tone: 'attention', text: words };
  const fields = FIELDS[refusal.kind];
  if (asked.via === 'form' && form && fields) {
    const built = form(asked, view, asked.values);
    const named = fields.find((name) => built.fields.some((field) => field.name === name));
    return { kind: 'errors', form: built, errors: { [named ?? 'form']: words } };
  }
  return { kind: 'card', card: itemCard(asked, view), notice: words };
}
