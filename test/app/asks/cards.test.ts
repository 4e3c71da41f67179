import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendars } from '#app/due.ts';
import { CLASSES } from '#domain/items/class.ts';
import { type Item, type ItemState, NO_ANSWER_REASONS } from '#domain/items/item.ts';
import { REFERRAL_KINDS } from '#domain/items/letter.ts';
import type { RefusalKind } from '#domain/items/refusal.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import type { Person } from '#domain/people/person.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import { letterOf, letterTexts } from '#locales/letters/letters.ts';
import type { Card, Form } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { itemCard } from '../../../commands/card.ts';
import type { Asked, Reader } from '../../../commands/command.ts';
import { COMMANDS } from '../../../commands/index.ts';
import { ASK_TOWN, HOUR_MS, NOON_MS } from './desk-for-test.ts';

const anna = ASK_TOWN.people[0] as Person;

const readerIn = (locale: Locale): Reader & { person: Person } => ({
  town: ASK_TOWN,
  person: anna,
  locale,
  t: cardTexts(locale),
  zone: 'Europe/Stockholm',
  nowMs: NOON_MS,
});

const item: Item = {
  id: 123_456_789,
  channel: 'blog',
  department: 'info',
  externalId: 'x',
  visibility: 'public',
  url: 'https://blog.example/x',
  publishedAtMs: NOON_MS - HOUR_MS,
  receivedAtMs: NOON_MS,
  itemClass: 'question',
  classConfirmed: false,
  state: { kind: 'new' },
  cycle: {
    n: 1,
    clock: 'answer',
    startAtMs: NOON_MS - HOUR_MS,
    dueAtMs: NOON_MS + 30 * HOUR_MS,
    overdueFromMs: NOON_MS + 37 * HOUR_MS,
  },
  presence: 'shown',
  rev: 999_999,
};

const view: ItemView = {
  item,
  text: 'När öppnar badhuset?',
  language: 'sv',
  author: { name: 'Kalle', earlierItems: 2 },
  media: [],
  edits: 1,
  flags: [],
  replies: [],
  letters: [],
};

const STATES: ItemState[] = [
  { kind: 'new' },
  { kind: 'open' },
  { kind: 'taken', holder: 'anna', sinceMs: NOON_MS },
  { kind: 'answered', origin: 'desk', atMs: NOON_MS },
  { kind: 'answered', origin: 'native', atMs: NOON_MS },
  { kind: 'referred', referral: 'KV-2026-000001', atMs: NOON_MS },
  ...NO_ANSWER_REASONS.map((reason) => ({ kind: 'no-answer', reason, atMs: NOON_MS }) as const),
];

function checkCard(card: Card): void {
  expect(card.title.length).toBeLessThanOrEqual(140);
  expect(card.title).not.toMatch(/[\p{C}\n]/u);
  expect(card.fallbackText.length).toBeLessThanOrEqual(300);
  expect(card.actions.length).toBeLessThanOrEqual(3);
  const all = [...card.actions, ...card.overflow];
  for (const { verb, ref, rev, label } of all) {
    expect(`${verb}|${ref}|${rev}`.length).toBeLessThanOrEqual(100);
    expect(ref).toMatch(/^[\w:.-]{1,80}$/);
    expect(label.length).toBeLessThanOrEqual(45);
    expect(label).not.toBe('');
  }
  expect(new Set(all.map(({ verb, ref }) => `${verb}|${ref}`)).size).toBe(all.length);
  expect(JSON.stringify(card)).not.toMatch(/undefined|NaN|\[object/);
  for (const block of card.body) {
    if (block.kind !== 'quote') continue;
    expect(block.text.length).toBeLessThanOrEqual(2500);
    let end = 0;
    for (const mark of block.marks) {
      expect(mark.start).toBeGreaterThanOrEqual(end);
      expect(mark.end).toBeGreaterThan(mark.start);
      expect(mark.end).toBeLessThanOrEqual(block.text.length);
      end = mark.end;
    }
  }
}

function checkForm(form: Form): void {
  expect(form.title.length).toBeLessThanOrEqual(24);
  expect(form.submit.length).toBeLessThanOrEqual(24);
  expect((form.preview?.label ?? '').length).toBeLessThanOrEqual(24);
  expect(form.fields.length).toBeLessThanOrEqual(5);
  for (const field of form.fields) {
    expect(field.label.length).toBeLessThanOrEqual(45);
    expect(field.name).toMatch(/^[a-z]{1,40}$/);
    if (field.kind === 'select')
      for (const { label } of field.options) expect(label.length).toBeLessThanOrEqual(75);
  }
}

test.each(LOCALES)('every card keeps the limits in %s, whatever its state', (locale) => {
  for (const state of STATES)
    for (const itemClass of CLASSES)
      for (const nowMs of [NOON_MS, NOON_MS + 33 * HOUR_MS, NOON_MS + 100 * HOUR_MS])
        checkCard(
          itemCard(
            { ...readerIn(locale), nowMs },
            { ...view, item: { ...item, state, itemClass } },
          ),
        );
});

test.each(LOCALES)('every form keeps the limits in %s', (locale) => {
  const asked: Asked = {
    ...readerIn(locale),
    needs: {
      store: { read: {} as never, transaction: () => Promise.reject(new Error('unused')) },
      clock: { now: () => NOON_MS },
      calendars: calendars(() => NOON_MS),
      newKey: () => 'k',
      accounts: {} as never,
      receiveReport: () => Promise.reject(new Error('unused')),
      onSurprise: () => undefined,
    },
    actor: { platform: 'web', user: 'anna' },
    via: 'button',
    values: {},
  };
  const forms = COMMANDS.flatMap(({ form }) => (form ? [form(asked, view, {})] : []));
  expect(forms.map(({ id }) => id)).toEqual([
    'reply',
    'forward',
    'refer',
    'no-answer',
    'class',
    'snooze',
  ]);
  for (const form of forms) {
    checkForm(form);
    expect(form).toMatchObject({ ref: '123456789', rev: item.rev, body: [{ kind: 'quote' }] });
  }
});

test('hostile names and texts stay inside their blocks', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4000 }),
    fc.constantFrom('\u202Eabc', 'a\nb\tc', '<!channel> @everyone', '👩‍👩‍👧‍👦'.repeat(900), ''),
  );
  const span = fc.record({
    start: fc.integer({ min: -5, max: 5000 }),
    end: fc.integer({ min: -5, max: 5000 }),
  });
  fc.assert(
    fc.property(
      nasty,
      nasty,
      fc.array(span, { maxLength: 9 }),
      fc.constantFrom(...LOCALES),
      (name, text, spans, locale) => {
        const flags = spans.map(
          (each) =>
            ({
              source: 'rules',
              category: 'insult',
              rule: 'ground-word',
              why: { word: 'x', ground: 'g' },
              band: 'review',
              span: each,
            }) as const,
        );
        checkCard(
          itemCard(readerIn(locale), { ...view, author: { name, earlierItems: 0 }, text, flags }),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test('the tone follows the clock', () => {
  const tone = (nowMs: number, more: Partial<Item> = {}) =>
    itemCard({ ...readerIn('en'), nowMs }, { ...view, item: { ...item, ...more } }).tone;
  expect(tone(NOON_MS)).toBe('calm');
  expect(tone(NOON_MS + 25 * HOUR_MS)).toBe('attention');
  expect(tone(NOON_MS + 38 * HOUR_MS)).toBe('urgent');
  expect(
    tone(NOON_MS + 38 * HOUR_MS, { state: { kind: 'answered', origin: 'native', atMs: 0 } }),
  ).toBe('done');
});

test('the due time is told in the reader’s zone and language, overdue or not', () => {
  const fields = (locale: Locale, nowMs: number, zone = 'Europe/Stockholm') =>
    JSON.stringify(itemCard({ ...readerIn(locale), nowMs, zone }, view).body);
  expect(fields('en', NOON_MS)).toContain('Fri 20 Nov, 16:00 (in 1 day)');
  expect(fields('uk', NOON_MS, 'Europe/Kyiv')).toContain('17:00');
  expect(fields('sv', NOON_MS + 38 * HOUR_MS)).toContain(
    'Försenat: skulle ha besvarats fre 20 nov. 16:00',
  );
  expect(fields('nb', NOON_MS + 31 * HOUR_MS)).toContain('over fristen fra midnatt');
});

test('a person’s own matter offers to be referred first', () => {
  const verbs = (itemClass: Item['itemClass'], state: ItemState = { kind: 'open' }) =>
    itemCard(readerIn('en'), { ...view, item: { ...item, itemClass, state } }).actions.map(
      ({ verb }) => verb,
    );
  expect(verbs('own-matter')).toEqual(['take', 'refer', 'reply']);
  expect(verbs('question')).toEqual(['take', 'reply', 'no-answer']);
  expect(verbs('question', { kind: 'taken', holder: 'anna', sinceMs: 0 })).toEqual([
    'reply',
    'no-answer',
    'release',
  ]);
});

test('no language leaves a text empty or borrows it from another', () => {
  const flat = (texts: object, path = ''): [string, string][] =>
    Object.entries(texts).flatMap(([key, text]) => {
      const at = `${path}.${key}`;
      if (typeof text === 'function')
        return [[at, String(text('A', 'B', 'C', 'D'))]] as [string, string][];
      return typeof text === 'string' ? [[at, text]] : flat(text, at);
    });
  const english = new Map([...flat(cardTexts('en')), ...flat(letterTexts('en'))]);
  for (const locale of LOCALES.filter((each) => each !== 'en')) {
    const own = [...flat(cardTexts(locale)), ...flat(letterTexts(locale))];
    expect(own.map(([key]) => key).sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of own) {
      expect(text.trim(), `${locale}${key}`).not.toBe('');
      if (locale === 'uk' && /[A-Za-z]{4}/.test(english.get(key) ?? ''))
        expect(text).toMatch(/[а-яіїєґ]/i);
    }
  }
});

test('numbers take the language’s own plural forms', () => {
  const quiet = (locale: Locale, n: number) => cardTexts(locale).queue.quietLine(n);
  expect([1, 3, 5, 21].map((n) => quiet('uk', n))).toEqual([
    '1 коментар не потребує відповіді',
    '3 коментарі не потребують відповіді',
    '5 коментарів не потребують відповіді',
    '21 коментар не потребує відповіді',
  ]);
  expect(quiet('sv', 1)).toBe('1 kommentar kräver inget svar');
  expect(quiet('en', 2)).toBe('2 comments owe no answer');
});

test.each(LOCALES)('every refusal is a sentence in %s', (locale) => {
  const { refusals } = cardTexts(locale);
  for (const kind of Object.keys(refusals) as RefusalKind[]) {
    const say: (...values: string[]) => string = refusals[kind];
    expect(say('Anna Berg', 'nu')).toMatch(/[.!]$/);
  }
});

test.each(LOCALES)('a letter in %s tells sender, time, link, content and reference', (locale) => {
  const facts = {
    reference: 'KV-2026-000001',
    sender: 'Kalle (@kalle)',
    written: 'igår',
    received: 'idag',
    channel: 'Bloggen',
    url: 'https://blog.example/1',
    content: 'rad ett\nrad två',
    note: 'en notering',
    by: { name: 'Anna Berg', unit: 'Info' },
    town: 'Björkdal',
  };
  for (const kind of [...REFERRAL_KINDS, 'forward'] as const) {
    const { subject, text } = letterOf(locale, { ...facts, kind });
    expect(subject).toContain('KV-2026-000001');
    expect(subject).not.toContain('\n');
    for (const said of [
      'KV-2026-000001',
      'Kalle (@kalle)',
      'igår',
      'idag',
      'Bloggen',
      'https://blog.example/1',
      '> rad ett\n> rad två',
      'en notering',
      'Anna Berg',
    ])
      expect(text).toContain(said);
  }
});
