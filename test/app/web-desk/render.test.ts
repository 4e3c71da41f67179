import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocks } from '#desks/web/render/blocks.ts';
import { cardHash, cardView, pageOf, relative } from '#desks/web/render/card.ts';
import { formView } from '#desks/web/render/form.ts';
import { marked, plain } from '#desks/web/render/text.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Card, Form } from '#ports/desk.ts';
import { decoded } from '../../entities.ts';

const texts = deskTexts('en');
const posting = { csrf: 'c', key: 'k', back: '/desk' };

/** Words that would like to be markup, mixed with any text. */
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>',
        '</p>',
        '"',
        "'",
        '&lt;',
        '<!--',
        'valueOf',
        '\u202e',
        '\u2066',
        '\u0300',
        '\ud800',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What a browser would read as text in markup that has only the given tags. */
function textOf(markup: string, tags: RegExp): string {
  return decoded(markup.replaceAll(tags, ''));
}

const card = (text: string): Card => ({
  key: 'item:7',
  rev: 2,
  locale: 'sv',
  tone: 'urgent',
  title: text,
  dueAtMs: 3_600_000,
  body: [
    { kind: 'quote', text, marks: [{ start: 0, end: 2 }], author: text, url: text, lang: text },
    { kind: 'fields', fields: [{ label: text, value: text }] },
    { kind: 'text', text },
    { kind: 'context', text },
    { kind: 'table', columns: [text], rows: [[text]] },
    { kind: 'image', url: text, alt: text },
    { kind: 'progress', label: text, share: 0.5 },
  ],
  actions: [{ verb: text, ref: text, rev: 2, label: text }],
  overflow: [{ verb: 'class', ref: '7', rev: 2, label: text, style: 'danger' }],
  fallbackText: text,
});

const form = (text: string, more: Partial<Form> = {}): Form => ({
  id: 'reply',
  ref: '7',
  rev: 2,
  title: text,
  submit: text,
  body: [{ kind: 'quote', text, marks: [] }],
  fields: [
    { kind: 'long', name: 'text', label: text, hint: text, maxLength: 10, value: text },
    { kind: 'text', name: 'to', label: text, maxLength: 10, value: text },
    {
      kind: 'select',
      name: 'why',
      label: text,
      options: [{ value: text, label: text }],
      value: text,
    },
    { kind: 'check', name: 'tell', label: text, value: true },
  ],
  ...more,
});

/** Names of all elements in markup. */
function elements(markup: string): string {
  return [...markup.matchAll(/<\/?([a-z][\w-]*)/gi)].map(([, name]) => name).join(' ');
}

test('no text whatever adds an element to a card or a form', () => {
  const shape = (text: string) => [
    elements(String(cardView(card(text), { nowMs: 0, heading: 2 }))),
    elements(String(formView(form(text), { posting, texts, errors: { text, x: text } }))),
    elements(
      String(
        formView(form(text, { preview: { label: text, shown: [{ kind: 'text', text }] } }), {
          posting,
          texts,
        }),
      ),
    ),
  ];
  const calm = shape('calm words');
  fc.assert(
    fc.property(nasty, (text) => {
      fc.pre(text.length > 2 && !/^(?:https?:|\/)/i.test(text.trim()));
      expect(shape(text)).toEqual(calm);
    }),
  );
  expect(elements('<b>x</b>')).not.toBe('');
});

test('marked words are all the words, whatever the spans', () => {
  const span = fc.record({
    start: fc.integer({ min: -3, max: 40 }),
    end: fc.integer({ min: -3, max: 40 }),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(span), (text, spans) => {
      const shown = textOf(String(marked(text, spans)), /<\/?mark>/g);
      expect(shown).toBe(plain(text));
    }),
  );
  expect(String(marked('Du är en <idiot>!', [{ start: 9, end: 16 }]))).toBe(
    'Du är en <mark>&lt;idiot&gt;</mark>!',
  );
  expect(
    String(
      marked('abcdef', [
        { start: 3, end: 5 },
        { start: 1, end: 4 },
      ]),
    ),
  ).toBe('a<mark>bcd</mark><mark>e</mark>f');
});

test('shown text never turns the line around, climbs out of it or hides', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const shown = plain(text);
      expect(shown).not.toMatch(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
      expect(shown).not.toMatch(/\p{M}{4}/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
  expect(plain('рядок 1\nрядок\t2 👩‍👧 ñ̃')).toBe('рядок 1\nрядок\t2 👩‍👧 ñ̃');
});

test('only addresses of the web are links, and pictures of others are not loaded', () => {
  const quote = (url: string) =>
    String(blocks([{ kind: 'quote', text: 'x', marks: [], url }], texts));
  expect(quote('https://blog.example/1')).toContain('href="https://blog.example/1"');
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'nothing']) {
    expect(quote(url)).not.toContain('href');
  }
  const image = (url: string) => String(blocks([{ kind: 'image', url, alt: 'Snö' }], texts));
  expect(image('https://blog.example/a.jpg')).not.toContain('<img');
  expect(image('//blog.example/a.jpg')).not.toContain('<img');
  expect(image('https://blog.example/a.jpg')).toContain('blog.example');
  expect(image('/desk/picture/1')).toContain('<img');
});

test('a card is found again, changes its hash with its content and counts down', () => {
  expect(pageOf('item:12')).toBe('/desk/items/12');
  expect(pageOf('item:12/../..')).toBeNull();
  expect(cardHash(card('a'))).toBe(cardHash(card('a')));
  expect(cardHash(card('a'))).not.toBe(cardHash({ ...card('a'), rev: 3 }));
  expect(relative(0, 90 * 60_000, 'en')).toBe('1 hour ago');
  expect(relative(59_000, 0, 'sv')).toBe('om 0 minuter');
  expect(relative(49 * 3_600_000, 0, 'uk')).toBe('через 2 дні');
  const shown = (nowMs: number) => String(cardView(card('a'), { nowMs, heading: 2 }));
  expect(shown(0)).toContain('<span>Svar senast</span>');
  expect(shown(3_700_000)).toContain('<span>Skulle ha besvarats</span>');
});

test('what was previewed is what is sent', () => {
  const shown = String(
    formView(
      form('Hej!', { preview: { label: 'Se', shown: [{ kind: 'text', text: 'Hej! /Anna' }] } }),
      { posting, texts },
    ),
  );
  const [sending = ''] = /<form[^>]*data-step="send".*?<\/form>/s.exec(shown) ?? [];
  expect(sending).toContain('<input type="hidden" name="f.text" value="Hej!">');
  expect(sending).toContain('<input type="hidden" name="f.tell" value="true">');
  expect(sending).not.toContain('name="preview"');
  expect(sending).not.toContain('<textarea');
  const filling = String(formView(form('Hej!', { preview: { label: 'Se' } }), { posting, texts }));
  expect(filling).toContain('name="preview" value="1"');
});
