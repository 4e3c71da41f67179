import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverReply } from '#app/deliver-reply.ts';
import { refer } from '#app/refer.ts';
import { sendLetter } from '#app/send-letter.ts';
import { settleLetter } from '#app/settle-letter.ts';
import type { Person } from '#domain/people/person.ts';
import type { MailOutcome } from '#ports/mail.ts';
import {
  ASK_TOWN,
  type DeskForTest,
  deskForTest,
  fakeConnector,
  fakeMailer,
  HOUR_MS,
} from './desk-for-test.ts';

const signal = new AbortController().signal;
const anna = ASK_TOWN.people[0] as Person;

let desk: DeskForTest;

beforeAll(async () => {
  desk = await deskForTest();
});

afterAll(() => desk[Symbol.asyncDispose]());

/** A question referred with an answer to the citizen; its letter and its reply wait for their jobs. */
async function referred() {
  const item = await desk.comment();
  const done = await refer(desk, {
    item: item.id,
    by: anna,
    kind: 'registry',
    letter: (reference) => ({ subject: reference, text: 'about it' }),
    answer: (reference) => `Vi lämnar över: ${reference}`,
  });
  if (!done.ok) throw new Error(done.refusal.kind);
  const view = await desk.store.read.view(item.id);
  const letter = view?.letters[0]?.id ?? 0;
  const reply = view?.replies[0]?.id ?? 0;
  const post = fakeMailer();
  const platform = fakeConnector();
  return {
    item,
    letter,
    mail: (outcome?: MailOutcome) => {
      if (outcome) post.next.push(outcome);
      return sendLetter({ ...desk, mailer: post.mailer }, { letter, signal });
    },
    publish: () =>
      deliverReply({ ...desk, connector: () => platform.connector }, { reply, signal }),
    state: async () => (await desk.item(item.id)).state.kind,
    letterState: async () => (await desk.store.read.letter(letter))?.state,
    sent: post.sent,
  };
}

test('telling the citizen does not close a matter whose letter nobody got', async () => {
  const { letter, mail, publish, state } = await referred();
  await mail({ kind: 'refused', message: '550 no such mailbox' });
  await publish();
  expect(await state()).toBe('taken');
  const settled = await settleLetter(desk, { letter, by: anna, how: 'sent' });
  expect(settled.ok).toBe(true);
  expect(await state()).toBe('referred');
});

test('a mail server that cannot be reached for hours leaves the matter to a person', async () => {
  const { item, letter, mail, publish, state, letterState, sent } = await referred();
  await publish();
  expect(await state()).toBe('referred');
  const away: MailOutcome = { kind: 'retry', message: 'connection refused' };
  await expect(mail(away)).rejects.toThrow();
  expect(await letterState()).toEqual({ kind: 'queued' });
  desk.clock.nowMs += 5 * HOUR_MS;
  await mail(away);
  expect(await letterState()).toMatchObject({ kind: 'refused' });
  expect(await state()).toBe('open');
  expect((await desk.types(item.id)).slice(-3)).toContain('item.reopened');
  const again = await settleLetter(desk, { letter, by: anna, how: 'again' });
  expect(again.ok).toBe(true);
  await mail();
  expect(sent).toHaveLength(1);
  expect(await state()).toBe('referred');
});

test('a letter that goes out late does not close what the citizen has written since', async () => {
  const { item, mail, publish, state } = await referred();
  await publish();
  await desk.store.transaction(async (tx) => {
    const locked = await tx.lockItem(item.id);
    if (!locked) throw new Error('no item');
    await tx.saveItem({ ...locked, state: { kind: 'open' }, rev: locked.rev + 1 });
    tx.log({
      type: 'item.reopened',
      atMs: desk.clock.nowMs,
      actor: 'system',
      item: item.id,
      data: { why: 'edited' },
    });
  });
  await mail();
  expect(await state()).toBe('open');
});
