import type { Item } from '#domain/items/item.ts';
import type { Letter } from '#domain/items/letter.ts';
import { referenceOf } from '#domain/items/reference.ts';
import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import { messageIdOf } from './message-id.ts';
import { keepWords, type Locked, note } from './on-item.ts';

export interface Writing {
  readonly subject: string;
  readonly text: string;
}

export interface LetterAsked {
  readonly kind: Letter['kind'];
  readonly to: string;
  readonly by: Person;
  readonly town: Town;
  readonly reference: string;
  readonly writing: Writing;
}

/** The reference the item's next letter gets; the year is that of the item's arrival. */
export function referenceFor(item: Item, letters: number, town: Town): string {
  const zone = town.departments.find(({ id }) => id === item.department)?.zone ?? 'UTC';
  const arrival = Temporal.Instant.fromEpochMilliseconds(item.receivedAtMs);
  return referenceOf(item.id, arrival.toZonedDateTimeISO(zone).year, letters);
}

export async function nextReference({ tx, item }: Locked, town: Town): Promise<string> {
  const view = await tx.view(item.id);
  return referenceFor(item, view?.letters.length ?? 0, town);
}

/** A letter's row, log entry and job, in the caller's transaction. */
export async function queueLetter(locked: Locked, asked: LetterAsked): Promise<Letter> {
  const { kind, to, by, town, reference, writing } = asked;
  const { tx, item } = locked;
  const letter = await tx.addLetter({
    item: item.id,
    kind,
    reference,
    to,
    subject: writing.subject,
    text: writing.text,
    messageId: messageIdOf(town, reference.toLowerCase()),
    by: by.id,
    state: { kind: 'queued' },
  });
  const kept = await keepWords(locked, 'letter', `${writing.subject}\n\n${writing.text}`);
  note(locked, 'letter.queued', { by, ...kept, data: { letter: letter.id, kind, reference } });
  await tx.send('mail', { letter: letter.id });
  return letter;
}
