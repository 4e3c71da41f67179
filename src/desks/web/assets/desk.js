// @ts-check
// What the browser adds to pages that work without it: live lists, one dialog, single keys, drafts.

/**
 * @typedef {{ hx?: { desk?: string }, target?: Element, sourceElement?: Element }} Ctx
 * @typedef {{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>} Counted
 */

const live = document.getElementById('live');
const sheet = /** @type {HTMLDialogElement | null} */ (document.getElementById('sheet'));
const locale = document.documentElement.lang;
/** @type {{ fresh: Counted, changed: Counted, impossible: string, disconnected: string, connected: string, failed: string } | null} */
const texts = live ? JSON.parse(live.dataset.texts ?? 'null') : null;

const KEYS = /** @type {const} */ ({ a: 'take', r: 'reply', n: 'no-answer', f: 'forward' });
const SILENT = 'kvorum-keys-off';

// — Saying things —

/** @param {string} text */
function announce(text) {
  const log = document.getElementById('announce');
  if (!log) return;
  const line = document.createElement('p');
  line.textContent = text;
  log.replaceChildren(line);
}

/** @param {Counted} counted @param {number} n */
function count(counted, n) {
  const form = new Intl.PluralRules(locale).select(n);
  return (counted[form] ?? counted.other).replace('{n}', new Intl.NumberFormat(locale).format(n));
}

// — Count-downs, by the desk's clock —

let aheadMs = live ? Number(live.dataset.now) - Date.now() : 0;
const UNITS = /** @type {const} */ ([
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]);

function countDown() {
  for (const due of document.querySelectorAll('.due')) {
    const time = due.querySelector('time');
    if (!time || !(due instanceof HTMLElement)) continue;
    const gapMs = Date.parse(time.dateTime) - Date.now() - aheadMs;
    const [unit, unitMs] = UNITS.find(([, ms]) => Math.abs(gapMs) >= ms) ?? UNITS[2];
    const language = due.closest('[lang]')?.getAttribute('lang') ?? locale;
    const said = new Intl.RelativeTimeFormat(language).format(
      Math.trunc(gapMs / unitMs) || 0,
      unit,
    );
    const word = (gapMs < 0 ? due.dataset.late : due.dataset.due) ?? '';
    if (time.textContent !== said) time.textContent = said;
    if (due.firstElementChild && due.firstElementChild.textContent !== word) {
      due.firstElementChild.textContent = word;
    }
  }
}

setInterval(countDown, 20_000);

// — Cards —

const cards = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main .card')]);

/** The card in hand: the focused one, or the only one. */
function currentCard() {
  const focused = document.activeElement?.closest('main .card');
  if (focused instanceof HTMLElement) return focused;
  return cards().length === 1 ? cards()[0] : undefined;
}

/** @param {number} step */
function move(step) {
  const all = cards();
  const focused = currentCard();
  const at = focused ? all.indexOf(focused) : -1;
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
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

const hashes = () => new Map(cards().map((card) => [card.id, card.dataset.hash]));

document.addEventListener('htmx:before:swap', (event) => {
  const ctx = contextOf(event);
  if (ctx.target?.id !== 'list' && ctx.target?.id !== 'item') return;
  const focused = document.activeElement?.closest('main .card');
  before = {
    hashes: hashes(),
    focused: focused ? cards().indexOf(/** @type {HTMLElement} */ (focused)) : -1,
  };
});

function compare() {
  if (!before || !texts) return;
  const was = before;
  before = null;
  const fresh = cards().filter((card) => !was.hashes.has(card.id));
  const changed = cards().filter(
    (card) => was.hashes.has(card.id) && was.hashes.get(card.id) !== card.dataset.hash,
  );
  for (const card of fresh) light(card, 'new');
  for (const card of changed) light(card, 'changed');
  const said = [];
  if (fresh.length > 0) said.push(count(texts.fresh, fresh.length));
  if (changed.length > 0) said.push(count(texts.changed, changed.length));
  if (said.length > 0) announce(said.join('. '));
  // The focused card left the list: the hand moves on to the one in its place.
  if (was.focused >= 0 && !document.activeElement?.closest('main .card') && !sheet?.open) {
    cards()[Math.min(was.focused, cards().length - 1)]?.focus({ preventScroll: true });
  }
  countDown();
}

/** @param {HTMLElement} card @param {string} how */
function light(card, how) {
  card.dataset.fresh = how;
  setTimeout(() => delete card.dataset.fresh, 2500);
}

function refresh() {
  for (const id of ['list', 'item'])
    document.getElementById(id)?.dispatchEvent(new Event('refresh'));
}

live?.addEventListener('clock', hearClock);
live?.addEventListener('hello', hearClock);
live?.addEventListener('ended', () => location.reload());

/** @param {Event} event */
function hearClock(event) {
  aheadMs = Number(/** @type {CustomEvent} */ (event).detail?.data) - Date.now() || 0;
  if (live?.dataset.lost && texts) announce(texts.connected);
  delete live?.dataset.lost;
  document.documentElement.removeAttribute('data-lost');
  countDown();
}

document.addEventListener('htmx:sse:error', (event) => {
  const { status } = /** @type {CustomEvent} */ (event).detail ?? {};
  if (status === 401) location.reload();
  if (!live || live.dataset.lost || !texts) return;
  live.dataset.lost = 'true';
  document.documentElement.setAttribute('data-lost', texts.disconnected);
  announce(texts.disconnected);
});

// — The dialog and its drafts —

/** @param {Event} event @returns {Ctx} */
const contextOf = (event) => /** @type {CustomEvent} */ (event).detail?.ctx ?? {};

/** @type {HTMLElement | null} */
let cameFrom = null;

document.addEventListener('htmx:before:request', (event) => {
  const source = contextOf(event).sourceElement;
  if (source?.id === 'ask') cameFrom = currentCard() ?? null;
});

document.addEventListener('htmx:after:swap', (event) => {
  const ctx = contextOf(event);
  if (ctx.target?.id === 'list' || ctx.target?.id === 'item') compare();
  const key = document.querySelector('#ask input[name=key]');
  if (key instanceof HTMLInputElement)
    key.value = crypto.getRandomValues(new Uint32Array(4)).join('-');
  if (ctx.hx?.desk === 'sheet') openSheet();
  if (ctx.hx?.desk === 'done') {
    if (ctx.sourceElement instanceof HTMLFormElement) forget(ctx.sourceElement);
    sheet?.close();
    refresh();
  }
});

document.addEventListener('htmx:error', (event) => {
  const { error } = /** @type {CustomEvent} */ (event).detail ?? {};
  if (error?.name !== 'AbortError' && texts) notice(texts.failed);
});

/** @param {string} text */
function notice(text) {
  const line = document.createElement('p');
  line.textContent = text;
  document.getElementById('notice')?.replaceChildren(line);
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
  for (const form of sheet.querySelectorAll('form[data-step=fill]')) {
    restore(/** @type {HTMLFormElement} */ (form));
  }
  if (!sheet.open) sheet.showModal();
  const first = FIRST.map((selector) => sheet.querySelector(selector)).find(Boolean);
  if (first instanceof HTMLElement) first.focus();
  sheet.scrollTop = 0;
}

sheet?.addEventListener('close', () => {
  const card = cameFrom?.isConnected ? cameFrom : null;
  card?.focus({ preventScroll: true });
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

// — Clicks and keys —

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
  if (ctrlKey || metaKey || altKey || !(target instanceof HTMLElement)) return;
  if (key === 'Escape') {
    target.closest('details.menu')?.removeAttribute('open');
    if (target.id === 'search' || target.id === 'command') target.blur();
    return;
  }
  if (sheet?.open || localStorage.getItem(SILENT) || target.closest('input, textarea, select'))
    return;
  if (key === 'Enter' && !target.matches('.card')) return;
  const act = ACTIONS[key];
  if (!act) return;
  event.preventDefault();
  act();
}

// After htmx, which takes hold of the forms in the same moment.
document.addEventListener('DOMContentLoaded', () => document.addEventListener('keydown', onKey));

if (document.querySelector('form[data-step=fill]')) {
  for (const form of document.forms) if (form.dataset.step === 'fill') restore(form);
}
