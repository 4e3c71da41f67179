import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packed, unpacked } from '#desks/slack/metadata.ts';
import { renderCard, renderCardModal } from '#desks/slack/render-card.ts';
import { renderErrors, renderForm, renderNotice, renderPreview } from '#desks/slack/render-form.ts';
import { renderHome } from '#desks/slack/render-home.ts';
import { renderPage, renderReply } from '#desks/slack/render-reply.ts';
import { escaped, plain } from '#desks/slack/text.ts';
import { LOCALES } from '#domain/locale.ts';
import type { Action, Card, Form } from '#ports/desk.ts';
import * as arbitrary from './arbitrary.ts';

const { metadata } = arbitrary;

const action = (verb: string): Action => ({ verb, ref: '12', rev: 3, label: `Do ${verb}` });

const card: Card = {
  key: 'item:12',
  rev: 3,
  locale: 'en',
  tone: 'urgent',
  title: '#12 Facebook · Question · Bo',
  dueAtMs: Date.UTC(2026, 10, 23, 9, 0, 30),
  body: [
    {
      kind: 'quote',
      text: 'When does the <!channel> open?',
      marks: [{ start: 5, end: 9 }],
      author: 'Bo',
      url: 'https://blog.example/1#c2',
    },
    { kind: 'fields', fields: [{ label: 'Due', value: 'Mon 23 Nov, 10:00' }] },
    { kind: 'context', text: 'Edited 1 time' },
  ],
  actions: [{ ...action('take'), style: 'primary' }, action('reply')],
  overflow: [action('history')],
  fallbackText: '#12 Facebook: When does <!channel> open? @here',
};

const form: Form = {
  id: 'reply',
  ref: '12',
  rev: 3,
  title: 'Reply',
  submit: 'Publish',
  body: [],
  fields: [
    { kind: 'long', name: 'text', label: 'Your reply', hint: 'Be personal.', maxLength: 3000 },
  ],
  preview: { label: 'Preview' },
};

const place = { locale: 'en', metadata } as const;

/** A dialog's fields, as Slack is told of them. */
const inputs = (fields: Form['fields'], locale: 'en' | 'sv' = 'en') =>
  renderForm({ ...form, fields }, { locale, metadata }).blocks.filter(
    ({ type }) => type === 'input',
  );

describe('a card', () => {
  test('is a title to be found by, a count-down, the body and its buttons', () => {
    const plainText = (text: string) => ({ type: 'plain_text', text, emoji: false });
    expect(renderCard(card).blocks).toEqual([
      {
        type: 'header',
        block_id: 'item:12',
        text: plainText('🔴 Urgent · #12 Facebook · Question · Bo'),
      },
      {
        type: 'context',
        elements: [
          plainText('Due'),
          {
            type: 'mrkdwn',
            text: '<!date^1795424430^{ago}|2026-11-23 09:00 UTC>',
            verbatim: true,
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_quote',
            elements: [
              { type: 'text', text: 'When ' },
              { type: 'text', text: 'does', style: { bold: true } },
              { type: 'text', text: ' the <!channel> open?' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '— Bo ' },
              {
                type: 'link',
                url: 'https://blog.example/1#c2',
                text: 'See it on the platform (blog.example)',
              },
            ],
          },
        ],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Due: ', style: { bold: true } },
              { type: 'text', text: 'Mon 23 Nov, 10:00' },
            ],
          },
        ],
      },
      { type: 'context', elements: [plainText('Edited 1 time')] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'desk:0',
            text: plainText('Do take'),
            value: 'take|12|3',
            style: 'primary',
          },
          {
            type: 'button',
            action_id: 'desk:1',
            text: plainText('Do reply'),
            value: 'reply|12|3',
          },
          {
            type: 'overflow',
            action_id: 'desk:menu',
            options: [{ text: plainText('Do history'), value: 'history|12|3' }],
          },
        ],
      },
    ]);
  });

  test('is told in one escaped line where blocks are not shown', () => {
    expect(renderCard(card).text).toBe(
      '🔴 Urgent · #12 Facebook: When does &lt;!channel&gt; open? @\u2060here',
    );
  });

  test('shows what does not fit into its menu in a dialog, each as a button', () => {
    const verbs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const many = { ...card, overflow: verbs.map(action) };
    const row = renderCard(many).blocks.at(-1);
    expect(JSON.stringify(row)).toContain('"value":"d|12|3"');
    expect(JSON.stringify(row)).not.toContain('"value":"e|12|3"');
    expect(row).toMatchObject({
      elements: [{}, {}, { options: { length: 5, 4: { value: 'more|12|3' } } }],
    });
    const modal = renderCardModal(many, metadata);
    expect(modal.blocks.at(-1)).toMatchObject({ elements: { length: 2 + verbs.length } });
    expect(modal.submit).toBeUndefined();
  });

  test('keeps its title, the last lines and its buttons when the text is too long', () => {
    const long = 'Why? <b>"é"</b> 😀 '.repeat(2000);
    const quote = { kind: 'quote', text: long, marks: [] } as const;
    for (const locale of LOCALES) {
      const shown = renderCard({ ...card, locale, body: [quote, quote, ...card.body.slice(1)] });
      const json = JSON.stringify(shown.blocks);
      expect(json.length).toBeLessThanOrEqual(12_000);
      expect(shown.blocks[0]).toMatchObject({ type: 'header', block_id: 'item:12' });
      expect(shown.blocks.at(-1)).toMatchObject({ type: 'actions' });
      expect(shown.blocks.at(-2)).toMatchObject({
        elements: [{ text: expect.stringMatching(/^… /) }],
      });
      expect(json).toContain('Mon 23 Nov, 10:00');
    }
  });

  test('shows every letter of the words, also between two flagged places', () => {
    const text = 'Vilken idiot har ritat det?';
    const marks = [
      { start: 0, end: 6 },
      { start: 7, end: 12 },
    ];
    const { blocks } = renderCard({ ...card, body: [{ kind: 'quote', text, marks }] });
    const quotes = blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));
    const [quote] = quotes.filter(({ type }) => type === 'rich_text_quote');
    const parts = quote?.elements.map((part) => ('text' in part ? part.text : '')) ?? [];
    expect(parts).toEqual(['Vilken', ' ', 'idiot', ' har ritat det?']);
  });

  test('loads and follows nothing it should not', () => {
    const url = 'javascript:alert(1)';
    const body: Card['body'] = [
      { kind: 'quote', text: 'x', marks: [], url },
      { kind: 'image', url: 'https://pictures.example/1.png', alt: 'A <dog>' },
    ];
    const json = JSON.stringify(renderCard({ ...card, body }).blocks);
    expect(json).not.toContain('javascript');
    expect(json).not.toContain('https://pictures.example');
    expect(json).toContain('Picture from pictures.example, not loaded: A <dog>');
  });
});

test('tables stand in columns and progress is told in figures', () => {
  const body: Card['body'] = [
    {
      kind: 'table',
      columns: ['Unit', 'Now'],
      rows: [
        ['Vägar', '3'],
        ['道路', '12'],
      ],
    },
    { kind: 'progress', label: 'Answered in time', share: 0.75 },
  ];
  const json = JSON.stringify(renderCard({ ...card, body }).blocks);
  expect(json).toContain('Unit   Now\\nVägar  3\\n道路   12');
  expect(json).toContain(`Answered in time  ${'█'.repeat(15)}${'░'.repeat(5)} 75 %`);
});

describe('words of strangers', () => {
  test('keep their letters and lose what hides, turns and climbs', () => {
    expect(plain('a\u202eb\u2066c\u200fd\u0000e\u009bf\ud800\r\ng\th')).toBe('abcdef\ufffd\ng\th');
    expect(plain(`Z${'\u0310'.repeat(30)}!`)).toBe(`Z${'\u0310'.repeat(4)}!`);
    expect(plain('👩‍👩‍👧 ไม่ हिन्दी')).toBe('👩‍👩‍👧 ไม่ हिन्दी');
  });

  test('are inert in the only line that Slack parses', () => {
    fc.assert(
      fc.property(arbitrary.hostile(), (text) => {
        const line = escaped(text);
        expect(line).not.toMatch(/[<>\n]|&(?!(?:amp|lt|gt);)/);
        expect(line).not.toMatch(/@(?:here|channel|everyone)|:\/\//i);
        expect(line.length).toBeGreaterThan(0);
        expect(line.length).toBeLessThanOrEqual(4000);
      }),
    );
  });

  test('stand nowhere in markup, whatever they are', () => {
    const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    fc.assert(
      fc.property(arbitrary.card, (any) => {
        const json = JSON.stringify(renderCard(any).blocks);
        const markup = [...json.matchAll(/"type":"mrkdwn","text":"([^"]*)"/g)];
        for (const [, text] of markup) {
          expect(text).toMatch(/^<!date\^\d+\^\{ago\}\|\d{4}-\d\d-\d\d \d\d:\d\d UTC>$/);
        }
        expect(json).not.toMatch(/"type":"(?:user|usergroup|channel|broadcast|emoji|team|image)"/);
        expect(json).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u0080-\u009f]/);
        expect(json).not.toMatch(/\\u00[01]/);
        expect(json.isWellFormed()).toBe(true);
        for (const { segment } of graphemes.segment(json)) {
          if (/^[a-zA-Z]\p{M}/u.test(segment)) {
            expect(segment.match(/\p{M}/gu)?.length).toBeLessThanOrEqual(4);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a form', () => {
  test('is filled in, asks for its preview and says what it is about', () => {
    const view = renderForm(form, place);
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'desk:preview',
      title: { text: 'Reply' },
      submit: { text: 'Preview' },
      close: { text: 'Close' },
      blocks: [
        {
          type: 'input',
          block_id: 'f.text',
          optional: false,
          hint: { text: 'Be personal.' },
          element: { type: 'plain_text_input', action_id: 'text', multiline: true },
        },
      ],
    });
    expect(unpacked(view.private_metadata ?? '')).toEqual(metadata);
    const { preview: _, ...without } = form;
    expect(renderForm(without, place)).toMatchObject({
      callback_id: 'desk:fill',
      submit: { text: 'Publish' },
    });
  });

  test('previewed, shows what is sent and leads back', () => {
    const shown = [{ kind: 'quote', text: 'Hello!', marks: [] } as const];
    const view = renderPreview({ ...form, preview: { label: 'Preview', shown } }, place);
    expect(view).toMatchObject({
      callback_id: 'desk:send',
      submit: { text: 'Publish' },
      close: { text: 'Change the text' },
    });
    expect(JSON.stringify(view.blocks)).toContain('"text":"Hello!"');
    expect(view.blocks.some(({ type }) => type === 'input')).toBe(false);
  });

  test('previewed, hides nothing of a long text', () => {
    const text = 'Vi åtgärdar det. '.repeat(300);
    const shown = [{ kind: 'quote', text, marks: [] } as const];
    const view = renderPreview({ ...form, preview: { label: 'Preview', shown } }, place);
    expect(view.blocks).toHaveLength(2);
    expect(JSON.stringify(view.blocks)).toContain(text);
  });

  test('has an input for every kind of field', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    const shown = inputs(
      [
        { kind: 'select', name: 'to', label: 'To', options, value: 'b' },
        { kind: 'date-time', name: 'until', label: 'Until', value: '2026-11-23T10:00' },
        { kind: 'check', name: 'sure', label: 'Sure?', value: true },
        { kind: 'text', name: 'email', label: 'Mail', maxLength: 254, optional: true },
      ],
      'sv',
    );
    expect(shown).toMatchObject([
      { element: { type: 'static_select', initial_option: { value: 'b' } }, optional: false },
      {
        element: { type: 'plain_text_input', initial_value: '2026-11-23T10:00' },
        hint: { text: expect.stringContaining('2h') },
      },
      {
        element: { type: 'checkboxes', initial_options: [{ value: '1', text: { text: 'Ja' } }] },
        optional: true,
      },
      { element: { type: 'plain_text_input', max_length: 254, multiline: false }, optional: true },
    ]);
  });

  test('groups long lists and leaves out a choice among nothing', () => {
    const options = Array.from({ length: 230 }, (_, n) => ({ value: `p${n}`, label: `Name ${n}` }));
    const [select] = inputs([{ kind: 'select', name: 'to', label: 'To', options }]);
    expect(select).toMatchObject({
      element: {
        option_groups: {
          length: 3,
          0: { label: { text: 'Name 0 – Name 99' }, options: { length: 100 } },
          2: { options: { length: 30 } },
        },
      },
    });
    expect(inputs([{ kind: 'select', name: 'to', label: 'To', options: [] }])).toEqual([]);
  });

  test('says what is wrong where it is, and the rest at the first field', () => {
    const fields: Form['fields'] = [
      { kind: 'select', name: 'none', label: 'None', options: [] },
      { kind: 'text', name: 'a', label: 'A', maxLength: 10 },
      { kind: 'text', name: 'b', label: 'B', maxLength: 10 },
    ];
    const errors = { b: 'Too long.', form: 'It has changed.', none: 'Choose one.' };
    expect(renderErrors({ ...form, fields }, errors)).toEqual({
      'f.b': 'Too long.',
      'f.a': 'It has changed. Choose one.',
    });
    expect(renderErrors({ ...form, fields: [] }, errors)).toEqual({});
  });
});

test('what a view carries comes back, and nothing else passes for it', () => {
  const all = { ...metadata, draft: 'd', channel: 'C1', answerTo: 'https://hooks.slack.com/x' };
  expect(unpacked(packed(all))).toEqual(all);
  for (const text of ['', '{', 'null', '{"form":"x"}', '{"form":1,"ref":"1","rev":-1}'])
    expect(unpacked(text)).toBeNull();
  const longest = {
    form: '"'.repeat(80),
    ref: '"'.repeat(80),
    rev: Number.MAX_SAFE_INTEGER,
    draft: '"'.repeat(200),
    channel: '"'.repeat(80),
    answerTo: 'x'.repeat(1000),
  };
  expect(packed(longest).length).toBeLessThanOrEqual(3000);
});

describe('an answer', () => {
  const cards = Array.from({ length: 20 }, (_, n) => ({ ...card, key: `item:${n}` }));

  test('of many cards is a list to open them from', () => {
    const counts = { owed: 1200, mine: 2 };
    const { text, blocks } = renderReply(
      {
        kind: 'cards',
        title: 'To answer',
        cards,
        quiet: '3 owe no answer',
        more: '5 more',
        counts,
      },
      'en',
    );
    expect(text).toBe('To answer');
    expect(blocks[1]).toMatchObject({ elements: [{ text: 'To answer: 1,200 · Mine: 2' }] });
    expect(blocks[2]).toMatchObject({
      type: 'section',
      text: { text: '🔴 Urgent · #12 Facebook · Question · Bo' },
      fields: [{ text: 'Due' }, { type: 'mrkdwn' }],
      accessory: { type: 'button', value: 'show|0|3', text: { text: 'Open' } },
    });
    expect(blocks.slice(-3)).toMatchObject([
      { elements: [{ text: '5 more are on the web desk.' }] },
      { elements: [{ text: '5 more' }] },
      { elements: [{ text: '3 owe no answer' }] },
    ]);
    expect(renderReply({ kind: 'cards', title: 'Mine', cards: [] }, 'nb').blocks).toMatchObject([
      { type: 'header' },
      { elements: [{ text: 'Ingenting venter.' }] },
    ]);
  });

  test('is a text, a card under a notice, a page, or what a form is about', () => {
    const said = renderReply({ kind: 'text', tone: 'attention', text: 'No <such> item.' }, 'en');
    expect(said.text).toBe('No &lt;such&gt; item.');
    expect(JSON.stringify(said.blocks)).toContain('"text":"No <such> item."');
    const noticed = renderReply({ kind: 'card', card, notice: 'It is yours.' }, 'en');
    expect(noticed.blocks.slice(0, 2)).toMatchObject([
      { text: { text: 'It is yours.' } },
      { block_id: 'item:12' },
    ]);
    const page = { kind: 'page', title: 'Everything that happened', body: card.body } as const;
    expect(renderReply(page, 'en').blocks[0]).toMatchObject({ text: { text: page.title } });
    expect(renderReply({ kind: 'form', form }, 'en').text).toBe('Reply');
  });

  test('may be a dialog, with a title that is too long for one above it', () => {
    const page = { kind: 'page', title: 'Everything that happened to it', body: [], card } as const;
    const view = renderPage(page, place);
    expect(view.title.text).toBe('Everything that happene…');
    expect(view.blocks[0]).toMatchObject({ type: 'header', text: { text: page.title } });
    expect(view.blocks.at(-1)).toMatchObject({ type: 'actions' });
    expect(renderNotice('Kvorum', '').blocks).toMatchObject([{ text: { text: '–' } }]);
  });

  test('is made into the first page of everybody', () => {
    const mine = { kind: 'cards', title: 'Mine', cards } as const;
    const duty = { kind: 'page', title: 'Duty', body: [{ kind: 'text', text: 'Anna' }] } as const;
    const { type, blocks } = renderHome({ mine, duty, locale: 'en' });
    expect(type).toBe('home');
    expect(blocks[0]).toMatchObject({ text: { text: 'My items' } });
    const json = JSON.stringify(blocks);
    expect(json).toContain('At work now');
    expect(json).toContain('"text":"Anna"');
    expect(json).toContain('/desk help');
  });

  test('may show the same card twice', () => {
    const page = { kind: 'page', title: 'Duty', body: [], card } as const;
    const { blocks } = renderHome({ mine: page, duty: page, locale: 'en' });
    const names = blocks.flatMap(({ block_id }) => block_id ?? []);
    expect(new Set(names).size).toBe(names.length);
    expect(JSON.stringify(blocks).split('Do take').length - 1).toBe(
      2 * (JSON.stringify(renderCard(card).blocks).split('Do take').length - 1),
    );
  });
});
