// @ts-check
// What the browser adds to pages that work without it: live lists, one dialog, single keys, drafts.

/**
 * @typedef {{ hx?: { desk?: string, retarget?: string }, target?: Element, sourceElement?: Element }} Ctx
 * @typedef {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} Counted
 */

const live = document.getElementById('live');
const sheet = /** @type {HTMLDialogElement | null} */ (document.getElementById('sheet'));
const root = document.documentElement;
const locale = root.lang;
/** @type {{ fresh: Counted, changed: Counted, impossible: string, disconnected: string, connected: string, failed: string } | null} */
const texts = live ? JSON.parse(live.dataset.texts ?? 'null') : null;

const KEYS = /** @type {const} */ ({ a: 'take', r: 'reply', n: 'no-answer', f: 'forward' });
const SILENT = 'kvorum-keys-off';

/** @param {string} text @param {string} place */
function announce(text, place = 'announce') {
  const line = document.createElement('p');
  line.textContent = text;
  document.getElementById(place)?.replaceChildren(line);
}

/** @param {Counted} counted @param {number} n */
function count(counted, n) {
  const form = new Intl.PluralRules(locale).select(n);
  return (counted[form] ?? counted.other).replace('{n}', new Intl.NumberFormat(locale).format(n));
}

let clock = { deskMs: Number(live?.dataset.now ?? Date.now()), wallMs: Date.now(), speed: 1 };

/** In rehearsal the desk's clock may run faster than the wall. @param {number} deskMs */
function setClock(deskMs) {
  const wallMs = Date.now();
  const passedMs = wallMs - clock.wallMs;
  const speed = passedMs > 2000 ? (deskMs - clock.deskMs) / passedMs : clock.speed;
  if (deskMs > 0) clock = { deskMs, wallMs, speed };
}

const UNITS = /** @type {const} */ ([
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]);

function countDown() {
  for (const due of document.querySelectorAll('.due')) {
    const [label, time] = due.children;
    if (!(due instanceof HTMLElement && time instanceof HTMLTimeElement && label)) continue;
    const nowMs = clock.deskMs + (Date.now() - clock.wallMs) * clock.speed;
    const gapMs = Date.parse(time.dateTime) - nowMs;
    const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(gapMs) >= ms) ?? UNITS[2];
    const language = due.closest('[lang]')?.getAttribute('lang') ?? locale;
    const words = new Intl.RelativeTimeFormat(language);
    const said = words.format(Math.trunc(gapMs / unitMs) || 0, unit);
    const word = (gapMs < 0 ? due.dataset.late : due.dataset.due) ?? '';
    if (time.textContent !== said) time.textContent = said;
    if (label.textContent !== word) label.textContent = word;
  }
}

setInterval(countDown, 10_000);

// — Cards —

const cards = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main .card')]);

const inHand = () => cards().findIndex((card) => card.contains(document.activeElement));

/** The focused card, or the only one. */
const currentCard = () => (cards().length === 1 ? cards()[0] : cards()[inHand()]);

/** @param {number} step */
function move(step) {
  const all = cards();
  const next = all[Math.min(Math.max(inHand() + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
}

/** @param {string} verb */
function press(verb) {
  const button = currentCard()?.querySelector(`button[data-verb="${verb}"]`);
  if (button instanceof HTMLButtonElement) button.click();
  else if (texts) announce(texts.impossible);
}

// — Live: which cards are others now —

/** @type {{ hashes: Map<string, string | undefined>, focused: number } | null} */
let before = null;

document.addEventListener('htmx:before:swap', (event) => {
  const { target } = contextOf(event);
  if (target?.id !== 'list' && target?.id !== 'item') return;
  const hashes = new Map(cards().map((card) => [card.id, card.dataset.hash]));
  before = { hashes, focused: inHand() };
});

function compare() {
  if (!before || !texts) return;
  const was = before;
  before = null;
  const fresh = cards().filter((card) => !was.hashes.has(card.id));
  const changed = cards().filter(
    (card) => was.hashes.has(card.id) && was.hashes.get(card.id) !== card.dataset.hash,
  );
  for (const card of [...fresh, ...changed]) {
    card.dataset.fresh = fresh.includes(card) ? 'new' : 'changed';
    setTimeout(() => delete card.dataset.fresh, 2500);
  }
  const said = [
    fresh.length > 0 && count(texts.fresh, fresh.length),
    changed.length > 0 && count(texts.changed, changed.length),
  ].filter(Boolean);
  if (said.length > 0) announce(said.join('. '));
  // The focused card left the list: the hand moves on to the one in its place.
  if (was.focused >= 0 && inHand() < 0 && !sheet?.open) {
    cards()[Math.min(was.focused, cards().length - 1)]?.focus({ preventScroll: true });
  }
  const shown = document.querySelector('main [data-now]');
  if (shown instanceof HTMLElement) setClock(Number(shown.dataset.now));
  countDown();
}

function refresh() {
  document.querySelector('#list, #item')?.dispatchEvent(new Event('refresh'));
}

live?.addEventListener('clock', hearClock);
live?.addEventListener('hello', hearClock);
live?.addEventListener('ended', () => location.reload());

/** @param {Event} event */
function hearClock(event) {
  setClock(Number(/** @type {CustomEvent} */ (event).detail?.data));
  if (root.dataset.lost && texts) announce(texts.connected);
  delete root.dataset.lost;
  countDown();
}

document.addEventListener('htmx:sse:error', (event) => {
  if (/** @type {CustomEvent} */ (event).detail?.status === 401) location.reload();
  if (root.dataset.lost || !texts) return;
  root.dataset.lost = texts.disconnected;
  announce(texts.disconnected);
});

// — The dialog and its drafts —

/** @param {Event} event @returns {Ctx} */
const contextOf = (event) => /** @type {CustomEvent} */ (event).detail?.ctx ?? {};

/** @type {HTMLElement | null} */
let cameFrom = null;

document.addEventListener('htmx:before:request', (event) => {
  if (contextOf(event).sourceElement?.id === 'ask') cameFrom = currentCard() ?? null;
});

document.addEventListener('htmx:after:swap', (event) => {
  const ctx = contextOf(event);
  if (ctx.target?.id === 'list' || ctx.target?.id === 'item') compare();
  const key = document.querySelector('#ask input[name=key]');
  if (key instanceof HTMLInputElement)
    key.value = crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (ctx.hx?.desk === 'sheet') openSheet();
  else if (ctx.hx?.retarget === '#notice' && ctx.hx.desk !== 'done') bringNotice();
  if (ctx.hx?.desk === 'done') {
    if (ctx.sourceElement instanceof HTMLFormElement) forget(ctx.sourceElement);
    sheet?.close();
    refresh();
  }
});

document.addEventListener('htmx:error', (event) => {
  const { error } = /** @type {CustomEvent} */ (event).detail ?? {};
  if (error?.name === 'AbortError' || !texts) return;
  announce(texts.failed, 'notice');
  bringNotice();
});

/** An open dialog covers the notice's own place. */
function bringNotice() {
  if (!sheet?.open) return;
  announce(document.querySelector('#notice p')?.textContent ?? '', 'sheet-notice');
  document.getElementById('notice')?.replaceChildren();
}

/** Where the hand goes in the dialog: the fault, what confirms, the first field, the title. */
const FIRST = [
  '[aria-invalid=true]',
  '[autofocus]',
  'form[data-step=fill] .ds-input:not([type=hidden])',
  '#sheet-title',
];

function openSheet() {
  if (!sheet) return;
  for (const id of ['notice', 'sheet-notice']) document.getElementById(id)?.replaceChildren();
  for (const form of document.forms) if (form.dataset.step === 'fill') restore(form);
  if (!sheet.open) sheet.showModal();
  const first = FIRST.map((selector) => sheet.querySelector(selector)).find(Boolean);
  if (first instanceof HTMLElement) first.focus();
  sheet.scrollTop = 0;
}

sheet?.addEventListener('close', () => {
  if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
});

/** @param {HTMLFormElement} form */
const draftName = (form) => `draft:${form.dataset.draft}`;

/** @param {HTMLFormElement} form */
function restore(form) {
  const draft = JSON.parse(sessionStorage.getItem(draftName(form)) ?? '{}');
  for (const [name, value] of Object.entries(draft)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLTextAreaElement && field.value === '') field.value = value;
    if (field instanceof HTMLInputElement && field.type === 'text' && field.value === '')
      field.value = value;
  }
}

/** @param {HTMLFormElement} form */
function forget(form) {
  if (form.dataset.draft) sessionStorage.removeItem(draftName(form));
  if (form.matches('.command')) form.reset();
}

document.addEventListener('input', ({ target }) => {
  const form = target instanceof Element ? target.closest('form') : null;
  if (!form?.dataset.draft || form.dataset.step !== 'fill') return;
  const typed = [...new FormData(form)].filter(([name]) => name.startsWith('f.'));
  sessionStorage.setItem(draftName(form), JSON.stringify(Object.fromEntries(typed)));
});

document.addEventListener('submit', ({ target }) => {
  if (target instanceof HTMLFormElement && target.action.endsWith('/desk/leave'))
    sessionStorage.clear();
});

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  if (target.closest('[data-dismiss]')) document.getElementById('notice')?.replaceChildren();
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(target) || target.closest('button')) menu.removeAttribute('open');
  }
  if (target === sheet) sheet?.close();
});

const keysButton = document.getElementById('keys');

function showKeys() {
  if (!keysButton) return;
  keysButton.hidden = false;
  const { on = '', off = '' } = keysButton.dataset;
  keysButton.textContent = localStorage.getItem(SILENT) ? off : on;
}

keysButton?.addEventListener('click', () => {
  if (localStorage.getItem(SILENT)) localStorage.removeItem(SILENT);
  else localStorage.setItem(SILENT, '1');
  showKeys();
});
showKeys();

/** @type {Record<string, () => void>} */
const ACTIONS = {
  j: () => move(1),
  k: () => move(-1),
  '/': () => document.getElementById('search')?.focus(),
  '?': () => /** @type {HTMLElement | null} */ (document.querySelector('.help'))?.click(),
  Enter: () => /** @type {HTMLElement | null} */ (currentCard()?.querySelector('h2 a'))?.click(),
};
for (const [key, verb] of Object.entries(KEYS)) ACTIONS[key] = () => press(verb);

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (key === 'Enter' && (ctrlKey || metaKey) && target instanceof HTMLTextAreaElement)
    return target.form?.requestSubmit();
  if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return;
  if (key === 'Escape') {
    target.closest('details.menu')?.removeAttribute('open');
    if (target.id === 'search' || target.id === 'command') target.blur();
    return;
  }
  if (sheet?.open || localStorage.getItem(SILENT) || target.closest('input, textarea, select'))
    return;
  if (key === 'Enter' && !target.matches('.card')) return;
  if (ACTIONS[key]) event.preventDefault();
  ACTIONS[key]?.();
}

// After htmx, which takes hold of the forms in the same moment.
document.addEventListener('DOMContentLoaded', () => document.addEventListener('keydown', onKey));

for (const form of document.forms) if (form.dataset.step === 'fill') restore(form);
