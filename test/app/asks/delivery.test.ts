import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer } from '#app/answer.ts';
import { deliverReply } from '#app/deliver-reply.ts';
import { refer } from '#app/refer.ts';
import { sendLetter } from '#app/send-letter.ts';
import type { Person } from '#domain/people/person.ts';
import {
  ASK_TOWN,
  cardOf,
  type DeskForTest,
  deskForTest,
  fakeConnector,
  fakeMailer,
  HOUR_MS,
  noticeOf,
  saidBy,
} from './desk-for-test.ts';

const signal = new AbortController().signal;
const anna = ASK_TOWN.people[0] as Person;
const letter = (reference: string) => ({ subject: reference, text: `about ${reference}` });

let desk: DeskForTest;

beforeAll(async () => {
  desk = await deskForTest();
});

afterAll(() => desk[Symbol.asyncDispose]());

/** A question answered from the desk, and a platform to deliver the answer to. */
async function queued() {
  const item = await desk.comment();
  const done = await answer(desk, { item: item.id, by: anna, words: 'Kl. 9.' });
  if (!done.ok) throw new Error(done.refusal.kind);
  const platform = fakeConnector();
  const reply = (await desk.store.read.view(item.id))?.replies[0]?.id ?? 0;
  const needs = { ...desk, connector: () => platform.connector };
  const run = () => deliverReply(needs, { reply, signal });
  const state = async () => (await desk.store.read.reply(reply))?.state;
  return { item, reply, run, state, ...platform };
}

/** A question referred, and a mail server to send the letter by. */
async function referred(withAnswer = false) {
  const item = await desk.comment();
  const asked = { item: item.id, by: anna, kind: 'registry', letter } as const;
  const told = withAnswer ? { answer: (reference: string) => `Vi lämnar över: ${reference}` } : {};
  const done = await refer(desk, { ...asked, ...told });
  if (!done.ok) throw new Error(done.refusal.kind);
  const post = fakeMailer();
  const view = await desk.store.read.view(item.id);
  const id = view?.letters[0]?.id ?? 0;
  const run = () => sendLetter({ ...desk, mailer: post.mailer }, { letter: id, signal });
  const state = async () => (await desk.store.read.letter(id))?.state;
  return { item, id, reference: view?.letters[0]?.reference, run, state, ...post };
}

test('the clock stops at the time the platform says, once the reply stands there', async () => {
  const { item, run, state, published } = await queued();
  await run();
  expect(published).toMatchObject([
    {
      verb: 'reply',
      item: { externalId: item.externalId },
      text: expect.stringContaining('Kl. 9.'),
    },
  ]);
  expect(await state()).toMatchObject({ kind: 'sent', externalId: 'own-0' });
  const after = await desk.item(item.id);
  const publishedAtMs = desk.clock.nowMs + 5 * 60_000;
  expect(after.state).toEqual({ kind: 'answered', origin: 'desk', atMs: publishedAtMs });
  expect(after.cycle).toMatchObject({ stoppedBy: 'answer', stoppedAtMs: publishedAtMs });
  expect((await desk.types(item.id)).slice(-2)).toEqual(['reply.sent', 'clock.stopped']);
  await run();
  expect(published).toHaveLength(1);
  expect(saidBy(await desk.ask('anna', `show ${item.id}`))).toContain('Anna Berg svarade');
});

test('a process that died after the platform took the reply does not send it twice', async () => {
  const { item, run, state, published, looks, next } = await queued();
  next.push('lost-after');
  await expect(run()).rejects.toThrow(/died/);
  expect(await state()).toMatchObject({ kind: 'sending' });
  expect((await desk.item(item.id)).state.kind).toBe('taken');
  await run();
  expect(looks).toHaveLength(1);
  expect(published).toHaveLength(1);
  expect((await desk.item(item.id)).state.kind).toBe('answered');
});

test('a process that died before the platform took the reply sends it once', async () => {
  const { run, published, next } = await queued();
  next.push('lost-before', 'lost-before');
  await expect(run()).rejects.toThrow();
  await expect(run()).rejects.toThrow();
  await run();
  await run();
  expect(published).toHaveLength(1);
});

test('an answer nobody can read is looked up at once', async () => {
  const { run, state, published, looks, next } = await queued();
  next.push({ kind: 'ambiguous', message: 'connection reset' });
  await run();
  expect(looks).toHaveLength(1);
  expect(published).toHaveLength(1);
  expect(await state()).toMatchObject({ kind: 'sent' });
});

test('a platform that asks for patience is asked again, and the key stays the same', async () => {
  const { run, published, looks, next } = await queued();
  next.push({ kind: 'retry', afterMs: 1000, message: 'slow down' });
  await expect(run()).rejects.toThrow('slow down');
  await run();
  expect(published).toHaveLength(1);
  expect(looks).toEqual([published[0]?.key]);
});

test('the job run by several workers at once keeps to one key and one record', async () => {
  const { item, run, published } = await queued();
  await Promise.allSettled([run(), run(), run()]);
  expect(published.filter(({ key }) => key !== published[0]?.key)).toEqual([]);
  expect((await desk.types(item.id)).filter((type) => type === 'reply.sent')).toHaveLength(1);
});

test('a refused reply brings the item back with the reason', async () => {
  const { item, run, state, next } = await queued();
  next.push({ kind: 'refused', code: 'comments-closed', message: 'comments are closed' });
  await run();
  expect(await state()).toMatchObject({ kind: 'refused' });
  expect((await desk.item(item.id)).state).toEqual({ kind: 'open' });
  const card = cardOf(await desk.ask('anna', `show ${item.id}`));
  expect(saidBy(card)).toContain('comments are closed');
  expect(card.actions.map(({ verb }) => verb)).toEqual(['take', 'reply', 'no-answer']);
});

test('a reply to be published by hand waits for "done"', async () => {
  const { item, reply, run, state, next } = await queued();
  next.push({ kind: 'manual', how: 'Open the page and paste it.' });
  await run();
  const card = cardOf(await desk.ask('anna', `show ${item.id}`));
  expect(saidBy(card)).toContain('Open the page and paste it.');
  expect(card.actions).toMatchObject([{ verb: 'done', ref: String(reply) }]);
  const stale = await desk.press('anna', 'done', reply, card.rev - 1);
  expect(noticeOf(stale)).toMatch(/ändrats/);
  await desk.press('anna', 'done', reply, card.rev);
  expect(await state()).toMatchObject({ kind: 'sent', externalId: '' });
  expect((await desk.item(item.id)).state).toMatchObject({ kind: 'answered', origin: 'desk' });
  expect(noticeOf(await desk.ask('anna', `done ${reply}`))).toBe('Det är redan avgjort.');
});

test('a reply that never got through can be tried again by a person, not sooner than it is safe', async () => {
  const { item, reply, run, published, next } = await queued();
  next.push('lost-before');
  await expect(run()).rejects.toThrow();
  expect(noticeOf(await desk.ask('anna', `again ${reply}`))).toBe('Ett svar är redan på väg.');
  desk.clock.nowMs += HOUR_MS;
  const card = cardOf(await desk.ask('anna', `show ${item.id}`));
  expect(card.actions).toMatchObject([{ verb: 'again' }]);
  await desk.newJobs();
  await desk.press('anna', 'again', reply, card.rev);
  expect(await desk.newJobs()).toEqual([{ name: 'answer', data: { reply } }]);
  await run();
  expect(published).toHaveLength(1);
  desk.clock.nowMs -= HOUR_MS;
});

test('a citizen who is told about a referral closes it', async () => {
  const { item, run: post, reference } = await referred(true);
  await post();
  expect((await desk.item(item.id)).state.kind).toBe('taken');
  const reply = (await desk.store.read.view(item.id))?.replies[0]?.id ?? 0;
  const { connector, published } = fakeConnector();
  await deliverReply({ ...desk, connector: () => connector }, { reply, signal });
  expect(published[0]).toMatchObject({ text: expect.stringContaining(String(reference)) });
  expect(await desk.item(item.id)).toMatchObject({
    state: { kind: 'referred', referral: reference },
    cycle: { stoppedBy: 'referral' },
  });
});

test('a letter goes out once, with an id that stays the same', async () => {
  const { item, run, state, sent, reference } = await referred();
  await run();
  await run();
  expect(sent).toEqual([
    {
      messageId: `<${reference?.toLowerCase()}@bjorkdal.example>`,
      to: 'registrator@bjorkdal.example',
      replyTo: 'anna@bjorkdal.example',
      subject: reference,
      text: `about ${reference}`,
    },
  ]);
  expect(await state()).toMatchObject({ kind: 'sent' });
  expect((await desk.item(item.id)).state.kind).toBe('referred');
});

test('a letter found half sent is never sent by itself: a person decides', async () => {
  const { item, id, run, state, sent, next } = await referred();
  next.push('lost-after');
  await expect(run()).rejects.toThrow(/died/);
  await run();
  await run();
  expect(sent).toHaveLength(1);
  expect(await state()).toMatchObject({ kind: 'uncertain' });
  const open = await desk.item(item.id);
  expect(open.state).toEqual({ kind: 'open' });
  expect(open.cycle?.stoppedAtMs).toBeUndefined();
  const card = cardOf(await desk.ask('anna', `show ${item.id}`));
  expect(card.actions.map(({ ref }) => ref)).toEqual([`${id}:sent`, `${id}:again`]);
  await desk.press('anna', 'settle', `${id}:sent`, card.rev);
  expect(await state()).toMatchObject({ kind: 'sent' });
  expect((await desk.item(item.id)).state.kind).toBe('referred');
  expect(sent).toHaveLength(1);
});

test('a doubtful letter sent again by a person goes out once more and closes the item', async () => {
  const { item, id, run, sent, next } = await referred();
  next.push({ kind: 'uncertain', message: 'connection lost' });
  await run();
  const { rev } = await desk.item(item.id);
  await desk.newJobs();
  await desk.press('anna', 'settle', `${id}:again`, rev);
  await desk.press('anna', 'settle', `${id}:again`, rev);
  expect(await desk.newJobs()).toEqual([{ name: 'mail', data: { letter: id } }]);
  await run();
  expect(sent).toHaveLength(1);
  expect((await desk.item(item.id)).state.kind).toBe('referred');
});

test('a refused letter leaves the matter with the desk and says why', async () => {
  const { item, run, state, next } = await referred();
  next.push({ kind: 'refused', message: '550 no such mailbox' });
  await run();
  expect(await state()).toEqual({ kind: 'refused', message: '550 no such mailbox' });
  expect((await desk.item(item.id)).state).toEqual({ kind: 'open' });
  expect(saidBy(await desk.ask('anna', `show ${item.id}`))).toContain('550 no such mailbox');
});

test('a mail server that is away is tried again', async () => {
  const { run, state, sent, next } = await referred();
  next.push({ kind: 'retry', message: 'connection refused' });
  await expect(run()).rejects.toThrow('connection refused');
  expect(await state()).toEqual({ kind: 'queued' });
  await run();
  expect(sent).toHaveLength(1);
});
