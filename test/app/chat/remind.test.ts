import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RemindNeeds, remind } from '#app/remind.ts';
import { overdueNote, reminderCard } from '../../../commands/reminder-card.ts';
import { HOUR_MS, noticeOf, saidBy } from '../asks/desk-for-test.ts';
import { chatForTest } from './chat-for-test.ts';

let chat: Awaited<ReturnType<typeof chatForTest>>;
beforeEach(async () => {
  chat = await chatForTest();
});
afterEach(() => chat[Symbol.asyncDispose]());

const needs = (): RemindNeeds => ({
  store: chat.store,
  clock: chat.clock,
  calendars: chat.calendars,
  newKey: chat.newKey,
  threadCard: (town, department, key, told) => overdueNote(town, department, { key, told }),
  card: (town, person, key, reminded) =>
    reminderCard({ town, person, nowMs: chat.clock.nowMs }, key, reminded),
});
const sweep = () => remind(needs(), AbortSignal.timeout(10_000));

/** Who was told what since it was last asked, by mail. */
async function mailed(): Promise<Record<string, string[]>> {
  const jobs = await chat.newJobs();
  const told: Record<string, string[]> = {};
  for (const { name, data } of jobs) {
    if (name !== 'reminder') continue;
    const { person, reminders } = data as { person: string; reminders: { stage: string }[] };
    told[person] = [...(told[person] ?? []), ...reminders.map(({ stage }) => stage)];
  }
  return told;
}

/** Thursday 10:00; one working day: due Friday 17:00, sixteen working hours in all. */
const later = (hours: number) => {
  chat.clock.nowMs += hours * HOUR_MS;
};

let touches = 0;
/** Whoever holds it does something about it, so that it is not taken for forgotten. */
const touch = (person: string, id: number) => {
  touches += 1;
  return chat.ask(person, `class ${id} ${touches % 2 === 0 ? 'question' : 'negative'}`);
};

test('the holder, then the deputy too, then the managers; each once, in working hours', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `take ${id}`);
  await sweep();
  expect(await mailed()).toEqual({});
  later(24); // Friday 10:00, more than half of the time is gone
  await touch('anna', id);
  await sweep();
  await sweep();
  expect(await mailed()).toEqual({ anna: ['half'] });
  later(4);
  await touch('anna', id);
  await sweep();
  expect(await mailed()).toEqual({ anna: ['soon'], bo: ['soon'] });
  later(6); // Friday 22:00: overdue from midnight, told on Monday
  await sweep();
  later(24);
  await sweep();
  expect(await mailed()).toEqual({});
  chat.clock.nowMs = Date.parse('2026-11-23T07:00:00Z');
  await touch('anna', id);
  await sweep();
  expect(await mailed()).toEqual({ anna: ['overdue'], bo: ['overdue'] });
  later(24);
  await touch('anna', id);
  await sweep();
  expect(await mailed()).toEqual({ bo: ['late'] });
  await chat.ask('anna', `no-answer ${id} repeated`);
  later(48);
  await sweep();
  expect(await mailed()).toEqual({});
});

test('everything for one person at one moment is one message, at the chat desk where there is one', async () => {
  const ids = [];
  for (let n = 0; n < 3; n += 1) {
    const { id } = await chat.comment(`Fråga ${n}?`);
    await chat.ask('cleo', `take ${id}`);
    ids.push(id);
  }
  later(24);
  for (const id of ids) await touch('cleo', id);
  await sweep();
  await chat.settle();
  const told = chat.posted.filter(({ place }) => place.kind === 'person');
  expect(told).toHaveLength(1);
  expect(told[0]?.card).toMatchObject({ title: '3 items wait for you', tone: 'attention' });
  expect(told[0]?.card.actions.map(({ ref }) => ref)).toEqual(ids.map(String));
  const [show] = told[0]?.card.actions ?? [];
  const reply = await chat.press('cleo', show?.verb ?? '', show?.ref ?? '', show?.rev ?? 0);
  expect(reply.kind).toBe('card');
  expect(await mailed()).toEqual({});
});

test('whoever takes an item late has seen how it stands; the deputy is told all the same', async () => {
  const { id } = await chat.comment();
  later(28);
  await chat.ask('anna', `take ${id}`);
  await sweep();
  expect(await mailed()).toEqual({ bo: ['soon'] });
});

test('that it is overdue is said once under its card, and stands in its history', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `take ${id}`);
  await chat.settle();
  chat.clock.nowMs = Date.parse('2026-11-23T07:00:00Z');
  await touch('anna', id);
  await sweep();
  await sweep();
  await chat.settle();
  const notes = chat.posted.filter(({ place }) => place.kind === 'thread');
  expect(notes.map(({ card }) => card.title)).toEqual(['Försenat. Påminda: Anna Berg, Bo Ek.']);
  expect(saidBy(await chat.ask('anna', `history ${id}`))).toContain(
    'Bo Ek fick en påminnelse: försenat',
  );
});

test('what was taken and not touched for two working hours is in the queue again, told kindly', async () => {
  const [left, worked] = [await chat.comment(), await chat.comment()];
  for (const { id } of [left, worked]) await chat.ask('anna', `take ${id}`);
  later(1);
  await chat.ask('anna', `class ${worked.id} negative`);
  await sweep();
  later(1.1);
  await sweep();
  expect((await chat.item(left.id)).state.kind).toBe('open');
  expect((await chat.item(worked.id)).state.kind).toBe('taken');
  expect(await mailed()).toEqual({ anna: ['released'] });
  later(2);
  await chat.ask('anna', `snooze ${worked.id} 2d`);
  await sweep();
  expect((await chat.item(worked.id)).state.kind).toBe('taken');
});

test('two sweeps at once tell nobody twice', async () => {
  for (let n = 0; n < 20; n += 1) await chat.comment();
  later(24);
  await Promise.all([sweep(), sweep(), sweep()]);
  expect((await mailed())['anna']).toHaveLength(20);
});

test('whoever is away is not reminded: the deputy is, until they are back', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `take ${id}`);
  expect(noticeOf(await chat.ask('anna', 'absent now 2026-11-23 bo'))).toMatch(/^Noterat/);
  later(24);
  await touch('anna', id);
  await sweep();
  expect(await mailed()).toEqual({ bo: ['half'] });
  expect(noticeOf(await chat.ask('anna', 'back'))).toBe('Välkommen tillbaka.');
  later(4);
  await touch('anna', id);
  await sweep();
  expect(await mailed()).toEqual({ anna: ['soon'], bo: ['soon'] });
});

test('loops of deputies are refused, gaps are said and go to the managers', async () => {
  await chat.ask('bo', 'absent now 2026-12-01 anna');
  expect(noticeOf(await chat.ask('anna', 'absent now 2026-12-01 bo'))).toMatch(/är borta då/);
  expect(noticeOf(await chat.ask('anna', 'absent now'))).toMatch(/Ingen är din ersättare/);
  for (const [text, said] of [
    ['absent', /absent/],
    ['absent soon', /Skriv från när/],
    ['absent 2026-12-24 2026-12-20', /slutar innan/],
    ['absent now 2026-12-24 nobody', /Ingen här heter så/],
    ['absent now 2026-12-24 anna', /din egen ersättare/],
  ] as const)
    expect(noticeOf(await chat.ask('anna', text))).toMatch(said);
  expect(noticeOf(await chat.ask('cleo', 'back'))).toBe('You were not noted as away.');
});

test('what nobody has taken is for whoever is on duty', async () => {
  const town = await chat.store.read.town();
  if (!town) throw new Error('no town');
  const departments = town.departments.map((unit) =>
    unit.id === 'info' ? { ...unit, duty: { fri: ['cleo'] } } : unit,
  );
  await chat.store.transaction((tx) => tx.saveTown({ ...town, departments }, 'test', 0));
  await chat.comment();
  later(24);
  await sweep();
  await chat.settle();
  expect(chat.posted.filter(({ place }) => place.kind === 'person')).toHaveLength(1);
  expect(await mailed()).toEqual({});
});

test('put aside, half the time is no news; that it is due soon is', async () => {
  const { id } = await chat.comment();
  await chat.ask('anna', `take ${id}`);
  await chat.ask('anna', `snooze ${id} 3d`);
  later(24);
  await sweep();
  expect(await mailed()).toEqual({});
  later(4);
  await sweep();
  expect(await mailed()).toMatchObject({ anna: ['soon'] });
});
