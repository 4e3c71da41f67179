import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { slackManifest } from '#desks/slack/manifest.ts';
import { renderCard, renderCardModal } from '#desks/slack/render-card.ts';
import { renderForm, renderNotice, renderPreview } from '#desks/slack/render-form.ts';
import { renderHome } from '#desks/slack/render-home.ts';
import { renderPage, renderReply } from '#desks/slack/render-reply.ts';
import { LOCALES } from '#domain/locale.ts';
import { COMMANDS } from '../../commands/index.ts';
import * as arbitrary from '../app/slack-desk/arbitrary.ts';
import { CHECKED, faultsOf, type Limits, limitOf } from './slack-checker.ts';

/** Read where they lie: neither slackblocks' specification nor Slack's schema is part of this repository. */
const DESKS = resolve(import.meta.dirname, '../../../shared/data/desks');
const SPEC = join(DESKS, 'slackblocks/spec');

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const codePoints = (text: string) => [...text].length;
const codeUnits = (text: string) => text.length;

let limits: Limits;

beforeAll(() => {
  limits = json(join(SPEC, 'limits.json')) as Limits;
});

/** Our own cap of a message; Slack's of a view. */
const MESSAGE_MAX = 12_000;
const VIEW_BYTES_MAX = 250_000;

/** The parts of a block that must agree with one another. */
interface Block {
  readonly block_id?: string;
  readonly elements?: readonly { readonly action_id?: string }[];
  readonly element?: {
    readonly options?: readonly Choice[];
    readonly option_groups?: readonly { readonly options: readonly Choice[] }[];
    readonly initial_option?: Choice;
    readonly initial_value?: string;
    readonly max_length?: number;
  };
}

interface Choice {
  readonly value: string;
}

/** Two things of the same name, a choice that is not offered, a text that is longer than allowed. */
function contradictions(blocks: readonly Block[]): string[] {
  const twice = (names: readonly (string | undefined)[]) => {
    const given = names.filter((name) => name !== undefined);
    return given.length !== new Set(given).size;
  };
  const found = twice(blocks.map(({ block_id }) => block_id)) ? ['block_id twice'] : [];
  for (const { elements = [], element = {} } of blocks) {
    if (twice(elements.map(({ action_id }) => action_id))) found.push('action_id twice');
    const { options = [], option_groups = [], initial_option: chosen } = element;
    const offered = [...options, ...option_groups.flatMap((group) => group.options)];
    if (chosen && !offered.some(({ value }) => value === chosen.value)) found.push('not offered');
    const { initial_value = '', max_length = 0 } = element;
    if (initial_value.length > max_length) found.push('longer than allowed');
  }
  return found;
}

function expectTaken(payload: { readonly blocks: readonly unknown[] }): void {
  expect(faultsOf(payload, limits, codeUnits)).toEqual([]);
  expect(faultsOf(payload, limits, codePoints)).toEqual([]);
  expect(contradictions(payload.blocks as readonly Block[])).toEqual([]);
  expect(JSON.stringify(payload)).not.toMatch(/"text":""|"elements":\[\]|"options":\[\]/);
}

function expectMessage(message: { readonly text: string; readonly blocks: readonly unknown[] }) {
  expectTaken(message);
  expect(message.blocks.length).toBeGreaterThan(0);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(MESSAGE_MAX);
  expect(message.text).not.toBe('');
  expect(message.text.length).toBeLessThanOrEqual(4000);
}

function expectView(view: { readonly blocks: readonly unknown[] }) {
  expectTaken(view);
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(VIEW_BYTES_MAX);
}

describe('the checker', () => {
  interface Case {
    readonly id: string;
    readonly constraint: string;
  }
  const { cases } = json(join(SPEC, 'fixtures/invalid/manifest.json')) as { cases: Case[] };
  const concerning = cases.filter(({ constraint }) =>
    CHECKED.includes(constraint.split('.')[0] ?? ''),
  );

  const limit = (path: string) => limitOf(limits, path);
  const long = (path: string, sign = 'x') => sign.repeat(limit(path) + 1);
  const many = <T>(path: string, one: T) => Array.from({ length: limit(path) + 1 }, () => one);
  const text = (words: string) => ({ type: 'plain_text', text: words });
  const option = { text: text('a'), value: 'a' };
  const group = { label: text('a'), options: [option] };
  const button = { type: 'button', text: text('a'), action_id: 'a' };
  const modal = { type: 'modal', title: text('a'), blocks: [{ type: 'divider' }] };
  const typed = { type: 'plain_text_input', action_id: 'a' };
  const input = { type: 'input', label: text('a'), element: typed };
  const select = { type: 'static_select', action_id: 'a' };
  const choosing = (change: object) => ({ ...select, options: [{ ...option, ...change }] });

  /** For every limit a payload that goes one beyond it. */
  const BEYOND: Readonly<Record<string, () => unknown>> = {
    'text.min_length': () => text(''),
    'text.max_length': () => text(long('text.max_length')),
    'action_id.max_length': () => ({ ...button, action_id: long('action_id.max_length') }),
    'block_id.max_length': () => ({ type: 'divider', block_id: long('block_id.max_length') }),
    'button.text.max_length': () => ({ ...button, text: text(long('button.text.max_length')) }),
    'button.url.max_length': () => ({ ...button, url: long('button.url.max_length') }),
    'button.value.max_length': () => ({ ...button, value: long('button.value.max_length') }),
    'button.accessibility_label.max_length': () => ({
      ...button,
      accessibility_label: long('button.accessibility_label.max_length'),
    }),
    'option.text.max_length': () => choosing({ text: text(long('option.text.max_length')) }),
    'option.value.max_length': () => choosing({ value: long('option.value.max_length') }),
    'option.url.max_length': () => choosing({ url: long('option.url.max_length', '😀') }),
    'option.description.max_length': () =>
      choosing({ description: text(long('option.description.max_length')) }),
    'option_group.label.max_length': () => ({
      ...select,
      option_groups: [{ ...group, label: text(long('option_group.label.max_length')) }],
    }),
    'option_group.options.min_items': () => ({
      ...select,
      option_groups: [{ ...group, options: [] }],
    }),
    'option_group.options.max_items': () => ({
      ...select,
      option_groups: [{ ...group, options: many('option_group.options.max_items', option) }],
    }),
    'select.placeholder.max_length': () => ({
      ...choosing({}),
      placeholder: text(long('select.placeholder.max_length')),
    }),
    'select.options.max_items': () => ({
      ...select,
      options: many('select.options.max_items', option),
    }),
    'select.option_groups.max_items': () => ({
      ...select,
      option_groups: many('select.option_groups.max_items', group),
    }),
    'static_select.choice_source': () => ({ ...choosing({}), option_groups: [group] }),
    'overflow.options.min_items': () => ({ type: 'overflow', options: [] }),
    'overflow.options.max_items': () => ({
      type: 'overflow',
      options: many('overflow.options.max_items', option),
    }),
    'checkboxes.options.min_items': () => ({ type: 'checkboxes', options: [] }),
    'checkboxes.options.max_items': () => ({
      type: 'checkboxes',
      options: many('checkboxes.options.max_items', option),
    }),
    'plain_text_input.max_length.max': () => ({
      ...typed,
      max_length: limit('plain_text_input.max_length.max') + 1,
    }),
    'actions.elements.max_items': () => ({
      type: 'actions',
      elements: many('actions.elements.max_items', button),
    }),
    'context.elements.max_items': () => ({
      type: 'context',
      elements: many('context.elements.max_items', text('a')),
    }),
    'context.elements': () => ({ type: 'context', elements: [button] }),
    'header.text.max_length': () => ({
      type: 'header',
      text: text(long('header.text.max_length')),
    }),
    'input.label.max_length': () => ({ ...input, label: text(long('input.label.max_length')) }),
    'input.hint.max_length': () => ({ ...input, hint: text(long('input.hint.max_length')) }),
    'input.element': () => ({ ...input, element: button }),
    'section.text.max_length': () => ({
      type: 'section',
      text: text(long('section.text.max_length')),
    }),
    'section.fields.max_items': () => ({
      type: 'section',
      fields: many('section.fields.max_items', text('a')),
    }),
    'section.fields.item_max_length': () => ({
      type: 'section',
      fields: [text(long('section.fields.item_max_length'))],
    }),
    'section.content': () => ({ type: 'section' }),
    'view.blocks.min_items': () => ({ ...modal, blocks: [] }),
    'view.blocks.max_items': () => ({
      ...modal,
      blocks: many('view.blocks.max_items', { type: 'divider' }),
    }),
    'view.private_metadata.max_length': () => ({
      ...modal,
      private_metadata: long('view.private_metadata.max_length'),
    }),
    'view.callback_id.max_length': () => ({
      ...modal,
      callback_id: long('view.callback_id.max_length'),
    }),
    'view.title.max_length': () => ({ ...modal, title: text(long('view.title.max_length')) }),
    'view.close.max_length': () => ({ ...modal, close: text(long('view.close.max_length')) }),
    'view.submit.max_length': () => ({ ...modal, submit: text(long('view.submit.max_length')) }),
  };

  test('knows every case that concerns this desk', () => {
    expect(concerning.length).toBeGreaterThan(35);
    expect(concerning.map(({ constraint }) => constraint).toSorted()).toEqual(
      Object.keys(BEYOND).toSorted(),
    );
  });

  test.each(concerning)('finds $id', ({ constraint }) => {
    const payload = BEYOND[constraint]?.();
    expect(faultsOf(payload, limits, codePoints)).toContain(constraint);
    expect(faultsOf({ blocks: [{ inside: [payload] }] }, limits, codeUnits)).toContain(constraint);
  });

  test('takes what Slack takes', () => {
    const files = globSync('**/*.json', { cwd: join(SPEC, 'fixtures/valid') });
    expect(files.length).toBeGreaterThan(80);
    for (const file of files) {
      const payload = json(join(SPEC, 'fixtures/valid', file));
      expect(faultsOf(payload, limits, codePoints), file).toEqual([]);
    }
  });
});

const { metadata } = arbitrary;
const locale = fc.constantFrom(...LOCALES);

describe('Slack takes', { timeout: 170_000 }, () => {
  test('10,000 cards', () => {
    fc.assert(
      fc.property(arbitrary.card, (card) => {
        const message = renderCard(card);
        expectMessage(message);
        expect(message.blocks[0]).toMatchObject({ type: 'header', block_id: card.key });
        const row = card.actions.length + card.overflow.length > 0;
        expect(message.blocks.at(-1)?.type === 'actions').toBe(row);
        expectView(renderCardModal(card, metadata));
      }),
      { numRuns: 10_000 },
    );
  });

  test('10,000 forms and their previews', () => {
    fc.assert(
      fc.property(arbitrary.form, locale, (form, inLocale) => {
        const view = renderForm(form, { locale: inLocale, metadata });
        expectView(view);
        const asked = form.fields.filter(
          (field) => field.kind !== 'select' || field.options.length > 1,
        );
        expect(view.blocks.filter(({ type }) => type === 'input')).toHaveLength(asked.length);
        expectView(renderPreview(form, { locale: inLocale, metadata }));
      }),
      { numRuns: 10_000 },
    );
  });

  test('answers, pages and the first page', () => {
    fc.assert(
      fc.property(arbitrary.reply, arbitrary.reply, locale, (reply, duty, inLocale) => {
        expectMessage(renderReply(reply, inLocale));
        expectView(renderHome({ mine: reply, duty, locale: inLocale }));
        if (reply.kind === 'page') expectView(renderPage(reply, { locale: inLocale, metadata }));
        if (reply.kind === 'text') expectView(renderNotice(reply.text, reply.text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the manifest', () => {
  const schemas = join(DESKS, 'slack-manifest-schema');
  const raw = 'https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas';
  /** Slack's schema has words of its own, like `_note`. */
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const version of ['1.0.0', '2.0.0']) {
    const name = `manifest.schema.${version}.json`;
    ajv.addSchema(json(join(schemas, 'schemas', name)) as object, `${raw}/${name}`);
  }
  const validate = ajv.compile(json(join(schemas, 'manifest.schema.json')) as object);
  const options = {
    name: 'Kvorum, the desk of a town with a very long name indeed',
    description: 'What residents write, answered in time. '.repeat(10),
    commands: COMMANDS,
  };
  const modes = [{ kind: 'socket' }, { kind: 'http', url: 'https://desk.town.example/' }] as const;

  test.each(modes)('with $kind is one that Slack takes, in every language', (mode) => {
    for (const inLocale of LOCALES) {
      const manifest = slackManifest({ ...options, locale: inLocale, mode });
      expect(validate(manifest) || validate.errors).toBe(true);
      for (const _metadata of [{ major_version: 1 }, { major_version: 2 }])
        expect(validate({ ...manifest, _metadata }) || validate.errors).toBe(true);
    }
  });

  test('is refused where it is wrong', () => {
    const manifest = slackManifest({ ...options, locale: 'en', mode: modes[0] });
    expect(validate({ ...manifest, settings: { socket: true } })).toBe(false);
    expect(validate({ ...manifest, display_information: {} })).toBe(false);
  });
});
