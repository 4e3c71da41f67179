import { deskTexts } from '#locales/desk/desk.ts';
import type { Action, Card, Form, Reply, Tone } from '#ports/desk.ts';
import { joined, type Look, type Style, styled, wrapped } from './look.ts';
import { plain, plainLine } from './plain.ts';
import { renderBlocks } from './render-blocks.ts';

/** A reply of the desk as lines of text, without the last line break. Pure. */
export function renderReply(reply: Reply, look: Look): string {
  switch (reply.kind) {
    case 'text':
      return wrapped(toned(reply.tone, plain(reply.text), look), look);
    case 'card':
      return joined(notice(reply.notice, look), renderCard(reply.card, look));
    case 'cards':
      return joined(
        heading(reply.title, look),
        ...reply.cards.map((card) => renderListed(card, look)),
        notice(reply.quiet, look),
        notice(reply.more, look),
      );
    case 'page':
      return joined(
        heading(reply.title, look),
        renderBlocks(reply.body, look),
        reply.card && renderCard(reply.card, look),
      );
    case 'form':
      return renderForm(reply.form, look);
    case 'errors':
      return joined(renderForm(reply.form, look), renderErrors(reply.form, reply.errors, look));
  }
}

function renderCard(card: Card, look: Look): string {
  const actions = [...card.actions, ...card.overflow].map((action) => actionLine(action, look));
  return joined(renderListed(card, look), actions.join('\n'));
}

/** A card among others: its buttons are shown where it stands alone. */
function renderListed(card: Card, look: Look): string {
  return joined(
    wrapped(toned(card.tone, styled('bold', plainLine(card.title), look), look), look),
    renderBlocks(card.body, { ...look, locale: card.locale }),
  );
}

/** What a form is about, and its fields as they can be given on the command line. */
export function renderForm(form: Form, look: Look): string {
  return joined(renderFormHead(form, look), fieldList(form, look));
}

/** What a form is about, where its fields are asked for one by one. */
export function renderFormHead(form: Form, look: Look): string {
  return joined(heading(form.title, look), renderBlocks(form.body, look));
}

function fieldList(form: Form, look: Look): string {
  const { optional } = deskTexts(look.locale);
  const fields = form.fields.map((field) => {
    const choices =
      field.kind === 'select'
        ? ` (${field.options.map(({ value, label }) => `${plainLine(value)}: ${plainLine(label)}`).join('; ')})`
        : '';
    const may = field.optional ? `, ${optional}` : '';
    return wrapped(
      `--${plainLine(field.name)}  ${plainLine(field.label)}${may}${choices}`,
      look,
      '  ',
    );
  });
  return fields.join('\n');
}

export function renderErrors(
  form: Form,
  errors: Readonly<Record<string, string>>,
  look: Look,
): string {
  const lines = Object.entries(errors).map(([name, error]) => {
    const label = form.fields.find((field) => field.name === name)?.label ?? name;
    return wrapped(styled('red', `${plainLine(label)}: ${plainLine(error)}`, look), look);
  });
  return lines.join('\n');
}

function heading(title: string, look: Look): string {
  return wrapped(styled('bold', plainLine(title), look), look);
}

function notice(text: string | undefined, look: Look): string | undefined {
  return text === undefined ? undefined : wrapped(styled('dim', plain(text), look), look);
}

/** A button is pressed by a command that carries what it was pressed on: a stale one does nothing. */
function actionLine({ label, verb, ref, rev }: Action, look: Look): string {
  const command = `kvorum do ${plainLine(verb)} ${plainLine(ref)} ${rev}`;
  return wrapped(`› ${plainLine(label)}  ${styled('dim', command, look)}`, look);
}

const TONES: Readonly<Record<Tone, Style | null>> = {
  calm: null,
  attention: 'yellow',
  urgent: 'red',
  done: 'green',
};

function toned(tone: Tone, text: string, look: Look): string {
  const style = TONES[tone];
  return style ? styled(style, text, look) : text;
}
