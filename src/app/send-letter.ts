import type { Letter } from '#domain/items/letter.ts';
import type { Clock } from '#ports/clock.ts';
import type { Mailer, MailOutcome } from '#ports/mail.ts';
import type { Store, Tx } from '#ports/store.ts';
import { letterFailed, letterSent } from './letter-sent.ts';

const MAIL_TIMEOUT_MS = 60_000;

/** A mail server that takes nothing for so long: a person has to know, the matter is with nobody. */
const GIVE_UP_AFTER_MS = 4 * 60 * 60_000;

export interface SendLetterNeeds {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: Clock;
  readonly mailer: Mailer;
}

/**
 * The job that sends a letter, once and only once. Mail cannot be looked up, so `sending` is
 * committed before the server is called, and a letter found in that state is left to a person.
 * Throws when it is to be tried again.
 */
export async function sendLetter(
  needs: SendLetterNeeds,
  { letter: id, signal }: { letter: number; signal: AbortSignal },
): Promise<void> {
  const letter = await begin(needs, id);
  if (!letter) return;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(MAIL_TIMEOUT_MS)]);
  const { messageId, to, subject, text, replyTo } = letter;
  const mail = { messageId, to, subject, text, ...(replyTo && { replyTo }) };
  const outcome = await needs.mailer.send(mail, limit);
  const isWaiting = await record(needs, id, outcome);
  if (isWaiting && outcome.kind === 'retry') throw new Error(`Letter ${id}: ${outcome.message}`);
}

function begin({ store, clock }: SendLetterNeeds, id: number) {
  return store.transaction(async (tx): Promise<(Letter & { replyTo?: string }) | null> => {
    const letter = await tx.lockLetter(id);
    if (letter?.state.kind === 'sending') {
      const { sinceMs } = letter.state;
      await letterFailed(tx, letter, { kind: 'uncertain', sinceMs }, clock.now());
      return null;
    }
    if (letter?.state.kind !== 'queued') return null;
    await tx.saveLetter({ ...letter, state: { kind: 'sending', sinceMs: clock.now() } });
    const writer = (await tx.town())?.people.find((person) => person.id === letter.by);
    return { ...letter, ...(writer && { replyTo: writer.email }) };
  });
}

/** Whether it is to be tried again. */
function record(
  { store, clock }: SendLetterNeeds,
  id: number,
  outcome: MailOutcome,
): Promise<boolean> {
  return store.transaction(async (tx) => {
    const letter = await tx.lockLetter(id);
    const late = letter?.state.kind === 'uncertain' && outcome.kind === 'accepted';
    if (!letter || (letter.state.kind !== 'sending' && !late)) return false;
    const nowMs = clock.now();
    switch (outcome.kind) {
      case 'accepted':
        await letterSent(tx, letter, { nowMs });
        return false;
      case 'uncertain':
        await letterFailed(tx, letter, { kind: 'uncertain', sinceMs: nowMs }, nowMs);
        return false;
      case 'retry':
        if (nowMs - (await waitingSinceMs(tx, letter)) < GIVE_UP_AFTER_MS) {
          await tx.saveLetter({ ...letter, state: { kind: 'queued' } });
          return true;
        }
        break;
      case 'refused':
    }
    await letterFailed(tx, letter, { kind: 'refused', message: outcome.message }, nowMs);
    return false;
  });
}

/** When it was written, or a person had it sent again. */
async function waitingSinceMs(tx: Tx, { id, item }: Letter): Promise<number> {
  const ordered = (await tx.history(item)).findLast(
    ({ type, data }) =>
      (type === 'letter.queued' || type === 'letter.settled') && data?.['letter'] === id,
  );
  return ordered?.atMs ?? 0;
}
