import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { NO_ANSWER_REASONS } from '#domain/items/item.ts';
import { LOCALES } from '#domain/locale.ts';
import type { Store } from '#ports/store.ts';
import { dispatch } from '../../../commands/dispatch.ts';
import { COMMANDS } from '../../../commands/index.ts';
import {
  cardOf,
  type DeskForTest,
  deskForTest,
  HOUR_MS,
  NOON_MS,
  noticeOf,
  saidBy,
} from './desk-for-test.ts';

let desk: DeskForTest;

beforeAll(async () => {
  desk = await deskForTest();
});

afterEach(() => expect(desk.surprises).toEqual([]));

afterAll(() => desk[Symbol.asyncDispose]());

test('a stranger is refused politely, in every language, and learns nothing', async () => {
  const { id } = await desk.comment();
  for (const locale of LOCALES) {
    const reply = await desk.onAsk({
      kind: 'command',
      text: `show ${id}`,
      actor: { platform: 'web', user: 'mallory' },
      dedupeKey: `stranger-${locale}`,
      locale,
    });
    expect(reply).toMatchObject({ kind: 'text', tone: 'attention' });
    expect(saidBy(reply)).not.toContain('badhuset');
  }
});

test('an account counts only in its own workspace', async () => {
  const { id, rev } = await desk.comment();
  const press = (actor: { platform: string; workspace?: string; user: string }) =>
    desk.onAsk({
      kind: 'action',
      verb: 'take',
      ref: String(id),
      rev,
      actor,
      dedupeKey: `w-${actor.workspace}-${actor.user}`,
    });
  for (const actor of [
    { platform: 'slack', workspace: 'T2', user: 'U1' },
    { platform: 'slack', user: 'U1' },
    { platform: 'discord', workspace: 'T1', user: 'U1' },
    { platform: 'slack', workspace: 'T1', user: 'cleo' },
  ])
    expect(noticeOf(await press(actor))).toMatch(/känd/);
  expect((await desk.item(id)).state.kind).toBe('new');
  await press({ platform: 'slack', workspace: 'T1', user: 'U1' });
  expect((await desk.item(id)).state).toMatchObject({ holder: 'cleo' });
});

test('a reader may look and not touch; a mandate that ended permits nothing', async () => {
  const { id } = await desk.comment();
  const shown = cardOf(await desk.ask('rita', `show ${id}`));
  expect(shown.actions).toEqual([]);
  expect(shown.overflow.map(({ verb }) => verb)).toEqual(['history', 'why']);
  for (const command of COMMANDS.filter(({ role }) => role === 'moderator')) {
    expect(noticeOf(await desk.ask('rita', `${command.name} ${id}`))).toContain('moderator');
    expect(noticeOf(await desk.ask('sven', `${command.name} ${id}`))).toContain('uppdrag');
  }
  expect(await desk.types(id)).not.toContain('item.taken');
});

test('a stale button refreshes the card and does nothing', async () => {
  const { id, rev } = await desk.comment();
  await desk.ask('bo', `class ${id} negative`);
  for (const verb of ['take', 'reply', 'no-answer', 'forward', 'refer', 'class', 'snooze']) {
    const reply = await desk.press('anna', verb, id, rev);
    expect(cardOf(reply).rev).toBe(rev + 1);
    expect(noticeOf(reply)).toMatch(/ändrats/);
  }
  expect((await desk.item(id)).rev).toBe(rev + 1);
});

test('what only reads works from text and button alike, stale or not', async () => {
  const { id, rev } = await desk.comment();
  await desk.ask('bo', `class ${id} negative`);
  for (const verb of ['show', 'history', 'why'])
    expect(await desk.press('rita', verb, id, rev)).toEqual(
      await desk.ask('rita', `${verb} ${id}`),
    );
});

test('a double or replayed click is answered and not repeated', async () => {
  const { id, rev } = await desk.comment();
  const ask = { kind: 'action', verb: 'take', ref: String(id), rev, ...desk.base('anna') } as const;
  const replies = await Promise.all([desk.onAsk(ask), desk.onAsk(ask), desk.onAsk(ask)]);
  expect(replies.map(noticeOf).sort()).toEqual([
    'Den är din.',
    'Det är redan gjort. Så här ser det ut nu.',
    'Det är redan gjort. Så här ser det ut nu.',
  ]);
  await desk.ask('anna', `release ${id}`);
  expect(noticeOf(await desk.onAsk(ask))).toMatch(/redan gjort/);
  expect((await desk.item(id)).state.kind).toBe('open');
  expect((await desk.types(id)).filter((type) => type === 'item.taken')).toHaveLength(1);
});

test('an unknown command is told, with what may have been meant', async () => {
  expect(noticeOf(await desk.ask('cleo', 'relese 1'))).toBe(
    'There is no command "relese". Did you mean release, reply, refer? Write "help" for all commands.',
  );
  expect(noticeOf(await desk.ask('cleo', 'xyzzy'))).toBe(
    'There is no command "xyzzy". Write "help" for all commands.',
  );
  expect(noticeOf(await desk.press('cleo', 'drop', '1', 1))).toContain('drop');
});

test('wrong arguments are told with the way to write it', async () => {
  const wrong = [
    ['take', '<item>', 'take <item>'],
    ['take twelve', '<item>', 'take <item>'],
    ['take 0', '<item>', 'take <item>'],
    ['show 1 2', '<item>', 'show <item>'],
    ['queue lost', '<list>', 'queue [list] [page] [department]'],
    ['no-answer 1 lazy', '<reason>', 'no-answer <item> [reason] [note]'],
    ['settle 1', '<how>', 'settle <letter> <how>'],
    ['find', '<words>', 'find <words>'],
  ] as const;
  for (const [text, name, usage] of wrong) {
    expect(noticeOf(await desk.ask('cleo', text))).toBe(
      `Something is wrong with ${name}. Write: ${usage}`,
    );
  }
  for (const text of [
    'take 999999',
    'show #999999',
    'why 999999',
    'history 999999',
    'reply 999999 x',
    'done 999999',
    'settle 999999 sent',
    'class 999999 praise',
    'snooze 999999 2h',
    'snooze 999999 x',
    'forward 999999 bo',
    'no-answer 999999 repeated',
    'refer 999999',
  ])
    expect(noticeOf(await desk.ask('cleo', text))).toBe('There is no such item.');
});

test('help tells what this person may do', async () => {
  const all = saidBy(await desk.ask('cleo', 'help'));
  for (const { name } of COMMANDS) expect(all).toContain(`"label":"${name}`);
  expect(saidBy(await desk.ask('rita', 'help'))).not.toContain('no-answer');
  const one = await desk.ask('cleo', 'help reply');
  expect(one).toMatchObject({ body: [{ fields: [{ label: 'reply <item> [text]' }] }] });
  expect(saidBy(await desk.ask('cleo', ''))).toBe(all);
  expect(saidBy(await desk.ask('cleo', '/HELP'))).toBe(all);
});

test('the queue puts the overdue first, then the urgent, then what is due soonest', async () => {
  const quiet = await deskForTest();
  const late = await quiet.comment('sent i förra veckan', { atMs: NOON_MS - 72 * HOUR_MS });
  const later = await quiet.comment('senare', { atMs: NOON_MS });
  const sooner = await quiet.comment('snart', { atMs: NOON_MS - 20 * HOUR_MS });
  const urgent = await quiet.comment('hot', {
    flags: [
      {
        source: 'rules',
        category: 'threat',
        rule: 'threat',
        why: { word: 'döda' },
        band: 'urgent',
        span: { start: 0, end: 3 },
      },
    ],
  });
  const aside = await quiet.comment('senare i dag', { atMs: NOON_MS - 70 * HOUR_MS });
  await quiet.ask('anna', `snooze ${aside.id} 2h`);
  await quiet.comment('jaha', { itemClass: 'neutral' });
  const thanks = await quiet.comment('tack!', { itemClass: 'praise' });
  const reply = await quiet.ask('anna', 'queue');
  if (reply.kind !== 'cards') throw new Error('no cards');
  const order = [late, urgent, sooner, later, thanks, aside].map(({ id }) => `item:${id}`);
  expect(reply.cards.map(({ key }) => key)).toEqual(order);
  expect(reply.cards.map(({ tone }) => tone).slice(0, 2)).toEqual(['urgent', 'urgent']);
  expect(reply).toMatchObject({
    title: 'Att besvara',
    quiet: '1 kommentar kräver inget svar',
  });
  expect(cardOf(await quiet.ask('anna', 'next')).key).toBe(`item:${late.id}`);
  await quiet.ask('anna', `take ${late.id}`);
  expect(cardOf(await quiet.ask('bo', 'next')).key).toBe(`item:${urgent.id}`);
  const mine = await quiet.ask('anna', 'queue mine');
  expect(mine).toMatchObject({ cards: [{ key: `item:${late.id}` }] });
  for (const { id } of [late, urgent, sooner, later, thanks])
    await quiet.ask('bo', `no-answer ${id} repeated`);
  expect(noticeOf(await quiet.ask('anna', 'next'))).toMatch(/Ingenting väntar/);
  const closed = await quiet.ask('anna', 'queue closed');
  expect(closed.kind === 'cards' && closed.cards.length).toBe(5);
  expect(quiet.surprises).toEqual([]);
  await quiet[Symbol.asyncDispose]();
});

test('items are found by words, number and reference', async () => {
  const { id } = await desk.comment('Varför luktar det jordgubbar vid dammen?');
  const form = await desk.press('anna', 'refer', id, (await desk.item(id)).rev);
  if (form.kind !== 'form') throw new Error('no form');
  await desk.submit('anna', form.form, { kind: 'registry', answer: 'none' });
  const reference = (await desk.store.read.view(id))?.letters[0]?.reference;
  for (const text of [
    'find jordgubbar',
    `find #${id}`,
    `find ${reference}`,
    `find ${reference?.toLowerCase()}`,
  ])
    expect(await desk.ask('anna', text)).toMatchObject({ cards: [{ key: `item:${id}` }] });
  expect(noticeOf(await desk.ask('anna', 'find smultronstället'))).toBe('Inget hittades.');
});

test('the history tells every step in words, with names and what was written', async () => {
  const { id } = await desk.comment('Är det här rätt?');
  await desk.ask('anna', `take ${id}`);
  await desk.ask('anna', `forward ${id} cleo du kan det här`);
  await desk.ask('cleo', `snooze ${id} 1h`);
  await desk.ask('cleo', `class ${id} error-of-fact`);
  await desk.ask('cleo', `no-answer ${id} ${NO_ANSWER_REASONS[0]} see the second comment`);
  for (const [user, ...told] of [
    [
      'anna',
      'Anna Berg tog det',
      'Anna Berg vidarebefordrade det till Cleo Chat',
      'du kan det här',
      'Cleo Chat: slaget är Sakfel, var Fråga',
      'Klockan stannade: inget svar behövs (i tid)',
    ],
    [
      'cleo',
      'Anna Berg took it',
      'Cleo Chat put it aside until',
      'see the second comment',
      'Another resident has answered it',
    ],
  ] as const) {
    const page = saidBy(await desk.ask(user, `history ${id}`));
    for (const words of told) expect(page).toContain(words);
    expect(page).not.toMatch(/\{\w+\}|undefined/);
  }
});

test('why it is due then is told step by step', async () => {
  const { id } = await desk.comment('När?', { atMs: Date.parse('2026-11-20T15:00:00Z') });
  const page = await desk.ask('cleo', `why ${id}`);
  const told =
    page.kind === 'page' ? page.body.map((block) => ('text' in block ? block.text : '')) : [];
  expect(told).toEqual([
    'Promised: within 1 working day, counted by “Kontorstid”.',
    'Received Fri 20 Nov, 16:00',
    'Fri 20 Nov: the day of receipt is not counted',
    'Sat 21 Nov – Sun 22 Nov: closed (weekend)',
    'Mon 23 Nov: 1 working day',
    'Due Mon 23 Nov, 17:00',
    'Overdue from Tue 24 Nov, 00:00',
  ]);
  const { id: quiet } = await desk.comment('jaha', { itemClass: 'neutral' });
  expect(saidBy(await desk.ask('cleo', `why ${quiet}`))).toContain('no clock runs');
});

test('a pasted post comes in as a report would', async () => {
  const paste = (user: string) =>
    desk.onAsk({
      kind: 'flagMessage',
      text: 'Titta',
      url: 'https://x.example/1',
      ...desk.base(user),
    });
  expect(noticeOf(await paste('anna'))).toBe('Mottaget som R-1.');
  expect(noticeOf(await paste('mallory'))).toMatch(/känd/);
});

test('a visitor’s receipt leads to what became of the report', async () => {
  const { id } = await desk.comment();
  await desk.store.transaction((tx) =>
    tx.addReport({
      receipt: 'R-ABCD-EFGH',
      department: 'info',
      kind: 'comment',
      text: 'Titta på den här.',
      receivedAtMs: NOON_MS,
      verified: true,
      item: id,
    }),
  );
  expect(saidBy(await desk.ask('anna', 'find r-abcd-efgh'))).toContain(`#${id} `);
  expect(noticeOf(await desk.ask('anna', 'find R-ABCD-XXXX'))).toBe('Inget hittades.');
});

test.each(['queue owed 1 nowhere', 'next nowhere', 'duty nowhere'])(
  '%s: a department that is not there is not taken for an empty one',
  async (text) => {
    expect(noticeOf(await desk.ask('anna', text))).toBe(
      'Det finns ingen sådan avdelning; det finns info, roads.',
    );
  },
);

test('a surprise is answered politely with a reference, and logged', async () => {
  const told: unknown[] = [];
  const broken = new Proxy(desk.store.read, {
    get: (read, name) =>
      name === 'view' ? () => Promise.reject(new Error('disk on fire')) : Reflect.get(read, name),
  });
  const store: Store = { ...desk.store, read: broken };
  const onAsk = dispatch({
    store,
    clock: desk.clock,
    calendars: () => {
      throw new Error('unused');
    },
    newKey: () => '12345678-9',
    accounts: desk.accounts,
    receiveReport: () => Promise.reject(new Error('unused')),
    onSurprise: (error, reference) => told.push(String(error), reference),
  });
  const reply = await onAsk({ kind: 'command', text: 'show 1', ...desk.base('anna') });
  expect(noticeOf(reply)).toContain('12345678');
  expect(saidBy(reply)).not.toContain('fire');
  expect(told).toEqual(['Error: disk on fire', '12345678']);
});
