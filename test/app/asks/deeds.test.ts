import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  cardOf,
  type DeskForTest,
  deskForTest,
  formOf,
  HOUR_MS,
  NOON_MS,
  noticeOf,
  saidBy,
} from './desk-for-test.ts';

let desk: DeskForTest;

beforeAll(async () => {
  desk = await deskForTest();
});

afterEach(async () => {
  expect(desk.surprises).toEqual([]);
  await desk.newJobs();
});

afterAll(() => desk[Symbol.asyncDispose]());

test('a question is taken by text, and the same by button', async () => {
  const one = await desk.comment();
  const two = await desk.comment();
  expect(noticeOf(await desk.ask('anna', `take ${one.id}`))).toBe('Den är din.');
  const reply = await desk.press('anna', 'take', two.id, two.rev);
  expect(cardOf(reply)).toMatchObject({ key: `item:${two.id}`, rev: two.rev + 1 });
  expect((await desk.item(one.id)).state).toMatchObject({ kind: 'taken', holder: 'anna' });
  expect((await desk.item(two.id)).state).toMatchObject({ kind: 'taken', holder: 'anna' });
  expect(await desk.types(two.id)).toContain('item.taken');
});

test('what a colleague holds is refused by name; a manager may release it', async () => {
  const { id } = await desk.comment();
  await desk.ask('anna', `take ${id}`);
  expect(noticeOf(await desk.ask('cleo', `take ${id}`))).toMatch(/^Anna Berg took it/);
  expect(noticeOf(await desk.ask('cleo', `release ${id}`))).toMatch(/^Anna Berg holds it/);
  expect(noticeOf(await desk.ask('cleo', `reply ${id} Hello`))).toMatch(/^Anna Berg holds it/);
  expect(noticeOf(await desk.ask('bo', `release ${id}`))).toBe('Den ligger i kön igen.');
  expect((await desk.item(id)).state).toEqual({ kind: 'open' });
});

test('a reply is seen before it goes out, is signed, and waits for the platform', async () => {
  const { id, rev } = await desk.comment();
  const empty = formOf(await desk.press('anna', 'reply', id, rev));
  expect(empty).toMatchObject({ id: 'reply', preview: { label: 'Förhandsgranska' } });
  const seen = formOf(await desk.submit('anna', empty, { text: 'Hej! Kl. 9.', preview: '1' }));
  expect(seen.fields[0]).toMatchObject({ value: 'Hej! Kl. 9.' });
  expect(saidBy(seen)).toContain('– Anna Berg, Kommunikationsenheten');
  expect(await desk.newJobs()).toEqual([]);
  const sent = cardOf(await desk.submit('anna', seen, { text: 'Hej! Kl. 9.' }));
  expect(saidBy(sent)).toContain('Svaret skickas.');
  expect(sent.actions).toEqual([]);
  const view = await desk.store.read.view(id);
  expect(view?.replies).toMatchObject([
    { text: 'Hej! Kl. 9.\n\n– Anna Berg, Kommunikationsenheten', state: { kind: 'queued' } },
  ]);
  expect(view?.item.cycle?.stoppedAtMs).toBeUndefined();
  expect(await desk.newJobs()).toMatchObject([
    { name: 'answer', data: { reply: view?.replies[0]?.id } },
  ]);
  expect(noticeOf(await desk.ask('anna', `reply ${id} En gång till`))).toBe(
    'Ett svar är redan på väg.',
  );
  expect(noticeOf(await desk.ask('anna', `no-answer ${id} repeated`))).toBe(
    'Ett svar är redan på väg.',
  );
});

test('a typed reply only opens the form with its preview', async () => {
  const { id } = await desk.comment();
  const form = formOf(await desk.ask('anna', `reply ${id} Hej du`));
  expect(form.preview?.shown).toBeDefined();
  expect(await desk.newJobs()).toEqual([]);
  const sent = await desk.submit('anna', form, { text: 'Hej du' });
  expect(noticeOf(sent)).toBe('Svaret skickas.');
});

test('an empty or endless reply is refused beside its field, and nothing typed is lost', async () => {
  const { id, rev } = await desk.comment();
  const form = formOf(await desk.press('anna', 'reply', id, rev));
  const empty = await desk.submit('anna', form, { text: '  ', preview: '1' });
  expect(empty).toMatchObject({ kind: 'errors', errors: { text: 'Skriv något först.' } });
  const long = 'å'.repeat(3001);
  const endless = await desk.submit('anna', form, { text: long });
  expect(endless).toMatchObject({
    kind: 'errors',
    errors: { text: expect.stringMatching(/3\s?001/) },
  });
  expect(formOf(endless).fields[0]).toMatchObject({ value: long });
});

test('a form filled in while the item changed keeps the words and asks to look again', async () => {
  const { id, rev } = await desk.comment();
  const form = formOf(await desk.press('anna', 'reply', id, rev));
  await desk.ask('bo', `class ${id} negative`);
  const stale = await desk.submit('anna', form, { text: 'Mitt svar' });
  expect(stale).toMatchObject({
    kind: 'errors',
    errors: { form: expect.stringMatching(/ändrats/) },
  });
  expect(formOf(stale)).toMatchObject({ rev: rev + 1, fields: [{ value: 'Mitt svar' }] });
  expect(noticeOf(await desk.submit('anna', formOf(stale), { text: 'Mitt svar' }))).toBe(
    'Svaret skickas.',
  );
});

test('no answer needs a reason, by text, form and button', async () => {
  const one = await desk.comment();
  const two = await desk.comment();
  const form = formOf(await desk.ask('anna', `no-answer ${one.id}`));
  const without = await desk.submit('anna', form, { note: 'ingen fråga' });
  expect(without).toMatchObject({ kind: 'errors', errors: { reason: expect.any(String) } });
  const nonsense = await desk.submit('anna', form, { reason: 'lazy' });
  expect(nonsense).toMatchObject({ kind: 'errors', errors: { reason: expect.any(String) } });
  const closed = await desk.submit('anna', form, {
    reason: 'no-question',
    note: 'bara en hälsning',
  });
  expect(noticeOf(closed)).toBe('Avslutat utan svar.');
  await desk.ask('anna', `no-answer ${two.id} repeated se inlägg 1`);
  expect((await desk.item(two.id)).state).toMatchObject({ kind: 'no-answer', reason: 'repeated' });
  expect((await desk.item(two.id)).cycle?.stoppedBy).toBe('no-answer');
  expect(saidBy(await desk.ask('anna', `history ${one.id}`))).toContain('bara en hälsning');
  expect(noticeOf(await desk.ask('anna', `take ${two.id}`))).toBe('Det är redan avslutat.');
});

test('the class is confirmed with one click, and the clock follows a change', async () => {
  const { id, rev } = await desk.comment();
  const shown = cardOf(await desk.ask('anna', `show ${id}`));
  const confirm = shown.overflow.find(({ verb, ref }) => verb === 'class' && ref.includes(':'));
  expect(confirm).toMatchObject({ ref: `${id}:question`, rev, label: 'Ja: Fråga' });
  await desk.press('anna', 'class', `${id}:question`, rev);
  expect(await desk.item(id)).toMatchObject({ classConfirmed: true, cycle: { n: 1 } });
  const before = (await desk.item(id)).cycle;
  await desk.ask('anna', `class ${id} neutral`);
  expect((await desk.item(id)).cycle).toMatchObject({ n: 1, stoppedBy: 'class' });
  await desk.ask('anna', `class ${id} question`);
  expect((await desk.item(id)).cycle).toEqual({ ...before, n: 2 });
  await desk.ask('anna', `class ${id} unlawful`);
  expect((await desk.item(id)).cycle).toMatchObject({ n: 3, clock: 'removal' });
  expect((await desk.types(id)).filter((type) => type.startsWith('clock.'))).toEqual([
    'clock.stopped',
    'clock.started',
    'clock.stopped',
    'clock.started',
  ]);
  const form = formOf(await desk.press('anna', 'class', id, (await desk.item(id)).rev));
  expect(form.fields[0]).toMatchObject({ name: 'class', value: 'unlawful' });
});

test('an item is put aside for a while, and told when that is too long', async () => {
  const { id } = await desk.comment();
  expect(noticeOf(await desk.ask('cleo', `snooze ${id} 2h`))).toBe(
    'Put aside until Thu, 19 Nov, 12:00. The clock runs on.'.replace('Thu, ', 'Thu '),
  );
  expect((await desk.item(id)).snoozedUntilMs).toBe(NOON_MS + 2 * HOUR_MS);
  expect(noticeOf(await desk.ask('cleo', `snooze ${id} 2026-12-01 09:00`))).toContain(
    'That is after it is due.',
  );
  const form = formOf(await desk.ask('cleo', `snooze ${id}`));
  expect(form.fields[0]).toMatchObject({ kind: 'date-time', value: '2026-11-19T11:00' });
  const past = await desk.submit('cleo', form, { until: '2026-11-19T09:00' });
  expect(past).toMatchObject({ kind: 'errors', errors: { until: expect.any(String) } });
  expect(noticeOf(await desk.submit('cleo', form, { until: '2026-11-19T15:30' }))).toContain(
    '15:30',
  );
  expect(noticeOf(await desk.ask('cleo', `snooze ${id} whenever`))).toMatch(/still to come/);
});

test('forwarding to a colleague hands the item over, with a note', async () => {
  const { id } = await desk.comment();
  await desk.ask('anna', `take ${id}`);
  const due = (await desk.item(id)).cycle?.dueAtMs;
  expect(noticeOf(await desk.ask('anna', `forward ${id} bo kan du detta?`))).toContain('Bo Ek');
  expect(await desk.item(id)).toMatchObject({
    state: { kind: 'taken', holder: 'bo' },
    cycle: { dueAtMs: due },
  });
  expect(await desk.newJobs()).toEqual([]);
  expect(saidBy(await desk.ask('anna', `history ${id}`))).toContain('kan du detta?');
});

test('forwarding by mail sends a letter, and a unit gets the item into its queue', async () => {
  const { id, rev } = await desk.comment();
  const form = formOf(await desk.press('anna', 'forward', id, rev));
  expect(form.fields.length).toBeLessThanOrEqual(5);
  const none = await desk.submit('anna', form, { how: 'desk' });
  expect(none).toMatchObject({ kind: 'errors', errors: { to: expect.any(String) } });
  await desk.submit('anna', form, { email: 'Park@Other.Example', how: 'desk', note: 'er sak?' });
  const unknown = await desk.ask('anna', `forward ${id} nobody`);
  expect(noticeOf(unknown)).toMatch(/Ingen här heter så/);
  await desk.ask('anna', `forward ${id} roads`);
  const view = await desk.store.read.view(id);
  expect(view?.item).toMatchObject({ department: 'roads', state: { kind: 'open' } });
  expect(view?.letters).toMatchObject([
    {
      kind: 'forward',
      to: 'park@other.example',
      reference: `KV-2026-${String(id).padStart(6, '0')}`,
    },
  ]);
  expect(view?.letters[0]?.text).toContain('er sak?');
  expect(await desk.newJobs()).toMatchObject([{ name: 'mail' }]);
});

test('a referral writes a letter that can be registered, and tells the citizen in public', async () => {
  const { id, rev, url } = await desk.comment('Mitt bygglov, vad händer?', {
    itemClass: 'own-matter',
    name: 'Олена',
    language: 'uk',
  });
  const form = formOf(await desk.press('anna', 'refer', id, rev));
  expect(form.fields[0]).toMatchObject({ name: 'kind', value: 'own-matter' });
  const values = { kind: 'own-matter', answer: 'template', note: 'ring gärna' };
  const seen = formOf(await desk.submit('anna', form, { ...values, preview: '1' }));
  const reference = `KV-2026-${String(id).padStart(6, '0')}`;
  expect(saidBy(seen)).toContain('Вітаємо, Олена!');
  expect(saidBy(seen)).toContain(reference);
  expect(await desk.newJobs()).toEqual([]);
  expect(noticeOf(await desk.submit('anna', seen, values))).toBe(`Hänvisat som ${reference}.`);
  const view = await desk.store.read.view(id);
  expect(view?.item.state).toMatchObject({ kind: 'taken', holder: 'anna' });
  const [letter] = view?.letters ?? [];
  expect(letter).toMatchObject({
    to: 'registrator@bjorkdal.example',
    kind: 'own-matter',
    reference,
  });
  for (const said of ['Олена', '19 november 2026', String(url), 'Mitt bygglov', 'ring gärna'])
    expect(letter?.text).toContain(said);
  expect(view?.replies[0]).toMatchObject({ referral: reference, state: { kind: 'queued' } });
  expect((await desk.newJobs()).map(({ name }) => name).sort()).toEqual(['answer', 'mail']);
});

test('a referral nobody is told about closes at once', async () => {
  const { id, rev } = await desk.comment('Vad tycker nämnden?', { itemClass: 'political' });
  const form = formOf(await desk.press('anna', 'refer', id, rev));
  await desk.submit('anna', form, { kind: 'political', answer: 'none' });
  expect(await desk.item(id)).toMatchObject({
    state: { kind: 'referred' },
    cycle: { stoppedBy: 'referral', stoppedAtMs: NOON_MS },
  });
});

test('another authority needs its address, own words must be written', async () => {
  const { id, rev } = await desk.comment();
  const form = formOf(await desk.press('anna', 'refer', id, rev));
  const values = { kind: 'other-authority', answer: 'template' };
  for (const more of [{ preview: '1' }, {}, { to: 'no address' }]) {
    const reply = await desk.submit('anna', form, { ...values, ...more });
    expect(reply).toMatchObject({ kind: 'errors', errors: { to: expect.any(String) } });
  }
  const own = await desk.submit('anna', form, {
    ...values,
    to: 'a@b.example',
    answer: 'own',
    preview: '1',
  });
  expect(own).toMatchObject({ kind: 'errors', errors: { words: expect.any(String) } });
  const unseen = await desk.submit('anna', form, { ...values, to: 'a@b.example', answer: 'own' });
  expect(unseen).toMatchObject({ kind: 'errors', errors: { words: expect.any(String) } });
  expect(await desk.newJobs()).toEqual([]);
});
