import type { Channel } from '#domain/channels/channel.ts';
import { type Absence, standInFor } from '#domain/people/absence.ts';
import { onDuty } from '#domain/people/duty.ts';
import { managersOf } from '#domain/people/managers.ts';
import { type Recipient, type Reminder, remindersDue } from '#domain/reminders/due.ts';
import { type Stage, type StageTime, stageTimes, USUAL_RULES } from '#domain/reminders/stage.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Card } from '#ports/desk.ts';
import type { ItemView, RemindableItem, SaidReminder, Store, Tx } from '#ports/store.ts';
import { type Calendars, calendarOf } from './due.ts';
import { desksToPing, ping } from './ping.ts';
import { releaseUntouched } from './untouched.ts';

/** An item, and at which stage of its clock it is. */
export interface Reminded {
  readonly view: ItemView;
  /** `released`: it lay untouched and is in the queue again. */
  readonly stage: Stage | 'released';
}

export interface RemindNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly calendars: Calendars;
  /** Names a reminder; another each time. */
  readonly newKey: () => string;
  /** What stands in the thread under a card that is overdue: who has been told. */
  readonly threadCard: (
    town: Town,
    department: string,
    key: string,
    told: readonly string[],
  ) => Card;
  /** What a person is shown at a chat desk: everything of this moment in one message. */
  readonly card: (town: Town, person: string, key: string, reminded: readonly Reminded[]) => Card;
}

/** Claimed at once: so many that a sweep is short, so few that its transaction is. */
const AT_ONCE = 500;

/**
 * Looks at every item whose moment has come and tells who must be told, each in their own working
 * hours, everything for one person in one message. What is said, that it was said, and when to look
 * again are committed together: nobody is told twice, on any number of replicas, after any crash.
 */
export async function remind(needs: RemindNeeds, signal: AbortSignal): Promise<void> {
  // Nearly always there is nothing: that is asked without a transaction.
  if (!(await needs.store.read.isLookDue(needs.clock.now()))) return;
  for (let looked = AT_ONCE; looked === AT_ONCE && !signal.aborted; )
    looked = await needs.store.transaction((tx) => remindBatch(tx, needs));
}

interface Batch {
  readonly town: Town;
  readonly absences: readonly Absence[];
  readonly calendars: Calendars;
  readonly nowMs: number;
}

async function remindBatch(tx: Tx, needs: RemindNeeds): Promise<number> {
  const nowMs = needs.clock.now();
  const items = await tx.lockRemindable(nowMs, AT_ONCE);
  const town = items.length > 0 ? await tx.town() : null;
  if (!town) return 0;
  const batch = { town, absences: await tx.absences(nowMs), calendars: needs.calendars, nowMs };
  const released: Told[] = [];
  const said: SaidReminder[] = [];
  const looks: { item: number; atMs: number | null }[] = [];
  for (const found of items) {
    const left = await releaseUntouched(tx, batch, found);
    const { holder, ...free } = found;
    const item = left?.kind === 'released' ? free : found;
    if (left?.kind === 'released' && holder !== undefined)
      released.push({ item: found.id, person: holder, stage: 'released' });
    const { say, overtaken, nextAtMs } = planFor(batch, item);
    said.push(...say.map((one) => saidOf(item, one, 'said')));
    said.push(...overtaken.map((one) => saidOf(item, one, 'overtaken')));
    looks.push({
      item: item.id,
      atMs: earlier(nextAtMs, left?.kind === 'later' ? left.atMs : null),
    });
  }
  await tx.saveReminders(said, nowMs);
  await tx.planLooks(looks);
  const told = said.filter(({ outcome }) => outcome === 'said');
  await tell(tx, needs, { town, nowMs, said: [...told, ...released] });
  for (const item of items) await tellTeam(tx, needs, { town, item, told });
  return items.length;
}

/** Something one person is told about one item. */
interface Told {
  readonly item: number;
  readonly person: string;
  readonly stage: Reminded['stage'];
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function saidOf(
  { id: item, cycle }: RemindableItem,
  reminder: Reminder,
  outcome: SaidReminder['outcome'],
): SaidReminder {
  return { ...reminder, item, cycle: cycle.n, outcome };
}

function planFor(batch: Batch, item: RemindableItem) {
  const { town, calendars, nowMs } = batch;
  const channel = town.channels.find(({ id }) => id === item.channel);
  if (!channel) return { say: [], overtaken: [], nextAtMs: null };
  const calendar = calendars(town, channel.department);
  const isAside = item.snoozedUntilMs !== undefined && item.snoozedUntilMs > nowMs;
  const stages = stageTimes(calendar, item.cycle, channel.reminders ?? USUAL_RULES)
    // Put aside by whoever holds it: half the time is no news. That it is due soon is.
    .filter(({ stage }) => !(isAside && stage === 'half'));
  const recipients = (at: StageTime) => recipientsOf(batch, channel, { item, at });
  return remindersDue(stages, recipients, { said: item.said, nowMs });
}

/** Who is told at a stage: the holder or whoever is on duty, then the deputy too, then the managers. */
function recipientsOf(
  batch: Batch,
  channel: Channel,
  { item, at }: { item: RemindableItem; at: StageTime },
): Recipient[] {
  const { town, absences, nowMs } = batch;
  const unit = town.departments.find(({ id }) => id === item.department);
  const duty = unit ? onDuty(unit, nowMs) : [];
  const holders =
    item.holder === undefined ? (duty.length > 0 ? duty : [channel.responsible]) : [item.holder];
  const other = (person: string) =>
    person === channel.responsible ? channel.deputy : channel.responsible;
  const managers = managersOf(town, item.department).map(({ id }) => id);
  const meant = {
    half: holders,
    soon: [...holders, ...holders.map(other)],
    overdue: [...holders, ...holders.map(other)],
    late: managers,
  }[at.stage];
  const present = meant.flatMap((id) => {
    const found = standInFor(absences, id, { atMs: nowMs, usual: other });
    // A gap: nobody of those who should be told is there.
    return found === null ? managers : [found];
  });
  // Whoever took it since then has seen how it stands.
  const knows = (id: string) => id === item.holder && at.atMs <= (item.takenAtMs ?? 0);
  return [...new Set(present)].flatMap((id) => {
    if (knows(id)) return [];
    const person = town.people.find((one) => one.id === id);
    if (!person) return [];
    return [{ person: id, calendar: calendarOf(batch.calendars, town, person) }];
  });
}

/** One message a person: at the chat desk where there is an account, else by mail. */
async function tell(
  tx: Tx,
  needs: RemindNeeds,
  { town, nowMs, said }: { town: Town; nowMs: number; said: readonly Told[] },
): Promise<void> {
  for (const [person, theirs] of Map.groupBy(said, (one) => one.person)) {
    const key = `reminder:${needs.newKey()}`;
    for (const { item, stage } of theirs)
      if (stage !== 'released')
        tx.log({
          type: 'reminder.said',
          atMs: nowMs,
          actor: 'system',
          item,
          data: { stage, person },
        });
    const desks = await desksToPing(tx, { town, person });
    if (desks.length === 0) {
      const reminders = theirs.map(({ item, stage }) => ({ item, stage }));
      await tx.send('reminder', { key, person, reminders });
      continue;
    }
    const reminded: Reminded[] = [];
    for (const { item, stage } of theirs.slice(0, SHOWN_MAX)) {
      const view = await tx.view(item);
      if (view) reminded.push({ view, stage });
    }
    await ping(tx, { desks, person, card: needs.card(town, person, key, reminded) });
  }
}

/** That an item is overdue is said once under its card, where the team sees it. */
async function tellTeam(
  tx: Tx,
  { threadCard }: RemindNeeds,
  asked: { town: Town; item: RemindableItem; told: readonly SaidReminder[] },
): Promise<void> {
  const { town, item, told } = asked;
  const people = told
    .filter((one) => one.item === item.id && one.stage === 'overdue')
    .map(({ person }) => person);
  if (people.length === 0) return;
  const thread = `item:${item.id}`;
  const key = `overdue:${item.id}:${item.cycle.n}`;
  for (const { id: desk, platform, department } of town.desks) {
    if (platform === 'web' || department !== item.department) continue;
    const card = threadCard(town, department, key, people);
    await tx.addMessage({ desk, key, conversation: 'channel', thread, card });
  }
}

/** More than a person reads in one message; all of them stand in the queue. */
const SHOWN_MAX = 20;
