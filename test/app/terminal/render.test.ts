import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import type { Block, Card, Field, Form, Reply } from '#ports/desk.ts';
import type { Look } from '../../../src/desks/terminal/look.ts';
import { plain } from '../../../src/desks/terminal/plain.ts';
import { renderReply } from '../../../src/desks/terminal/render.ts';

const look: Look = { width: 60, colours: false, locale: 'en' };

/** What a terminal would obey, or what hides or turns text; the line break is ours. */
const DANGEROUS = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\u2029]/u;

const attacks = [
  '\u001b[2J\u001b[H',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
  '\u009b31m',
  '\u001bP1$r0m\u001b\\',
  '\u0008\u0008\u0008yes',
  '\r\nkvorum link adm-1\r',
  '\u202eevil\u202c',
  '\u0000',
  'Z\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317',
];

const text = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...attacks)), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

const span = fc.record({ start: fc.nat(40), end: fc.nat(60) });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({
    kind: fc.constant('quote' as const),
    text,
    marks: fc.array(span, { maxLength: 4 }),
    author: text,
    url: text,
  }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: text }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('context' as const), text }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({ kind: fc.constant('image' as const), url: text, alt: text }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(text, { maxLength: 3 }),
    rows: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('progress' as const), label: text, share: fc.double() }),
);

const body = fc.array(block, { maxLength: 4 });
const action = fc.record({ verb: text, ref: text, rev: fc.nat(), label: text });
const card: fc.Arbitrary<Card> = fc.record({
  key: text,
  rev: fc.nat(),
  locale: fc.constantFrom(...LOCALES),
  tone: fc.constantFrom('calm', 'attention', 'urgent', 'done'),
  title: text,
  body,
  actions: fc.array(action, { maxLength: 3 }),
  overflow: fc.array(action, { maxLength: 2 }),
  fallbackText: text,
});
const option = fc.record({ value: text, label: text });
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), name: text, label: text, maxLength: fc.nat() }),
  fc.record({
    kind: fc.constant('select' as const),
    name: text,
    label: text,
    options: fc.array(option, { maxLength: 3 }),
  }),
);
const form: fc.Arbitrary<Form> = fc.record({
  id: text,
  ref: text,
  rev: fc.nat(),
  title: text,
  submit: text,
  body,
  fields: fc.array(field, { maxLength: 3 }),
});
const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), tone: fc.constant('calm' as const), text }),
  fc.record({ kind: fc.constant('card' as const), card, notice: text }),
  fc.record({
    kind: fc.constant('cards' as const),
    title: text,
    cards: fc.array(card, { maxLength: 2 }),
    quiet: text,
    more: text,
  }),
  fc.record({ kind: fc.constant('page' as const), title: text, body, card }),
  fc.record({ kind: fc.constant('form' as const), form }),
  fc.record({ kind: fc.constant('errors' as const), form, errors: fc.dictionary(text, text) }),
);

describe('whatever citizens wrote', () => {
  test('the terminal is given letters and line breaks only', () => {
    fc.assert(
      fc.property(reply, fc.integer({ min: 20, max: 120 }), (shown, width) => {
        expect(renderReply(shown, { ...look, width })).not.toMatch(DANGEROUS);
      }),
      { numRuns: 2000 },
    );
  });

  test('colours add nothing but colours', () => {
    const CSI_COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    fc.assert(
      fc.property(reply, (shown) => {
        const coloured = renderReply(shown, { ...look, colours: true });
        expect(coloured.replace(CSI_COLOUR, '')).not.toMatch(DANGEROUS);
      }),
      { numRuns: 1000 },
    );
  });

  test('lines keep to the width', () => {
    const words = fc.array(
      fc.constantFrom('två', 'ord', 'Кіровоградщина', '👩‍👩‍👧', '漢字', 'x'.repeat(90)),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 100 }), (parts, width) => {
        const quote: Block = { kind: 'quote', text: parts.join(' '), marks: [] };
        const shown: Reply = { kind: 'page', title: parts.join(' '), body: [quote] };
        for (const line of renderReply(shown, { ...look, width }).split('\n')) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  test('every line of a quote stands behind the bar', () => {
    fc.assert(
      fc.property(text, (written) => {
        const quote: Block = { kind: 'quote', text: written, marks: [] };
        const shown = renderReply({ kind: 'page', title: '', body: [quote] }, look);
        for (const line of shown.split('\n').filter(Boolean)) expect(line).toMatch(/^│/);
      }),
    );
  });
});

test.each([
  ['\u001b[31mred\u001b[0m', 'red'],
  ['a\tb', 'a b'],
  ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['x\u202egpj.exe', 'xgpj.exe'],
  ['👩‍👩‍👧 ї й å', '👩‍👩‍👧 ї й å'],
  ['\ud800', '\ufffd'],
  ['H\u0301\u0302\u0303\u0304\u0305e', 'H\u0301\u0302\u0303e'],
])('%j is shown as %j', (written, shown) => {
  expect(plain(written)).toBe(shown);
});

test('a card is shown as a person reads it', () => {
  const shown = renderReply(
    {
      kind: 'card',
      card: {
        key: 'item:12',
        rev: 3,
        locale: 'sv',
        tone: 'attention',
        title: '#12 Fråga på Bloggen',
        body: [
          { kind: 'quote', text: 'När öppnar simhallen?\nVi väntar.', marks: [], author: 'Karin' },
          {
            kind: 'fields',
            fields: [
              { label: 'Svar senast', value: 'mån 10:00' },
              { label: 'Hos', value: 'ingen' },
            ],
          },
          { kind: 'table', columns: ['När', 'Vad'], rows: [['09:00', 'inkommen']] },
          { kind: 'progress', label: 'Tid', share: 0.5 },
        ],
        actions: [{ verb: 'take', ref: '12', rev: 3, label: 'Ta' }],
        overflow: [],
        fallbackText: '',
      },
    },
    look,
  );
  expect(shown).toBe(`#12 Fråga på Bloggen

│ När öppnar simhallen?
│ Vi väntar.
│ — Karin

Svar senast  mån 10:00
Hos          ingen

När    Vad
09:00  inkommen

Tid  ██████████░░░░░░░░░░ 50 %

› Ta  kvorum do take 12 3`);
});
