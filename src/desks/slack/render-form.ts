import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { cut } from '#domain/text.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Field, FieldOption, Form } from '#ports/desk.ts';
import { fitted } from './fit-blocks.ts';
import { LIMITS, type Room, roomBeside, VIEW } from './limits.ts';
import { packed, VIEWS, type ViewPlace } from './metadata.ts';
import { chunked } from './render-blocks.ts';
import { closeLabel } from './render-card.ts';
import { header } from './render-reply.ts';
import { filled, plain, plainLine, plainText } from './text.ts';

type Of<K extends Field['kind']> = Extract<Field, { kind: K }>;

const NAME_MAX = 250;

/** Kept free for what is shown above the fields. */
const BODY_SIZE = 40_000;

/** The form to be filled in: the citizen's words first. */
export function renderForm(form: Form, { locale, metadata }: ViewPlace): types.ModalView {
  const room = choiceRoom(form, locale);
  const inputs = form.fields.flatMap((field) => input(field, room, locale));
  const body = fitted(form.body, roomBeside(VIEW, inputs), locale);
  const blocks = [...body, ...inputs];
  return {
    ...frame(form, metadata),
    callback_id: form.preview ? VIEWS.preview : VIEWS.fill,
    submit: label(form.preview?.label ?? form.submit),
    close: closeLabel(locale),
    blocks: blocks.length > 0 ? blocks : [header(form.title)],
  };
}

/** Just what will be sent; closing it leads back to the form under it. */
export function renderPreview(form: Form, { locale, metadata }: ViewPlace): types.ModalView {
  const { edit, preview } = deskTexts(locale);
  const head = [header(preview)];
  const shown = fitted(form.preview?.shown ?? [], roomBeside(VIEW, head), locale);
  return {
    ...frame(form, metadata),
    callback_id: VIEWS.send,
    submit: label(form.submit),
    close: label(edit),
    blocks: [...head, ...shown],
  };
}

/** A dialog that only tells something. */
export function renderNotice(title: string, text: string): types.ModalView {
  return {
    type: 'modal',
    title: label(title),
    blocks: [{ type: 'section', text: plainText(text, LIMITS.text) }],
  };
}

/** What is wrong with a submitted form, by block; what has no block of its own stands at the first. */
export function renderErrors(
  form: Form,
  errors: Readonly<Record<string, string>>,
): Record<string, string> {
  const { hint: max } = LIMITS.input;
  const asked = form.fields.filter(isAsked).map(({ name }) => name);
  const told = Map.groupBy(Object.entries(errors), ([name]) =>
    asked.includes(name) ? name : asked[0],
  );
  const lines = [...told].flatMap(([name, some]) => {
    const words = some.map(([, message]) => message).join(' ');
    return name === undefined ? [] : [[blockOf(name), filled(plainLine(words, max))] as const];
  });
  return Object.fromEntries(lines);
}

function frame({ title }: Form, metadata: ViewPlace['metadata']) {
  return { type: 'modal', title: label(title), private_metadata: packed(metadata) } as const;
}

function label(text: string): types.PlainTextElement {
  return plainText(plainLine(text, LIMITS.view.title), LIMITS.view.title);
}

function blockOf(name: string): string {
  return `f.${name}`.slice(0, LIMITS.blockId);
}

/** Slack knows no choice among nothing: such a field is left out. */
function isAsked(field: Field): boolean {
  return field.kind !== 'select' || field.options.some(isPossible);
}

function isPossible({ value }: FieldOption): boolean {
  return value !== '' && value.length <= LIMITS.option.value;
}

/** Choices share what the other fields and the body leave. */
function choiceRoom({ fields }: Form, locale: Locale): Room {
  const others = fields.filter(({ kind }) => kind !== 'select');
  const inputs = others.flatMap((field) => input(field, VIEW, locale));
  const choices = Math.max(1, fields.length - others.length);
  return { ...VIEW, size: (roomBeside(VIEW, inputs).size - BODY_SIZE) / choices };
}

function input(field: Field, room: Room, locale: Locale): types.InputBlock[] {
  if (!isAsked(field)) return [];
  const { hint: hintMax, label: labelMax } = LIMITS.input;
  const hint = field.hint ?? (field.kind === 'date-time' ? chatTexts(locale).when : undefined);
  const block = {
    type: 'input',
    block_id: blockOf(field.name),
    label: plainText(field.label, labelMax),
    ...(hint && { hint: plainText(hint, hintMax) }),
    optional: field.kind === 'check' || field.optional === true,
  } as const;
  return [{ ...block, element: element(field, roomBeside(room, [block]), locale) }];
}

function element(field: Field, room: Room, locale: Locale): types.InputBlockElement {
  switch (field.kind) {
    case 'text':
    case 'long':
      return textInput(field, field.maxLength);
    case 'date-time':
      return textInput(field, LIMITS.line);
    case 'select':
      return select(field, room);
    case 'check':
      return checkbox(field, locale);
  }
}

function textInput(field: Of<'text' | 'long' | 'date-time'>, max: number): types.PlainTextInput {
  const most = Math.min(Math.max(1, max), LIMITS.input.text);
  const value = cut(plain(field.value ?? ''), most);
  return {
    type: 'plain_text_input',
    action_id: field.name.slice(0, NAME_MAX),
    multiline: field.kind === 'long',
    max_length: most,
    ...(value !== '' && { initial_value: value }),
  };
}

function checkbox({ name, value }: Of<'check'>, locale: Locale): types.Checkboxes {
  const yes = choice({ value: '1', label: deskTexts(locale).check });
  return {
    type: 'checkboxes',
    action_id: name.slice(0, NAME_MAX),
    options: [yes],
    ...(value && { initial_options: [yes] }),
  };
}

function choice({ value, label: name }: FieldOption): types.PlainTextOption {
  return { text: plainText(plainLine(name, LIMITS.option.text), LIMITS.option.text), value };
}

/** Long lists are told in groups; whoever does not fit at all is found at the web desk. */
function select(field: Of<'select'>, room: Room): types.StaticSelect {
  const possible = field.options.filter(isPossible).slice(0, LIMITS.options * LIMITS.groups);
  const options = fittingChoices(possible.map(choice), room);
  const chosen = options.find(({ value }) => value === field.value);
  const named = {
    type: 'static_select',
    action_id: field.name.slice(0, NAME_MAX),
    ...(chosen && { initial_option: chosen }),
  } as const;
  return options.length > LIMITS.options
    ? { ...named, option_groups: chunked(options, LIMITS.options).map(group) }
    : { ...named, options };
}

/** A fifth is left for the groups' names. */
function fittingChoices(choices: types.PlainTextOption[], room: Room): types.PlainTextOption[] {
  let size = 0;
  const end = choices.findIndex((one) => {
    size += room.sizeOf(one) + 1;
    return size > room.size * 0.8;
  });
  return end < 0 ? choices : choices.slice(0, Math.max(1, end));
}

/** Named by who stands first and last in it. */
function group(options: types.PlainTextOption[]) {
  const ends = [options[0], options.at(-1)].map((one) => plainLine(one?.text.text ?? '', 35));
  return { label: plainText(ends.join(' – '), LIMITS.option.text), options };
}
