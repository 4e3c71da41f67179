import { html } from 'hono/html';
import type { DeskTexts } from '#locales/desk/en.ts';
import type { Field, Form } from '#ports/desk.ts';
import { blocks } from './blocks.ts';
import { type Html, words } from './text.ts';

/** What every post to the desk carries; `key` is another at every rendering. */
export interface Posting {
  readonly csrf: string;
  readonly key: string;
  readonly back: string;
}

export function postingInputs(posting: Posting): Html {
  return html`<input type="hidden" name="csrf" value="${posting.csrf}">
<input type="hidden" name="key" value="${posting.key}">
<input type="hidden" name="back" value="${posting.back}">`;
}

function input(field: Field, id: string, described: Html): Html {
  const name = `f.${field.name}`;
  const required = field.optional ? '' : html` required`;
  switch (field.kind) {
    case 'text':
      return html`<input class="ds-input" type="text" id="${id}" name="${name}" value="${field.value ?? ''}" maxlength="${field.maxLength}"${required}${described}>`;
    case 'long':
      return html`<textarea class="ds-input" id="${id}" name="${name}" rows="6" maxlength="${field.maxLength}"${required}${described}>
${field.value ?? ''}</textarea>`;
    case 'select':
      return html`<select class="ds-input" id="${id}" name="${name}"${required}${described}>
${!field.options.some(({ value }) => value === field.value) && html`<option value=""></option>`}${field.options.map(
  (option) =>
    html`<option value="${option.value}"${option.value === field.value && html` selected`}>${option.label}</option>`,
)}</select>`;
    case 'date-time':
      return html`<input class="ds-input" type="datetime-local" id="${id}" name="${name}" value="${field.value ?? ''}"${required}${described}>`;
    case 'check':
      return html`<input class="ds-input" type="checkbox" id="${id}" name="${name}" value="true"${field.value && html` checked`}${described}>`;
  }
}

function fieldView(field: Field, error: string | undefined, texts: DeskTexts): Html {
  const id = `field-${field.name}`;
  const ids = [field.hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  const describedBy = ids.filter((each) => each !== false).join(' ');
  const described = html`${describedBy && html` aria-describedby="${describedBy}"`}${error !== undefined && html` aria-invalid="true"`}`;
  const optional =
    field.optional &&
    field.kind !== 'check' &&
    html` <span class="quiet">(${texts.optional})</span>`;
  return html`<div class="ds-field">
  <label class="ds-label" for="${id}">${words(field.label)}${optional}</label>
  ${field.hint !== undefined && html`<div data-field="description" id="${id}-hint">${words(field.hint)}</div>`}
  ${input(field, id, described)}
  ${error !== undefined && html`<p class="ds-validation-message" data-field="validation" id="${id}-error">${words(error)}</p>`}
</div>`;
}

/** The typed values again, unchangeable: just what was seen is sent. */
function hiddenValue(field: Field): Html | null {
  if (field.kind === 'check') {
    return field.value ? html`<input type="hidden" name="f.${field.name}" value="true">` : null;
  }
  return html`<input type="hidden" name="f.${field.name}" value="${field.value ?? ''}">`;
}

function opening(form: Form, posting: Posting, what: 'fill' | 'send'): Html {
  return html`<form class="fill" method="post" action="/desk/ask" hx-post="/desk/ask" hx-target="#sheet-body" hx-disable="find .send"
  data-draft="${form.id}:${form.ref}" data-step="${what}">
<input type="hidden" name="fill" value="${form.id}">
<input type="hidden" name="ref" value="${form.ref}">
<input type="hidden" name="rev" value="${form.rev}">
${postingInputs(posting)}`;
}

export interface FormPlace {
  readonly posting: Posting;
  readonly texts: DeskTexts;
  readonly errors?: Readonly<Record<string, string>>;
}

function filling(form: Form, { posting, texts, errors = {} }: FormPlace): Html {
  const general = Object.entries(errors)
    .filter(([name]) => !form.fields.some((field) => field.name === name))
    .map(([, message]) => html`<p>${words(message)}</p>`);
  const label = form.preview?.label ?? form.submit;
  return html`${opening(form, posting, 'fill')}
${Object.keys(errors).length > 0 && html`<div class="ds-alert" data-color="danger" role="alert"><p>${texts.faulty}</p>${general}</div>`}
${form.fields.map((field) => fieldView(field, errors[field.name], texts))}
${form.preview && html`<input type="hidden" name="preview" value="1">`}
<div class="actions"><button type="submit" class="ds-button send">${words(label)}</button></div>
</form>`;
}

/** Citizen's words first, then what is filled in or, once previewed, what will be sent. */
export function formView(form: Form, place: FormPlace): Html {
  const { texts, posting } = place;
  const body = html`<div class="body">${blocks(form.body, texts)}</div>`;
  if (form.preview?.shown === undefined) return html`${body}${filling(form, place)}`;
  return html`${body}
<section class="preview" aria-labelledby="preview-title"><h2 class="ds-heading" id="preview-title">${texts.preview}</h2>
${blocks(form.preview.shown, texts)}</section>
${opening(form, posting, 'send')}${form.fields.map(hiddenValue)}
<div class="actions"><button type="submit" class="ds-button send" autofocus>${words(form.submit)}</button></div>
</form>
<details class="again"><summary>${texts.edit}</summary>${filling(form, place)}</details>`;
}
