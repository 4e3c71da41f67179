import { html } from 'hono/html';
import { webAddress } from '#domain/web-address.ts';
import type { DeskTexts } from '#locales/desk/en.ts';
import type { Block } from '#ports/desk.ts';
import { type Html, marked, plain, words } from './text.ts';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

function quote(block: Of<'quote'>, texts: DeskTexts): Html {
  const address = block.url === undefined ? null : webAddress(block.url);
  const source =
    address &&
    html`<a class="ds-link" href="${address.href}" target="_blank" rel="noopener noreferrer">${texts.source}</a>`;
  const language = block.lang === undefined ? '' : html` lang="${block.lang}"`;
  return html`<figure class="quote">
  <blockquote dir="auto"${language}><p>${marked(block.text, block.marks)}</p></blockquote>
  ${(block.author !== undefined || source) && html`<figcaption>${block.author !== undefined && words(block.author)} ${source}</figcaption>`}
</figure>`;
}

/** Nothing is loaded from strangers: their pictures are told of, ours are shown. */
function image(block: Of<'image'>, texts: DeskTexts): Html {
  if (/^\/(?!\/)/.test(block.url))
    return html`<img class="picture" src="${block.url}" alt="${block.alt}">`;
  const host = webAddress(block.url)?.host ?? '?';
  return html`<p class="quiet">${texts.picture(host)}${block.alt && html`: ${words(block.alt)}`}</p>`;
}

function table(block: Of<'table'>): Html {
  return html`<div class="scroll" tabindex="0"><table class="ds-table" data-size="sm" data-color="neutral">
  <thead><tr>${block.columns.map((name) => html`<th scope="col">${words(name)}</th>`)}</tr></thead>
  <tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${words(cell)}</td>`)}</tr>`)}</tbody>
</table></div>`;
}

function block(shown: Block, texts: DeskTexts): Html {
  switch (shown.kind) {
    case 'text':
      return html`<p class="prose">${words(shown.text)}</p>`;
    case 'quote':
      return quote(shown, texts);
    case 'fields':
      return html`<dl class="facts">${shown.fields.map(
        (field) => html`<div><dt>${words(field.label)}</dt><dd>${words(field.value)}</dd></div>`,
      )}</dl>`;
    case 'context':
      return html`<p class="quiet">${words(shown.text)}</p>`;
    case 'divider':
      return html`<hr class="ds-divider">`;
    case 'image':
      return image(shown, texts);
    case 'table':
      return table(shown);
    case 'progress':
      return html`<label class="share"><span>${words(shown.label)}</span>
  <progress max="1" value="${shown.share}">${plain(`${Math.round(shown.share * 100)} %`)}</progress></label>`;
  }
}

export function blocks(shown: readonly Block[], texts: DeskTexts): Html {
  return html`${shown.map((each) => block(each, texts))}`;
}
