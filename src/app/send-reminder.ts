import { isClosed } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type { Mailer } from '#ports/mail.ts';
import type { ReminderMail } from '#ports/queue.ts';
import type { Store } from '#ports/store.ts';
import { messageIdOf } from './message-id.ts';
import type { Writing } from './queue-letter.ts';
import type { Reminded } from './remind.ts';

export interface SendReminderNeeds {
  readonly store: Pick<Store, 'read'>;
  readonly mailer: Mailer;
  readonly write: (town: Town, person: string, reminded: readonly Reminded[]) => Writing;
}

/** The job that reminds a person by mail of what is still open. Throws when it is to be tried again. */
export async function sendReminder(
  { store, mailer, write }: SendReminderNeeds,
  { reminder, signal }: { reminder: ReminderMail; signal: AbortSignal },
): Promise<void> {
  const town = await store.read.town();
  const person = town?.people.find(({ id }) => id === reminder.person);
  if (!town || !person) return;
  const reminded: Reminded[] = [];
  for (const { item, stage } of reminder.reminders) {
    const view = await store.read.view(item);
    if (view && !isClosed(view.item.state)) reminded.push({ view, stage });
  }
  if (reminded.length === 0) return;
  const messageId = messageIdOf(town, reminder.key.replace(':', '-'));
  const mail = { messageId, to: person.email, ...write(town, person.id, reminded) };
  const outcome = await mailer.send(mail, signal);
  if (outcome.kind === 'retry') throw new Error(`Reminder ${reminder.key}: ${outcome.message}`);
}
