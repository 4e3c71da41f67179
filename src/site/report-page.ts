import { html } from 'hono/html';
import type { Locale } from '#domain/locale.ts';
import type { SiteTexts } from '#locales/site/en.ts';
import { siteTexts } from '#locales/site/site.ts';
import { type Html, page } from './page.ts';
import type { FieldErrors, FieldName, Sent } from './report-fields.ts';

export interface ReportPageParts {
  readonly locale: Locale;
  readonly town: { readonly name: string; readonly website: string; readonly contact: string };
  readonly department: { readonly id: string; readonly name: string };
  readonly token: string;
  readonly sent: Sent;
  readonly errors: FieldErrors;
}

/** The form by which readers reach the responsible person (Härjedalen 4.1, Malmö "Info", Ludvika "Svara snabbt"). */
export function reportPage(parts: ReportPageParts): Html {
  const { locale, town, department, errors } = parts;
  const texts = siteTexts(locale);
  const path = `/report/${department.id}`;
  return page({
    locale,
    town,
    path,
    title: texts.reportTitle(department.name),
    head: html`<link rel="stylesheet" href="/site/assets/altcha.css">
<script type="module" src="/site/assets/report.js"></script>`,
    content: html`<p class="ds-paragraph">${texts.reportIntro(town.name)}</p>
${errorSummary(texts, errors)}
<form method="post" action="${path}?lang=${locale}" novalidate>
<input type="hidden" name="token" value="${parts.token}">
${kindFields(texts, parts.sent)}
${textFields(texts, parts.sent, errors)}
<div class="honeypot" aria-hidden="true"><label>Website <input name="website" tabindex="-1" autocomplete="off"></label></div>
<p class="ds-paragraph" data-size="sm">${texts.proofOfWork}</p>
<altcha-widget challenge="/report/challenge" name="altcha" language="${locale}" configuration='{"auto":"onfocus","hideFooter":true,"hideLogo":true}'></altcha-widget>
<p class="ds-paragraph" data-size="sm">${texts.publicRecord}</p>
<button class="ds-button" type="submit">${texts.send}</button>
</form>
<p class="ds-paragraph">${texts.contact(town.contact)}</p>`,
  });
}

function errorSummary(texts: SiteTexts, errors: FieldErrors): Html | '' {
  const entries = Object.entries(errors);
  if (entries.length === 0) return '';
  return html`<div class="ds-alert" data-color="danger" role="alert" tabindex="-1" id="errors">
<h2 class="ds-heading" data-size="xs">${texts.errorsTitle}</h2>
<ul>${entries.map(([name, message]) => html`<li>${name === 'form' ? message : html`<a class="ds-link" href="#${name}">${message}</a>`}</li>`)}</ul>
</div>`;
}

function kindFields(texts: SiteTexts, sent: Sent): Html {
  const radio = (kind: Sent['kind'], label: string) => html`<div class="ds-field">
<input class="ds-input" type="radio" name="kind" id="kind-${kind}" value="${kind}"${sent.kind === kind ? html` checked` : ''}>
<label class="ds-label" data-weight="regular" for="kind-${kind}">${label}</label>
</div>`;
  return html`<fieldset class="ds-fieldset"><legend class="ds-label">${texts.kindLegend}</legend>
${radio('comment', texts.kindComment)}
${radio('contact', texts.kindContact)}
</fieldset>`;
}

function textFields(texts: SiteTexts, sent: Sent, errors: FieldErrors): Html {
  const optional = html` <span class="ds-tag" data-color="neutral">${texts.optional}</span>`;
  return html`<div class="ds-field">
<label class="ds-label" for="link">${texts.link}${optional}</label>
<div data-field="description" id="link-hint">${texts.linkHint}</div>
<input class="ds-input" type="url" id="link" name="link" value="${sent.link}" maxlength="2000" ${described('link', errors)}>
${errorOf('link', errors)}
</div>
<div class="ds-field">
<label class="ds-label" for="text">${texts.text}</label>
<div data-field="description" id="text-hint">${texts.textHint}</div>
<textarea class="ds-input" id="text" name="text" rows="6" required ${described('text', errors)}>${sent.text}</textarea>
${errorOf('text', errors)}
</div>
<div class="ds-field">
<label class="ds-label" for="email">${texts.email}${optional}</label>
<div data-field="description" id="email-hint">${texts.emailHint}</div>
<input class="ds-input" type="email" id="email" name="email" value="${sent.email}" autocomplete="email" ${described('email', errors)}>
${errorOf('email', errors)}
</div>`;
}

function described(name: FieldName, errors: FieldErrors): Html {
  return errors[name]
    ? html`aria-describedby="${name}-hint ${name}-error" aria-invalid="true"`
    : html`aria-describedby="${name}-hint"`;
}

function errorOf(name: FieldName, errors: FieldErrors): Html | '' {
  return errors[name]
    ? html`<p class="ds-validation-message" data-color="danger" id="${name}-error">${errors[name]}</p>`
    : '';
}

/** The receipt is what the visitor keeps; a form sent twice says that it is kept once. */
export function receiptPage(
  parts: Pick<ReportPageParts, 'locale' | 'town' | 'department'>,
  receipt: string | null,
): Html {
  const { locale, town, department } = parts;
  const texts = siteTexts(locale);
  const path = `/report/${department.id}`;
  return page({
    locale,
    town,
    path,
    title: receipt ? texts.receiptTitle : texts.repeatTitle,
    content: html`<div class="ds-alert" data-color="success">
${receipt ? html`<p class="ds-paragraph">${texts.receiptNumber}: <strong class="receipt" id="receipt">${receipt}</strong></p>` : ''}
<p class="ds-paragraph">${receipt ? texts.receiptText : texts.repeatText}</p>
</div>
<p class="ds-paragraph"><a class="ds-link" href="${path}?lang=${locale}">${texts.another}</a></p>`,
  });
}

/** Where a visitor is sent who asked for a department that has no form. */
export function chooseDepartmentPage(
  locale: Locale,
  town: ReportPageParts['town'],
  departments: readonly { readonly id: string; readonly name: string }[],
): Html {
  const texts = siteTexts(locale);
  const links = departments.map(
    ({ id, name }) =>
      html`<li><a class="ds-link" href="/report/${id}?lang=${locale}">${name}</a></li>`,
  );
  return page({
    locale,
    town,
    path: '/report',
    title: texts.notFoundTitle,
    content: departments.length
      ? html`<p class="ds-paragraph">${texts.notFoundText}</p><ul>${links}</ul>`
      : html`<p class="ds-paragraph">${texts.noDepartments}</p>`,
  });
}
