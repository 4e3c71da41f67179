import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import type { Mailer } from '#ports/mail.ts';
import type { Outbox } from '#ports/outbox.ts';
import type { Notice } from '#ports/queue.ts';
import type { Store } from '#ports/store.ts';
import { messageIdOf } from './message-id.ts';
import type { Writing } from './queue-letter.ts';

export interface SendNoticeNeeds {
  readonly store: Pick<Store, 'read'>;
  readonly outbox: Pick<Outbox, 'fault'>;
  readonly mailer: Mailer;
  /** In the reader's language. */
  readonly write: (town: Town, to: Person, notice: Notice) => Writing;
}

/**
 * The job that tells a person by mail what is wrong with a desk, unless it has passed meanwhile.
 * Throws when it is to be tried again; a repeat carries the same message id.
 */
export async function sendNotice(
  { store, outbox, mailer, write }: SendNoticeNeeds,
  { notice, signal }: { notice: Notice; signal: AbortSignal },
): Promise<void> {
  const { desk, trouble, sinceMs } = notice;
  const town = await store.read.town();
  const person = town?.people.find(({ id }) => id === notice.person);
  if (!town || !person) return;
  if (trouble === 'unreachable' && (await outbox.fault(desk, 'channel')) !== trouble) return;
  const messageId = messageIdOf(town, `desk-${desk}-${trouble}-${sinceMs}-${person.id}`);
  const { subject, text } = write(town, person, notice);
  const outcome = await mailer.send({ messageId, to: person.email, subject, text }, signal);
  if (outcome.kind === 'retry') throw new Error(`Notice about ${desk}: ${outcome.message}`);
}
