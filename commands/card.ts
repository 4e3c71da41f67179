import type { Flag } from '#domain/items/flag.ts';
import { type Item, isClosed } from '#domain/items/item.ts';
import { sleepsBeyondDue } from '#domain/items/transitions.ts';
import { cut, oneLine } from '#domain/text.ts';
import { flagReason, flagTexts } from '#locales/flags/flags.ts';
import type { Block, Card, Tone } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { actionsOf } from './card-actions.ts';
import { letterLines, replyBlocks } from './card-progress.ts';
import type { Reader } from './command.ts';
import { authorOf, channelName, NAME_MAX, personName } from './names.ts';
import { quoteOf } from './untrusted.ts';
import { absolute, relative } from './when.ts';

const TITLE_MAX = 140;
/** Of the time that an answer may take: from here on the card asks for attention. */
export const ATTENTION_SHARE = 0.75;
const FLAGS_MAX = 6;

/** One item as a desk shows it. */
export function itemCard(reader: Reader, view: ItemView): Card {
  const { item } = view;
  const { locale } = reader;
  const title = titleOf(reader, view);
  const dueAtMs = runningDue(item);
  return {
    key: `item:${item.id}`,
    rev: item.rev,
    locale,
    tone: toneOf(view, reader.nowMs),
    title,
    ...(dueAtMs !== undefined && { dueAtMs }),
    body: [
      ...quoteBlocks(reader, view),
      { kind: 'fields', fields: fieldsOf(reader, view) },
      ...contextOf(reader, view).map((text): Block => ({ kind: 'context', text })),
      ...replyBlocks(reader, view),
      ...letterLines(reader, view).map((text): Block => ({ kind: 'text', text })),
    ],
    ...actionsOf(reader, view),
    fallbackText: oneLine(`${title}: ${view.text}`, 300),
  };
}

export function isUrgent(view: ItemView): boolean {
  return view.flags.some(({ band }) => band === 'urgent');
}

export function isOverdue({ cycle }: Item, nowMs: number): boolean {
  if (!cycle || cycle.stoppedAtMs !== undefined) return false;
  return cycle.overdueFromMs !== null && nowMs >= cycle.overdueFromMs;
}

function runningDue({ cycle }: Item): number | undefined {
  if (!cycle || cycle.stoppedAtMs !== undefined) return undefined;
  return cycle.dueAtMs ?? undefined;
}

/** Less than a quarter of the time is left, or something is flagged: it asks for attention. */
function toneOf(view: ItemView, nowMs: number): Tone {
  const { item } = view;
  const dueAtMs = runningDue(item);
  const inDoubt = view.letters.some(({ state }) => ['uncertain', 'refused'].includes(state.kind));
  if (isClosed(item.state)) return inDoubt ? 'attention' : 'done';
  if (isOverdue(item, nowMs) || isUrgent(view)) return 'urgent';
  const start = item.cycle?.startAtMs ?? 0;
  const late = dueAtMs !== undefined && nowMs > start + (dueAtMs - start) * ATTENTION_SHARE;
  const flagged = view.flags.some(({ band }) => band === 'review');
  return late || flagged || inDoubt ? 'attention' : 'calm';
}

function titleOf(reader: Reader, view: ItemView): string {
  const { t } = reader;
  const { id, itemClass } = view.item;
  const channel = oneLine(channelName(reader, view.item), NAME_MAX);
  const author = authorOf(view, t.card.someone);
  return cut(t.card.title(id, channel, t.classes[itemClass], author), TITLE_MAX);
}

export function quoteBlocks({ t }: Pick<Reader, 't'>, view: ItemView): Block[] {
  const spans = view.flags.flatMap(({ span }) => (span ? [span] : []));
  const { text, marks, isWhole } = quoteOf(view.text, spans);
  const { url } = view.item;
  const quote: Block = {
    kind: 'quote',
    text,
    marks,
    author: authorOf(view, t.card.someone),
    ...(url && { url }),
    ...(view.language && { lang: view.language }),
  };
  return isWhole ? [quote] : [quote, { kind: 'context', text: t.card.truncated }];
}

/** Only what the title does not say already: a card is read in a second. */
function fieldsOf(reader: Reader, view: ItemView): { label: string; value: string }[] {
  const { t } = reader;
  const { item } = view;
  const { state } = item;
  const due = dueWords(reader, item);
  const waits = state.kind === 'new' || state.kind === 'open';
  const fields = [
    ...(due ? [{ label: dueLabel(reader, item), value: due }] : []),
    ...(waits ? [] : [{ label: t.card.state, value: stateWords(reader, view) }]),
    ...(state.kind === 'taken'
      ? [{ label: t.card.holder, value: personName(reader, state.holder) }]
      : []),
  ];
  const guess = t.card.suggested(t.classes[item.itemClass]);
  if (!item.classConfirmed && !isClosed(state))
    fields.push({ label: t.card.itemClass, value: guess });
  return [...fields, ...reasonsOf(reader, view)];
}

/** An answer is owed, or something is to be gone. */
function dueLabel({ t }: Reader, { cycle }: Item): string {
  return cycle?.clock === 'removal' ? t.card.dealBy : t.card.due;
}

/** Who raised the flags: rules with their reasons in one line, people in another. */
function reasonsOf(reader: Reader, { flags }: ItemView): { label: string; value: string }[] {
  const { t, locale } = reader;
  const { category, automatic } = flagTexts(locale);
  const told = flags.slice(0, FLAGS_MAX);
  const rules = told.filter(({ source }) => source === 'rules');
  const people = told.filter(({ source }) => source !== 'rules');
  const line = (words: readonly string[]) => [...new Set(words)].join(' · ');
  const byRules = line(rules.map((flag) => flagReason(withGround(reader, flag), locale)));
  const byPeople = line(people.map((flag) => category[flag.category]));
  return [
    ...(byRules ? [{ label: automatic, value: byRules }] : []),
    ...(byPeople ? [{ label: t.card.flags, value: byPeople }] : []),
  ];
}

/** A ground is told by its published wording, in the reader's language or the town's. */
function withGround({ town, locale }: Reader, flag: Flag): Flag {
  const wording = town.grounds.find(({ id }) => id === flag.why['ground'])?.wording;
  const ground = wording?.[locale] ?? wording?.[town.profile.locale];
  return ground ? { ...flag, why: { ...flag.why, ground } } : flag;
}

function dueWords(reader: Reader, item: Item): string | undefined {
  const { t, nowMs } = reader;
  if (isClosed(item.state)) return undefined;
  const { cycle } = item;
  if (!cycle || cycle.stoppedAtMs !== undefined) return t.card.noClock;
  if (cycle.dueAtMs === null) return t.card.paused;
  const when = absolute(cycle.dueAtMs, reader);
  // What a team reads stands there for hours: "in 2 hours" would soon be wrong.
  const gap = reader.person ? ` (${relative(cycle.dueAtMs, reader)})` : '';
  if (isOverdue(item, nowMs)) return `${t.card.overdue(when)}${gap}`;
  return nowMs > cycle.dueAtMs ? t.card.dueToday(when) : `${when}${gap}`;
}

function stateWords(reader: Reader, { item, replies }: ItemView): string {
  const { t } = reader;
  const { state } = item;
  switch (state.kind) {
    case 'new':
    case 'open':
      return t.card[state.kind];
    case 'taken': {
      const sending = replies.some((r) => ['queued', 'sending'].includes(r.state.kind));
      return sending ? t.card.beingSent : t.card.taken;
    }
    case 'answered': {
      const when = absolute(state.atMs, reader);
      return state.origin === 'native' ? t.card.answeredNatively(when) : t.card.answered(when);
    }
    case 'referred':
      return t.card.referred(state.referral, absolute(state.atMs, reader));
    case 'no-answer':
      return t.card.noAnswer(t.reasons[state.reason], absolute(state.atMs, reader));
  }
}

function contextOf(reader: Reader, view: ItemView): string[] {
  const { t } = reader;
  const { item, edits, author } = view;
  const aside = snoozeWords(reader, item);
  return [
    ...(item.visibility === 'private' ? [t.card.private] : []),
    ...(item.presence === 'shown' ? [] : [t.card[item.presence]]),
    ...(aside ? [aside] : []),
    ...(edits > 0 ? [t.card.edits(edits)] : []),
    ...(author.earlierItems > 0 ? [t.card.earlier(author.earlierItems)] : []),
  ];
}

/** The line about having been put aside; undefined when it is not. */
function snoozeWords(reader: Reader, item: Item): string | undefined {
  const { snoozedUntilMs } = item;
  if (snoozedUntilMs === undefined || snoozedUntilMs <= reader.nowMs) return undefined;
  const aside = reader.t.card.snoozed(absolute(snoozedUntilMs, reader));
  return sleepsBeyondDue(item) ? `${aside}. ${reader.t.card.beyondDue}` : aside;
}
