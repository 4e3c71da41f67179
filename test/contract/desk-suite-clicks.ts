import { expect, test } from 'vitest';
import { cardTexts } from '#locales/cards/cards.ts';
import { shows } from './desk-sight.ts';
import type { DeskKind, OpenDesk } from './desk-under-test.ts';

const t = cardTexts('sv');

/** Who may click, and what becomes of clicks that come twice, late or together. */
export function clickTests(openDesk: OpenDesk, kind: DeskKind): void {
  admissionTests(openDesk, kind);
  repeatedTests(openDesk);
  lateTests(openDesk);
}

function admissionTests(openDesk: OpenDesk, { chat }: DeskKind): void {
  test('a stranger is refused politely and learns nothing', async () => {
    await using desk = await openDesk({ newcomer: true });
    const { id } = await desk.bench.comment('Min hemliga adress är Storgatan 1.');
    const asked = [
      await desk.command('stranger', `show ${id}`),
      await desk.command('stranger', 'queue'),
      await desk.command('stranger', 'duty'),
      await desk.press('stranger', id, 'take'),
      await desk.press('stranger', id, 'reply'),
    ];
    for (const { words, form } of asked) {
      expect(words).not.toMatch(/Storgatan|Anna|Kalle/);
      expect(form).toBeNull();
    }
    expect((await desk.bench.item(id)).state.kind).toBe('new');
  });

  if (!chat) return;

  test('an account is linked by a one-time code, once, and from then on is its person’s', async () => {
    await using desk = await openDesk({ newcomer: true });
    const { id } = await desk.bench.comment();
    expect((await desk.press('stranger', id, 'take')).words).toContain('link <kod>');
    const { accounts } = desk.bench.house.opened;
    const code = await accounts.issueCode('bo', 'test');
    expect((await desk.command('stranger', 'link AAAA-BBBB-CCCC')).words).toContain('okänd');
    expect((await desk.command('stranger', `link ${code}`)).words).toContain('Bo Ek');
    expect((await desk.command('stranger', `link ${code}`)).words).toContain('använd');
    expect((await desk.press('stranger', id, 'take')).words).toContain(t.notices.take);
    expect((await desk.bench.item(id)).state).toMatchObject({ holder: 'bo' });
  });

  test('guests and other workspaces are refused, whatever the town file says', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment('Storgatan 1');
    await shows(desk, id, 'Storgatan');
    const seen = (await desk.platform?.outsiders(id)) ?? [];
    expect(seen).toHaveLength(4);
    for (const { words, form } of seen) {
      expect(words).not.toContain('Storgatan');
      expect(form).toBeNull();
    }
    expect((await desk.bench.item(id)).state.kind).toBe('new');
  });
}

function repeatedTests(openDesk: OpenDesk): void {
  test('a double click does one thing, and either is answered', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    const seen = await desk.pressTwice('anna', id, 'take');
    expect(seen).toHaveLength(2);
    const done = seen.filter(({ words }) => words.includes(t.notices.take));
    expect(done).toHaveLength(1);
    const types = await desk.bench.types(id);
    expect(types.filter((type) => type === 'item.taken')).toHaveLength(1);
  });

  test('the same interaction again does nothing and is answered', async () => {
    await using desk = await openDesk();
    const { bench } = desk;
    const { id } = await bench.comment();
    await desk.press('anna', id, 'take');
    expect((await desk.replay('anna')).words).toContain(t.notices.replayed);
    await bench.elsewhere('anna', `release ${id}`);
    expect((await desk.replay('anna')).words).toContain(t.notices.replayed);
    expect((await bench.item(id)).state.kind).toBe('open');
    await desk.command('anna', `take ${id}`);
    await desk.press('anna', id, 'reply');
    await desk.submit('anna', { text: 'Klockan nio.' });
    await desk.send('anna');
    await bench.deliver();
    await bench.deliver();
    expect(bench.published).toHaveLength(1);
  });
}

function lateTests(openDesk: OpenDesk): void {
  test('a click on a card that has changed does nothing, is told, and shows it as it is', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    const look = await desk.look('anna', id);
    await desk.bench.elsewhere('bo', `class ${id} negative`);
    const { words } = await look.press('take');
    expect(words).toContain(t.refusals.stale());
    expect(await desk.bench.types(id)).not.toContain('item.taken');
    await shows(desk, id, t.classes.negative);
    expect((await desk.press('anna', id, 'take')).words).toContain(t.notices.take);
  });

  test('of two people at once one gets it, and the other is told', async () => {
    await using desk = await openDesk();
    const { id } = await desk.bench.comment();
    await shows(desk, id, 'badhuset');
    const seen = await Promise.all([desk.press('anna', id, 'take'), desk.press('bo', id, 'take')]);
    const got = seen.filter(({ words }) => words.includes(t.notices.take));
    expect(got).toHaveLength(1);
    const told = /Det har ändrats|tog det/;
    expect(seen.filter(({ words }) => told.test(words))).toHaveLength(1);
    const types = await desk.bench.types(id);
    expect(types.filter((type) => type === 'item.taken')).toHaveLength(1);
  });
}
