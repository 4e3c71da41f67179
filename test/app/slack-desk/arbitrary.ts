import fc from 'fast-check';
import { LOCALES } from '#domain/locale.ts';
import type { Action, Block, Card, Field, Form, Reply } from '#ports/desk.ts';

/** What Slack, a terminal or an eye would be fooled by. */
export const ATTACKS = [
  '<!channel>',
  '<!here|here>',
  '<!subteam^S1|@all>',
  '<@U123>',
  '<#C123>',
  '<https://evil.example|the town hall>',
  'https://evil.example/?a=1&b=2',
  '@channel @here @everyone',
  '*bold* _it_ ~no~ `code` ```pre``` > quote',
  ':smile:',
  '&lt;!channel&gt;',
  '\u202egnp.exe\u202c',
  '\u2066\u2069\u200e\u200f\u061c',
  'Z\u0310\u0311\u0312\u0313\u0314\u0315\u0316\u0317',
  'a\u0301\u200d\u0301\u200d\u0301\u200d\u0301\u200d\u0301\u200d\u0301',
  '👩‍👩‍👧‍👦🇳🇴𝕬😀'.repeat(6),
  '\ud800',
  '\u0000\u0007\u001b[2J\u009b31m',
  '\r\n\u2028\u0085',
  '\u200b\ufeff',
  '"\\'.repeat(40),
  'Hur länge är badhuset stängt? ',
  'Коли полагодять дорогу? ',
];

export const hostile = (maxParts = 6) =>
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...ATTACKS) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
        { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
      ),
      { maxLength: maxParts },
    )
    .map((parts) => parts.join(''));

/** Short, long, and now and then longer than anything takes. */
const text = fc
  .tuple(hostile(), fc.constantFrom(1, 1, 1, 1, 3, 12, 60))
  .map(([part, times]) => part.repeat(times).slice(0, 9000));

const url = fc.oneof(
  fc.constantFrom(
    'https://blog.example/post/1#c2',
    'javascript:alert(1)',
    'data:text/html,x',
    'slack://open',
    `https://long.example/${'x'.repeat(4000)}`,
  ),
  hostile(),
);

const span = fc
  .tuple(fc.integer({ min: -5, max: 400 }), fc.integer({ min: -5, max: 60 }))
  .map(([start, length]) => ({ start, end: start + length }));

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record(
    {
      kind: fc.constant('quote' as const),
      text,
      marks: fc.array(span, { maxLength: 30 }),
      author: hostile(),
      url,
    },
    { requiredKeys: ['kind', 'text', 'marks'] },
  ),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: hostile(2), value: text }), { maxLength: 45 }),
  }),
  fc.record({ kind: fc.constant('context' as const), text }),
  fc.constant({ kind: 'divider' as const }),
  fc.record({ kind: fc.constant('image' as const), url, alt: text }),
  fc.record({
    kind: fc.constant('table' as const),
    columns: fc.array(hostile(2), { maxLength: 4 }),
    rows: fc.array(fc.array(hostile(2), { maxLength: 5 }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('progress' as const), label: hostile(), share: fc.double() }),
);

const body = fc.oneof(
  { weight: 9, arbitrary: fc.array(block, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.array(block, { maxLength: 140, minLength: 40, size: 'max' }) },
);

const action: fc.Arbitrary<Action> = fc.record(
  {
    verb: fc.constantFrom('take', 'no-answer', 'class'),
    ref: fc.constantFrom('12', '12:citizen-to-citizen', `${'9'.repeat(15)}:own-matter`),
    rev: fc.nat(),
    label: hostile(),
    style: fc.constantFrom('primary' as const, 'danger' as const),
  },
  { requiredKeys: ['verb', 'ref', 'rev', 'label'] },
);

export const card: fc.Arbitrary<Card> = fc.record(
  {
    key: fc.nat().map((n) => `item:${n}`),
    rev: fc.nat(),
    locale: fc.constantFrom(...LOCALES),
    tone: fc.constantFrom('calm', 'attention', 'urgent', 'done'),
    title: hostile(),
    dueAtMs: fc.integer({ min: 0, max: 4e12 }),
    body,
    actions: fc.array(action, { maxLength: 3 }),
    overflow: fc.array(action, { maxLength: 12 }),
    fallbackText: text,
  },
  {
    requiredKeys: [
      'key',
      'rev',
      'locale',
      'tone',
      'title',
      'body',
      'actions',
      'overflow',
      'fallbackText',
    ],
  },
);

/** Its name is given where it stands in a form. */
const field: fc.Arbitrary<Field> = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom('text' as const, 'long' as const),
      name: fc.constant('x'),
      label: hostile(2),
      hint: text,
      optional: fc.boolean(),
      value: text,
      maxLength: fc.constantFrom(0, 254, 1000, 3000, 40_000),
    },
    { requiredKeys: ['kind', 'name', 'label', 'maxLength'] },
  ),
  fc
    .tuple(hostile(2), fc.constantFrom(0, 1, 7, 100, 101, 350), hostile(1), fc.nat(400))
    .map(([label, n, name, chosen]): Field => {
      const options = Array.from({ length: n }, (_, i) => ({ value: `p${i}`, label: name + i }));
      const long = { value: 'v'.repeat(200), label: 'too long to be sent' };
      return {
        kind: 'select',
        name: 'x',
        label,
        options: [...options, long],
        value: `p${chosen}`,
      };
    }),
  fc.record(
    {
      kind: fc.constant('date-time' as const),
      name: fc.constant('x'),
      label: hostile(2),
      value: fc.constant('2026-11-23T10:00'),
    },
    { requiredKeys: ['kind', 'name', 'label'] },
  ),
  fc.record({
    kind: fc.constant('check' as const),
    name: fc.constant('x'),
    label: hostile(2),
    value: fc.boolean(),
  }),
);

export const form: fc.Arbitrary<Form> = fc.record(
  {
    id: fc.constantFrom('reply', 'forward'),
    ref: fc.constant('12'),
    rev: fc.nat(),
    title: hostile(),
    submit: hostile(),
    body,
    fields: fc
      .array(field, { maxLength: 5 })
      .map((fields) => fields.map((each, n) => ({ ...each, name: `field-${n}` }))),
    preview: fc.record({ label: hostile(), shown: body }),
  },
  { requiredKeys: ['id', 'ref', 'rev', 'title', 'submit', 'body', 'fields'] },
);

export const reply: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), tone: fc.constant('calm' as const), text }),
  fc.record(
    { kind: fc.constant('card' as const), card, notice: text },
    { requiredKeys: ['kind', 'card'] },
  ),
  fc.record(
    {
      kind: fc.constant('cards' as const),
      title: hostile(),
      cards: fc.array(card, { maxLength: 26, size: 'max' }),
      quiet: hostile(),
      more: hostile(),
      counts: fc.record({ owed: fc.nat(), mine: fc.nat() }),
    },
    { requiredKeys: ['kind', 'title', 'cards'] },
  ),
  fc.record(
    { kind: fc.constant('page' as const), title: hostile(), body, card },
    { requiredKeys: ['kind', 'title', 'body'] },
  ),
  form.map((each): Reply => ({ kind: 'form', form: each })),
);

export const metadata = { form: 'reply', ref: '12', rev: 3 } as const;
