import { expect, test } from 'vitest';
import { cardTexts } from '#locales/cards/cards.ts';
import { shows } from './desk-sight.ts';
import type { DeskKind, DeskUnderTest, OpenDesk } from './desk-under-test.ts';

const t = cardTexts('sv');

/** Restarts, changes under one's hands, and a platform that is slow or away. */
export function weatherTests(openDesk: OpenDesk, { chat, flags }: DeskKind): void {
  if (chat) paceTests(openDesk);
  test('after a restart every open item has one card, and it is right', async () => {
    await using desk = await openDesk();
    await interrupted(desk);
  });
  dialogTests(openDesk);
  test('the driver says honestly what the desk stands on', async () => {
    await using desk = await openDesk();
    expect(desk.platform !== null).toBe(chat);
    expect(desk.flag !== null).toBe(flags);
  });
}

function dialogTests(openDesk: OpenDesk): void {
  test('a dialog that was opened before a restart is submitted after it', async () => {
    await using desk = await openDesk();
    const { bench } = desk;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'reply');
    await desk.restart();
    const preview = await desk.submit('anna', { text: 'Klockan nio.' });
    expect(preview).toMatchObject({ form: 'preview', words: expect.stringContaining('nio') });
    await desk.restart();
    expect((await desk.send('anna')).words).toContain(t.notices.reply);
    await bench.deliver();
    expect(bench.published).toHaveLength(1);
  });

  test('an item that changes meanwhile costs nobody the words, however often', async () => {
    await using desk = await openDesk();
    const { bench } = desk;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'reply');
    await bench.elsewhere('bo', `class ${id} negative`);
    const early = await desk.submit('anna', { text: 'Mina egna ord' });
    expect(early).toMatchObject({ form: 'fill', words: expect.stringContaining('Mina egna ord') });
    expect(early.words).toContain(t.refusals.stale());
    for (const itemClass of ['praise', 'question', 'negative']) {
      expect((await desk.submit('anna', {})).form).toBe('preview');
      await bench.elsewhere('bo', `class ${id} ${itemClass}`);
      const late = await desk.send('anna');
      expect(late).toMatchObject({ form: 'fill', words: expect.stringContaining('Mina egna ord') });
      expect(late.words).toContain(t.refusals.stale());
    }
    expect(await bench.types(id)).not.toContain('reply.queued');
    expect(await desk.submit('anna', {})).toMatchObject({
      form: 'preview',
      words: expect.stringContaining('Mina egna ord'),
    });
    expect((await desk.send('anna')).words).toContain(t.notices.reply);
    await bench.deliver();
    expect(bench.published).toHaveLength(1);
  });
}

/** While the platform is away, or the process alone, people go on elsewhere. */
async function interrupted(desk: DeskUnderTest): Promise<void> {
  const { bench } = desk;
  const [taken, closed] = [await bench.comment('Ett'), await bench.comment('Två')];
  await shows(desk, taken.id, 'Ett');
  await shows(desk, closed.id, 'Två');
  desk.platform?.away(true);
  await bench.elsewhere('bo', `take ${taken.id}`);
  await bench.elsewhere('bo', `no-answer ${closed.id} repeated`);
  const fresh = await bench.comment('Tre');
  await desk.restart();
  await bench.elsewhere('bo', `class ${taken.id} negative`);
  desk.platform?.away(false);
  await shows(desk, taken.id, 'Bo Ek');
  await shows(desk, taken.id, t.classes.negative);
  await shows(desk, closed.id, t.reasons.repeated);
  await shows(desk, fresh.id, 'Tre');
  expect((await desk.press('anna', fresh.id, 'take')).words).toContain(t.notices.take);
  await shows(desk, fresh.id, 'Anna Berg');
}

function paceTests(openDesk: OpenDesk): void {
  test('a platform that asks for a pause gets it, and nothing is lost or doubled', async () => {
    await using desk = await openDesk();
    const { bench, platform } = desk;
    platform?.limit(2, 1);
    const items = [];
    for (const text of ['Ett', 'Två', 'Tre']) items.push({ text, ...(await bench.comment(text)) });
    for (const { id, text } of items) await shows(desk, id, text);
    platform?.limit(1, 2);
    await desk.press('anna', items[0]?.id ?? 0, 'take');
    await shows(desk, items[0]?.id ?? 0, 'Anna Berg');
    const posted = platform?.postedAtMs() ?? [];
    expect(posted).toHaveLength(3);
    const gaps = posted.slice(1).map((atMs, n) => atMs - (posted[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });
}
