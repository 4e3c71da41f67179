import type { Item } from '#domain/items/item.ts';
import { isMailbox } from '#domain/items/mailbox.ts';
import type { Refusal } from '#domain/items/refusal.ts';
import { type ForwardTo, forward as handTo } from '#domain/items/transitions.ts';
import { type Result, refuse } from '#domain/result.ts';
import type { Town } from '#domain/town/town.ts';
import type { Card } from '#ports/desk.ts';
import { mayHandle } from './may-handle.ts';
import { type DeedAsked, type DeedNeeds, keepWords, note, onItem } from './on-item.ts';
import { desksToPing, ping } from './ping.ts';
import { nextReference, queueLetter, type Writing } from './queue-letter.ts';

export interface ForwardAsked extends DeedAsked {
  /** A person's or department's id, or a mail address. */
  readonly to: string;
  /** Also by mail, where a person is meant. A mailbox always gets one. */
  readonly byMail: boolean;
  readonly note?: string;
  /** Puts the letter into words, once its reference is known. */
  readonly letter: (reference: string) => Writing;
  /** What the colleague who gets it is told at a chat desk. */
  readonly ping: (to: string, after: Item) => Card;
}

/**
 * To a better-suited colleague or unit, with a note (Härjedalen 4.1, Ludvika "Hantering"). It stays
 * open on its own clock; a colleague who gets it and may act holds it from then on.
 */
export function forward(needs: DeedNeeds, asked: ForwardAsked): Promise<Result<Item, Refusal>> {
  const { by } = asked;
  return onItem(needs, asked, async (locked) => {
    const town = await locked.tx.town();
    const found = town && recipientOf(town, asked.to, locked.nowMs);
    if (!found) return refuse({ kind: 'unknown-recipient' });
    const forwarded = handTo(locked.item, { by, atMs: locked.nowMs }, found.to);
    if (!forwarded.ok) return forwarded;
    const words = await keepWords(locked, 'note', asked.note);
    note(locked, 'item.forwarded', { by, ...words, data: logged(found.to) });
    if (asked.byMail || found.to.kind === 'mailbox') {
      const reference = await nextReference(locked, town);
      const writing = asked.letter(reference);
      await queueLetter(locked, { kind: 'forward', to: found.mail, by, town, reference, writing });
    }
    if (found.to.kind === 'person' && found.to.person !== by.id) {
      const { person } = found.to;
      const desks = await desksToPing(locked.tx, { town, person });
      await ping(locked.tx, { desks, person, card: asked.ping(person, forwarded.value) });
    }
    return forwarded;
  });
}

function recipientOf(
  town: Town,
  to: string,
  nowMs: number,
): { to: ForwardTo; mail: string } | undefined {
  const name = to.trim().toLowerCase();
  const person = town.people.find(({ id, email }) => id === name || email.toLowerCase() === name);
  // Who may not act cannot hold it: a mail asks for advice, and the item stays where it is.
  if (person && !mayHandle(town, person, nowMs))
    return { to: { kind: 'mailbox' }, mail: person.email };
  if (person) return { to: { kind: 'person', person: person.id }, mail: person.email };
  const department = town.departments.find(({ id }) => id === name);
  if (department)
    return { to: { kind: 'department', department: department.id }, mail: department.registry };
  return isMailbox(name) ? { to: { kind: 'mailbox' }, mail: name } : undefined;
}

/** The log names persons and departments by id, and never a mail address. */
function logged(to: ForwardTo): Record<string, string> {
  switch (to.kind) {
    case 'person':
      return { kind: to.kind, holder: to.person };
    case 'department':
      return { kind: to.kind, department: to.department };
    case 'mailbox':
      return { kind: to.kind };
  }
}
