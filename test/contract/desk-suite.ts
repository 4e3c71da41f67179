import { describe, expect, test } from 'vitest';
import { cardTexts } from '#locales/cards/cards.ts';
import { shows, until } from './desk-sight.ts';
import { clickTests } from './desk-suite-clicks.ts';
import { weatherTests } from './desk-suite-weather.ts';
import type { DeskKind, OpenDesk } from './desk-under-test.ts';

const t = cardTexts('sv');

/** What every desk owes those who work at it; each adds its own platform's truths beside it. */
export function deskContract(name: string, openDesk: OpenDesk, kind: DeskKind): void {
  describe.concurrent(`${name}: the contract of desks`, () => {
    // The longest first: the others run beside them.
    weatherTests(openDesk, kind);
    answeringTests(openDesk);
    handingOverTests(openDesk);
    settingAsideTests(openDesk);
    askingTests(openDesk, kind);
    clickTests(openDesk, kind);
  });
}

function answeringTests(openDesk: OpenDesk): void {
  test('an item is taken, answered after a preview, and says so', async () => {
    await using desk = await openDesk();
    const { bench } = desk;
    const { id } = await bench.comment();
    expect((await desk.press('anna', id, 'take')).words).toContain(t.notices.take);
    await shows(desk, id, 'Anna Berg');
    const opened = await desk.press('anna', id, 'reply');
    expect(opened).toMatchObject({ form: 'fill', words: expect.stringContaining('badhuset') });
    const first = await desk.submit('anna', { text: 'Klockan åtta.' });
    expect(first).toMatchObject({ form: 'preview', words: expect.stringContaining('åtta') });
    expect(first.words).toContain('– Anna Berg, Kommunikationsenheten');
    expect(await bench.types(id)).not.toContain('reply.queued');
    await desk.edit('anna');
    const second = await desk.submit('anna', { text: 'Klockan nio.' });
    expect(second).toMatchObject({ form: 'preview', words: expect.stringContaining('nio') });
    expect(second.words).not.toContain('åtta');
    expect((await desk.send('anna')).words).toContain(t.notices.reply);
    await bench.deliver();
    expect(bench.published).toMatchObject([
      { verb: 'reply', text: expect.stringContaining('Klockan nio.') },
    ]);
    await shows(desk, id, 'Besvarat');
  });

  test('an answer on the platform itself closes the card without a click', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    await shows(desk, id, 'badhuset');
    await desk.bench.answerNatively(id);
    await shows(desk, id, 'Besvarat direkt på plattformen');
    expect(await desk.bench.types(id)).not.toContain('item.taken');
  });

  test('nobody stays silent without a reason', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    expect((await desk.press('anna', id, 'no-answer')).form).toBe('fill');
    const mute = await desk.submit('anna', {}).catch((error: unknown) => ({ words: `${error}` }));
    expect(mute.words).toMatch(/required|skäl|ses över/i);
    expect((await desk.bench.item(id)).state.kind).toBe('new');
    const closed = await desk.submit('anna', { reason: 'repeated', note: 'Se i går' });
    expect(closed.words).toContain(t.notices.noAnswer);
    await shows(desk, id, t.reasons.repeated);
  });
}

function handingOverTests(openDesk: OpenDesk): void {
  test('a colleague who gets an item is told, and holds it', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    expect((await desk.press('anna', id, 'forward')).form).toBe('fill');
    const nobody = await desk.submit('anna', { email: 'ingen' });
    expect(nobody.words).toContain(t.refusals['unknown-recipient']());
    const done = await desk.submit('anna', { to: 'bo', email: '', note: 'Du kan det här' });
    expect(done.words).toContain('Bo Ek');
    expect((await desk.bench.item(id)).state).toMatchObject({ kind: 'taken', holder: 'bo' });
    await until(async () => expect(await desk.told('bo')).toContain('badhuset'));
    await shows(desk, id, 'Bo Ek');
  });

  test('another unit gets an item', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    await desk.press('anna', id, 'forward');
    const done = await desk.submit('anna', { to: 'roads' });
    expect(done.words).toContain('Gator och vägar');
    expect(await desk.bench.item(id)).toMatchObject({ department: 'roads' });
    await shows(desk, id, 'badhuset');
  });

  test('a person’s own matter is referred by a letter that was seen before', async () => {
    await using desk = await openDesk();
    const { bench } = desk;
    const { id } = await bench.comment('Hur går det med mitt bygglov?', {
      itemClass: 'own-matter',
    });
    expect((await desk.press('anna', id, 'refer')).form).toBe('fill');
    const preview = await desk.submit('anna', { answer: 'none', note: 'Ring gärna' });
    expect(preview).toMatchObject({ form: 'preview' });
    expect(preview.words).toContain('registrator@bjorkdal.example');
    expect(preview.words).toContain('Ring gärna');
    expect(await bench.types(id)).not.toContain('item.referred');
    const { words } = await desk.send('anna');
    expect(words).toContain('Hänvisat som');
    expect(bench.letters).toEqual([]);
    await bench.deliver();
    expect(bench.letters).toMatchObject([{ to: 'registrator@bjorkdal.example' }]);
    await shows(desk, id, 'Hänvisat');
    expect((await bench.item(id)).state.kind).toBe('referred');
  });
}

function settingAsideTests(openDesk: OpenDesk): void {
  test('an item is put aside until a moment that is still to come', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    expect((await desk.press('anna', id, 'snooze')).form).toBe('fill');
    const past = await desk.submit('anna', { until: '2020-01-01T09:00' });
    expect(past.words).toContain(t.refusals['in-the-past']());
    const done = await desk.submit('anna', { until: '2026-11-19T14:00' });
    expect(done.words).toContain('Undanlagt till');
    await shows(desk, id, 'Undanlagt till');
  });

  test('one click confirms what the rules suggest', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    const { words } = await desk.press('anna', id, 'class');
    expect(words).toContain(t.notices.class(t.classes.question));
    expect(await desk.bench.item(id)).toMatchObject({ classConfirmed: true });
    await until(async () =>
      expect(await desk.cards(id)).toEqual([expect.not.stringContaining('förslag')]),
    );
  });
}

function askingTests(openDesk: OpenDesk, { flags }: DeskKind): void {
  test('all that can be asked is answered', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    const asked = async (text: string) => (await desk.command('anna', text)).words;
    expect(await asked('help')).toContain('no-answer');
    expect(await asked('queue')).toContain('Bloggen');
    expect(await asked('next')).toContain('badhuset');
    expect(await asked('find badhuset')).toContain('1 träff');
    expect(await asked('find smultron')).not.toBe('');
    expect(await asked(`history ${id}`)).not.toBe('');
    expect(await asked(`why ${id}`)).toContain('Kontorstid');
    expect(await asked('duty')).toContain('Anna Berg');
    expect(await asked('dansa')).toContain('dansa');
    expect(await asked('take 999')).toContain(t.refusals['not-found']());
    expect(await asked('')).not.toBe('');
  });

  if (!flags) return;

  test('what a resident wrote elsewhere becomes an item, with its address, once', async () => {
    await using desk = await openDesk();
    const address = 'https://other.example/post/7';
    const seen = await desk.flag?.('anna', `Vem svarar på det här? <${address}>`);
    expect(seen?.words).toMatch(/R-\w{4}-\w{4}/);
    const item = await desk.bench.newest();
    expect(item).toMatchObject({ channel: 'form', department: 'info', url: address });
    await shows(desk, item.id, 'Vem svarar på det här?');
    await desk.replay('anna');
    expect((await desk.bench.newest()).id).toBe(item.id);
  });
}
