import type { Writing } from '#app/queue-letter.ts';
import type { Reminded } from '#app/remind.ts';
import { oneLine } from '#domain/text.ts';
import type { Town } from '#domain/town/town.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import { reminderTexts } from '#locales/reminders/reminders.ts';
import type { Action, Block, Card } from '#ports/desk.ts';
import { zoneOf } from './admit.ts';
import { itemCard } from './card.ts';
import type { Reader } from './command.ts';
import { personName } from './names.ts';
import { lineCard } from './posted-card.ts';
import { absolute } from './when.ts';

/** The most items a reminder opens by a button of their own. */
const BUTTONS_MAX = 3;

interface Told {
  readonly town: Town;
  readonly person: string;
  readonly nowMs: number;
}

/** Everything one person is reminded of at one moment, the most pressing first. */
export function reminderCard(told: Told, key: string, reminded: readonly Reminded[]): Card {
  const reader = readerOf(told);
  const { locale } = reader;
  const texts = reminderTexts(locale);
  const lines = inOrder(reminded).map((one) => lineOf(reader, one));
  const title = texts.reminders.title(reminded.length);
  const actions = inOrder(reminded)
    .slice(0, BUTTONS_MAX)
    .map(
      ({ view: { item } }): Action => ({
        verb: 'show',
        ref: String(item.id),
        rev: item.rev,
        label: `#${item.id}`,
      }),
    );
  return {
    key,
    rev: 0,
    locale,
    tone: reminded.some(({ stage }) => stage === 'overdue' || stage === 'late')
      ? 'urgent'
      : 'attention',
    title,
    body: [{ kind: 'fields', fields: lines } satisfies Block],
    actions,
    overflow: [],
    fallbackText: oneLine([title, ...lines.map(({ value }) => value)].join(' · '), 300),
  };
}

/** The same as a mail. It holds no resident's words: a mailbox is no archive. */
export function reminderMail(told: Told, deskUrl: string, reminded: readonly Reminded[]): Writing {
  const reader = readerOf(told);
  const lines = inOrder(reminded).map((one) => lineOf(reader, one));
  const { reminders } = reminderTexts(reader.locale);
  return {
    subject: reminders.title(reminded.length),
    text: [
      ...lines.map(({ label, value }) => `${label}: ${value}`),
      '',
      reminders.open(`${deskUrl}/desk`),
    ].join('\n'),
  };
}

/** Under the card of what is overdue, in the team's language. */
export function overdueNote(
  town: Town,
  department: string,
  { key, told }: { readonly key: string; readonly told: readonly string[] },
): Card {
  const locale = town.departments.find(({ id }) => id === department)?.locale ?? 'en';
  const names = told.map((id) => personName({ town }, id)).join(', ');
  return lineCard(locale, key, reminderTexts(locale).reminders.inThread(names));
}

function readerOf({ town, person: id, nowMs }: Told): Reader {
  const person = town.people.find((one) => one.id === id);
  const locale = person?.locale ?? town.profile.locale;
  const zone = person ? zoneOf(town, person) : 'UTC';
  return { town, locale, zone, nowMs, t: cardTexts(locale) };
}

function lineOf(reader: Reader, { view, stage }: Reminded): { label: string; value: string } {
  const { dueAtMs } = view.item.cycle ?? {};
  const due = typeof dueAtMs === 'number' ? absolute(dueAtMs, reader) : '–';
  return {
    label: itemCard(reader, view).title,
    value: reminderTexts(reader.locale).reminders[stage](due),
  };
}

function inOrder(reminded: readonly Reminded[]): Reminded[] {
  return [...reminded].sort(
    (a, b) => (a.view.item.cycle?.dueAtMs ?? 0) - (b.view.item.cycle?.dueAtMs ?? 0),
  );
}
