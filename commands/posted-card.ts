import type { Drawn } from '#app/send-messages.ts';
import { type Item, isClosed } from '#domain/items/item.ts';
import type { Locale } from '#domain/locale.ts';
import type { Department, DeskEntry, Town } from '#domain/town/town.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import type { Clock } from '#ports/clock.ts';
import type { Card } from '#ports/desk.ts';
import type { Reading } from '#ports/store.ts';
import { ATTENTION_SHARE, itemCard } from './card.ts';
import type { Reader } from './command.ts';

export interface PostedNeeds {
  readonly read: Reading;
  readonly clock: Clock;
}

/** A team that reads, and the department whose desk it reads at. */
interface Team extends Reader {
  readonly department: Department;
}

/** What a message at a chat desk shows now, by its key; null when there is nothing (any more). */
export async function postedCard(
  { read, clock }: PostedNeeds,
  desk: string,
  key: string,
): Promise<Drawn | null> {
  const town = await read.town();
  const entry = town?.desks.find(({ id }) => id === desk);
  const team = town && entry && teamOf(town, entry, clock.now());
  if (!team) return null;
  const [kind, name = ''] = key.split(':');
  if (kind === 'quiet') return quietLine(read, team, name);
  return kind === 'item' ? postedItem(read, team, Number(name)) : null;
}

function teamOf(town: Town, desk: DeskEntry, nowMs: number): Team | null {
  const department = town.departments.find(({ id }) => id === desk.department);
  if (!department) return null;
  const { locale, zone } = department;
  return { town, department, locale, zone, nowMs, t: cardTexts(locale) };
}

async function postedItem(read: Reading, team: Team, id: number): Promise<Drawn | null> {
  const view = await read.view(id);
  if (!view) return null;
  const { item } = view;
  const card = itemCard(team, view);
  if (item.department !== team.department.id)
    return { card: elsewhere(team, card, item), closed: true, lookAgainAtMs: null };
  return {
    card,
    closed: isClosed(item.state),
    lookAgainAtMs: nextLook(item, team.nowMs),
    reopened: lineCard(team.locale, `reopened:${id}`, team.t.posted.reopened),
  };
}

/** What another unit has got is theirs: nothing can be done with it here, and its words are not repeated. */
function elsewhere({ town, t }: Team, card: Card, { id, department }: Item): Card {
  const name = town.departments.find(({ id }) => id === department)?.name ?? department;
  const { dueAtMs: _, ...rest } = card;
  const text = t.posted.moved(name);
  const title = `#${id}`;
  const body = [{ kind: 'text', text } as const];
  return { ...rest, title, tone: 'done', body, actions: [], overflow: [], fallbackText: text };
}

/** When the card will look different though nothing happens: what is due soon, is due, is overdue. */
function nextLook({ state, cycle, snoozedUntilMs }: Item, nowMs: number): number | null {
  if (isClosed(state)) return null;
  const running = cycle && cycle.stoppedAtMs === undefined ? cycle : undefined;
  const { startAtMs = 0, dueAtMs = null, overdueFromMs = null } = running ?? {};
  const moments = [
    snoozedUntilMs,
    ...(dueAtMs === null ? [] : [startAtMs + (dueAtMs - startAtMs) * ATTENTION_SHARE, dueAtMs]),
    overdueFromMs,
  ];
  const ahead = moments.filter((atMs) => typeof atMs === 'number').filter((atMs) => atMs >= nowMs);
  // A moment later: a card drawn just then would look as before.
  return ahead.length > 0 ? Math.ceil(Math.min(...ahead)) + 1 : null;
}

/** Neutral comments of a day gather in one line; `day` is a local date. */
async function quietLine(read: Reading, team: Team, day: string): Promise<Drawn> {
  const { zone, t, department } = team;
  const date = Temporal.PlainDate.from(day);
  const [fromMs, untilMs] = [date, date.add({ days: 1 })].map(
    (each) => each.toZonedDateTime(zone).epochMilliseconds,
  ) as [number, number];
  const n = await read.quietCount(department.id, fromMs, untilMs);
  const look = { verb: 'queue', ref: 'quiet', rev: 0, label: t.posted.look } as const;
  const card = {
    ...lineCard(team.locale, `quiet:${day}`, t.posted.quiet(n)),
    actions: n > 0 ? [look] : [],
  };
  return { card, closed: n === 0, lookAgainAtMs: null };
}

/** A message that is one line. */
export function lineCard(locale: Locale, key: string, text: string): Card {
  return {
    key,
    rev: 0,
    locale,
    tone: 'calm',
    title: text,
    body: [],
    actions: [],
    overflow: [],
    fallbackText: text,
  };
}
