import type { Field, Form } from '#ports/desk.ts';
import { type Console, confirmed, Told } from './console.ts';
import { joined, type Look, wrapped } from './look.ts';
import { plain, plainLine } from './plain.ts';
import { renderForm } from './render.ts';
import { renderBlocks } from './render-blocks.ts';

/** What was typed into a form, by the field's name. */
export type Values = Record<string, string>;

/** Ends a text of several lines. */
const END_OF_TEXT = '.';

/**
 * The values of a form's fields: those given on the command line, the others asked for one by one.
 * `again` names fields that were faulty: what was given for them is asked for once more.
 */
export async function fillForm(
  console: Console,
  form: Form,
  given: Readonly<Values>,
  again: ReadonlySet<string>,
  look: Look,
): Promise<Values> {
  const values: Values = {};
  const missing = form.fields.filter((field) => again.has(field.name) || !(field.name in given));
  for (const field of form.fields) {
    const value = given[field.name];
    if (!missing.includes(field) && value !== undefined) values[field.name] = inForm(field, value);
  }
  const needed = missing.filter((field) => !isSettled(field) || again.has(field.name));
  if (!console.interactive) {
    if (needed.length > 0) throw new Told(joined(renderForm(form, look), howToGive(needed)), 2);
    return withPresets(values, missing);
  }
  for (const field of missing) {
    const value = await askField(console, field, look);
    if (value !== '') values[field.name] = value;
  }
  return values;
}

/** Shows what will be sent, and asks; without a person to ask, the words were given for it. */
export async function mayBeSent(
  console: Console,
  form: Form,
  values: Readonly<Values>,
  look: Look,
): Promise<boolean> {
  const shown = form.preview?.shown
    ? renderBlocks(form.preview.shown, look)
    : form.fields
        .filter(({ name }) => values[name])
        .map(({ name, label }) =>
          wrapped(`${plainLine(label)}: ${plain(values[name] ?? '')}`, look),
        )
        .join('\n');
  console.write(`\n${shown}\n\n`);
  return confirmed(console, `${plainLine(form.submit)}?`);
}

/** A field that may be left as it is. */
function isSettled(field: Field): boolean {
  return field.optional === true || field.kind === 'check' || Boolean(field.value);
}

function withPresets(values: Values, fields: readonly Field[]): Values {
  const presets = fields.map((field) => [field.name, presetOf(field)] as const);
  return { ...Object.fromEntries(presets.filter(([, value]) => value !== '')), ...values };
}

function howToGive(fields: readonly Field[]): string {
  const options = fields.map(({ name }) => `--${plainLine(name)} "…"`).join(' ');
  return `Nobody is here to be asked. Give it with the command: ${options}`;
}

/** The words people use at a terminal, as a form has them. */
function inForm(field: Field, value: string): string {
  switch (field.kind) {
    case 'check':
      return /^(?:true|y|yes|j|ja|т|так|1)$/i.test(value) ? 'true' : '';
    case 'select': {
      const byNumber = field.options[Number(value) - 1];
      const isValue = field.options.some((option) => option.value === value);
      return isValue ? value : (byNumber?.value ?? value);
    }
    case 'text':
    case 'long':
    case 'date-time':
      return value;
  }
}

async function askField(console: Console, field: Field, look: Look): Promise<string> {
  if (field.hint) console.write(`${wrapped(plainLine(field.hint), look)}\n`);
  if (field.kind === 'select') {
    const options = field.options.map(({ label }, n) => `  ${n + 1}  ${plainLine(label)}\n`);
    console.write(options.join(''));
  }
  for (;;) {
    const typed =
      field.kind === 'long' ? await askLines(console, field) : await askLine(console, field);
    if (typed === null) throw new Told('Nothing was sent.');
    const value = typed === '' ? presetOf(field) : inForm(field, typed);
    const chosen =
      field.kind !== 'select' || field.options.some((option) => option.value === value);
    if ((value === '' && (field.optional || field.kind === 'check')) || (value !== '' && chosen)) {
      return value;
    }
  }
}

function presetOf(field: Field): string {
  if (field.kind === 'check') return field.value ? 'true' : '';
  return field.value ?? '';
}

function askLine(console: Console, field: Field): Promise<string | null> {
  const preset = presetOf(field);
  const hint =
    field.kind === 'check'
      ? preset
        ? ' [Y/n]'
        : ' [y/N]'
      : preset
        ? ` [${plainLine(preset)}]`
        : '';
  return console.ask(`${plainLine(field.label)}${hint}: `);
}

async function askLines(console: Console, field: Field): Promise<string | null> {
  console.write(`${plainLine(field.label)} (end with a line that holds only a full stop):\n`);
  const lines: string[] = [];
  for (;;) {
    const line = await console.ask('');
    if (line === null) return lines.length > 0 ? lines.join('\n') : null;
    if (line === END_OF_TEXT) return lines.join('\n');
    lines.push(line);
  }
}
