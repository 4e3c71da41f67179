import { html, raw } from 'hono/html';
import type { Locale } from '#domain/locale.ts';
import type { Person } from '#domain/people/person.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { DeskTexts } from '#locales/desk/en.ts';
import type { AssetUrls } from '../assets.ts';
import { type Posting, postingInputs } from './form.ts';
import { type Html, plain, words } from './text.ts';

export type Colours = 'auto' | 'light' | 'dark';

/** What every page knows. */
export interface Frame {
  readonly locale: Locale;
  readonly colours: Colours;
  readonly town: string;
  readonly assets: AssetUrls;
}

/** Morphing keeps an opened menu open; no style is written into the page, the policy forbids it. */
const HTMX = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  extensions: 'sse',
  morphIgnore: ['data-htmx-powered', 'open', 'data-fresh'],
});

function document(frame: Frame, title: string, content: Html): Html {
  const { assets } = frame;
  return html`${raw('<!doctype html>')}
<html lang="${frame.locale}" data-color-scheme="${frame.colours}" data-color="accent" data-size="sm">
<head>
<meta charset="utf-8">
<title>${plain(title)} · ${plain(frame.town)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content="${HTMX}">
<link rel="icon" href="${assets['mark.svg']}" type="image/svg+xml">
${[assets['theme.css'], assets['designsystem.css'], assets['desk.css']].map((url) => html`<link rel="stylesheet" href="${url}">`)}
${[assets['htmx.js'], assets['hx-sse.js'], assets['desk.js']].map((url) => html`<script defer src="${url}"></script>`)}
</head>
<body>
${content}
</body>
</html>`;
}

/** A page before anybody is let in, or when nothing else can be shown. */
export function plainPage(frame: Frame, title: string, content: Html): Html {
  return document(
    frame,
    title,
    html`<main class="alone" id="main"><div class="alone-card">
<p class="town"><img src="${frame.assets['mark.svg']}" alt="" width="28" height="28"> ${words(frame.town)}</p>
<h1 class="ds-heading">${words(title)}</h1>
${content}</div></main>`,
  );
}

export const LISTS = ['owed', 'mine', 'quiet', 'closed'] as const;

export type List = (typeof LISTS)[number];

/** What a page for a person at the desk knows. */
export interface DeskFrame extends Frame {
  readonly person: Person;
  /** The staff, in rehearsal only. */
  readonly people: readonly Person[];
  readonly rehearsal: boolean;
  readonly posting: Posting;
  readonly nowMs: number;
  readonly search?: string;
  readonly notice?: string;
  /** Live changes of one item instead of all. */
  readonly item?: string;
}

export function listTabs(
  texts: DeskTexts,
  current?: List,
  counts: Partial<Record<List, number>> = {},
): Html {
  return html`<ul id="tabs" class="tabs">${LISTS.map((list) => {
    const count = counts[list];
    return html`<li><a href="${list === 'owed' ? '/desk' : `/desk?list=${list}`}"${list === current && html` aria-current="page"`}>${texts.list[list]}${count !== undefined && html` <span class="count">${count}</span>`}</a></li>`;
  })}</ul>`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map((part) => part.slice(0, 1))
    .join('')
    .slice(0, 2);
}

function small(action: string, posting: Posting, content: Html): Html {
  return html`<form method="post" action="${action}">${postingInputs(posting)}${content}</form>`;
}

function menuButton(name: string, value: string, label: string, pressed: boolean): Html {
  return html`<button type="submit" class="ds-button" data-variant="tertiary" data-color="neutral" name="${name}" value="${value}" aria-pressed="${pressed ? 'true' : 'false'}">${words(label)}</button>`;
}

function personMenu(frame: DeskFrame, texts: DeskTexts): Html {
  const { person, posting } = frame;
  const acting =
    frame.rehearsal &&
    small(
      '/desk/act-as',
      posting,
      html`<fieldset><legend>${texts.actAs}</legend>${frame.people.map((each) =>
        menuButton('person', each.id, `${each.name}, ${each.unit}`, each.id === person.id),
      )}</fieldset>`,
    );
  const colours = small(
    '/desk/colours',
    posting,
    html`<fieldset class="row"><legend>${texts.colours}</legend>${(
      ['auto', 'light', 'dark'] as const
    ).map((each) =>
      menuButton('colours', each, texts.colour[each], each === frame.colours),
    )}</fieldset>`,
  );
  const out = small(
    '/desk/leave',
    posting,
    html`<button type="submit" class="ds-button leave" data-variant="tertiary" data-color="neutral">${texts.leave}</button>`,
  );
  return html`<details class="menu person"><summary><span class="initials" aria-hidden="true">${plain(initials(person.name))}</span><span class="name"><span class="ds-sr-only">${texts.account}: </span>${words(person.name)}</span></summary>
<div class="menu-items"><p class="who"><strong>${words(person.name)}</strong><br>${words(person.unit)}</p>
${acting}${colours}
<button type="button" class="ds-button" id="keys" hidden data-variant="tertiary" data-color="neutral" data-on="${texts.shortcutsOff}" data-off="${texts.shortcutsOn}">${texts.shortcutsOff}</button>
${out}</div></details>`;
}

function topBar(frame: DeskFrame, texts: DeskTexts): Html {
  return html`<header class="top">
<a class="town" href="/desk"><img src="${frame.assets['mark.svg']}" alt="" width="28" height="28"><span>${words(frame.town)}</span></a>
${frame.rehearsal && html`<span class="ds-tag rehearsal" data-color="info">${texts.rehearsal}</span>`}
<form class="search" role="search" action="/desk/find"><input class="ds-input" type="search" name="q" id="search" maxlength="200" value="${frame.search ?? ''}" aria-label="${texts.searchLabel}" placeholder="${texts.search}" aria-keyshortcuts="/"></form>
<a class="ds-button help" data-variant="tertiary" data-color="neutral" data-icon href="/desk/help" hx-get="/desk/help" hx-target="#sheet-body" aria-label="${texts.help}" aria-keyshortcuts="?">?</a>
${personMenu(frame, texts)}
</header>`;
}

function commandBox(frame: DeskFrame, texts: DeskTexts): Html {
  return html`<form class="command" method="post" action="/desk/command" hx-post="/desk/command" hx-target="#sheet-body">${postingInputs(frame.posting)}
<label for="command">${texts.commandLabel}</label>
<div class="row"><input class="ds-input" type="text" id="command" name="text" maxlength="500" required autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${texts.commandExample}"><button type="submit" class="ds-button" data-variant="secondary" data-color="neutral">${texts.run}</button></div></form>`;
}

/** Said once by the browser when cards change, in the words of the reader. */
function spoken(texts: DeskTexts): string {
  const { fresh, changed, impossible, disconnected, connected, failed } = texts;
  return JSON.stringify({ fresh, changed, impossible, disconnected, connected, failed });
}

export function noticeView(text: string, texts: DeskTexts): Html {
  return html`<p>${words(text)}</p><button type="button" class="ds-button" data-variant="tertiary" data-color="neutral" data-icon data-dismiss aria-label="${texts.dismiss}">×</button>`;
}

/** The desk around a page: who, which town, lists, search, live changes, one dialog. */
export function deskPage(frame: DeskFrame, title: string, tabs: Html, content: Html): Html {
  const texts = deskTexts(frame.locale);
  const events = frame.item === undefined ? '/desk/events' : `/desk/events?item=${frame.item}`;
  return document(
    frame,
    title,
    html`<a class="ds-skip-link" href="#main">${texts.skip}</a>
${topBar(frame, texts)}
<div class="frame">
<aside class="side"><nav aria-label="${texts.lists}">${tabs}</nav>${commandBox(frame, texts)}</aside>
<main id="main" tabindex="-1">${content}</main>
</div>
<div id="notice" role="status">${frame.notice !== undefined && noticeView(frame.notice, texts)}</div>
<form id="ask" method="post" action="/desk/ask" hx-post="/desk/ask" hx-target="#sheet-body">${postingInputs(frame.posting)}</form>
<dialog id="sheet" class="ds-dialog" aria-labelledby="sheet-title"><form method="dialog"><button class="ds-button" data-variant="tertiary" data-color="neutral" data-icon aria-label="${texts.close}"></button></form><div id="sheet-notice" role="alert"></div><div id="sheet-body"></div></dialog>
<div id="live" hidden hx-sse:connect="${events}" hx-config="sse.pauseOnBackground:false" data-texts="${spoken(texts)}" data-now="${frame.nowMs}"></div>
<div id="announce" class="ds-sr-only" role="log" aria-live="polite"></div>`,
  );
}
