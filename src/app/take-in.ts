import type { EntryType, LogEntry } from '#domain/archive/entry.ts';
import type { Channel } from '#domain/channels/channel.ts';
import {
  answeredNatively,
  contentHash,
  edited,
  firstSeen,
  gone,
  type StartCycle,
  shownAs,
} from '#domain/items/arrival.ts';
import type { Assessment } from '#domain/items/flag.ts';
import type { Item } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type { CommentEvent, ConnectorEvent, GoneEvent, UnknownEvent } from '#ports/connector.ts';
import type { Flagger } from '#ports/flagger.ts';
import type { NewVersion, Tx } from '#ports/store.ts';

/** How far back an author's earlier texts count when a flood is looked for. */
const FLOOD_WINDOW_MS = 60 * 60 * 1000;

export interface TakeInNeeds {
  readonly flagger: (town: Town) => Flagger;
  /** Cycles of a channel's clocks, computed with its department's calendar. */
  readonly cycles: (town: Town, channel: Channel) => StartCycle;
  readonly nowMs: number;
}

/** Everything one event's handling needs at hand. */
interface Intake {
  readonly tx: Tx;
  readonly town: Town;
  readonly channel: Channel;
  readonly needs: TakeInNeeds;
  readonly start: StartCycle;
}

/**
 * Takes a channel's events into the desk inside the caller's transaction. Push and pull feed this
 * same place; the same event again changes nothing.
 */
export async function takeIn(
  tx: Tx,
  needs: TakeInNeeds,
  asked: { town: Town; channel: Channel; events: readonly ConnectorEvent[] },
): Promise<void> {
  const { town, channel } = asked;
  const intake = { tx, town, channel, needs, start: needs.cycles(town, channel) };
  for (const event of asked.events) await takeInEvent(intake, event);
}

async function takeInEvent(intake: Intake, event: ConnectorEvent): Promise<void> {
  switch (event.type) {
    case 'comment':
      return event.self ? noteOwnWords(intake, event) : takeInComment(intake, event);
    case 'gone':
      return noteGone(intake, event);
    case 'report':
      return noteReport(intake, event.externalId, event.text);
    case 'unknown':
      return countUnknown(intake, event);
  }
}

async function takeInComment(intake: Intake, event: CommentEvent): Promise<void> {
  const known = await intake.tx.itemByExternal(intake.channel.id, event.externalId);
  if (!known) return receive(intake, event);
  const item = await intake.tx.lockItem(known.id);
  if (!item) return;
  const versions = await intake.tx.versions(item.id);
  const newest = versions.at(-1);
  const hash = contentHash(
    event.text,
    event.media.map((m) => m.url),
  );
  const words = newest?.contentHash === hash ? item : await receiveEdit(intake, item, event);
  if (words.presence === event.presence) return;
  const shown = shownAs(words, event.presence, intake.start);
  await change(intake, shown, 'item.presence-changed', {
    data: { from: words.presence, to: event.presence },
  });
}

async function receive(intake: Intake, event: CommentEvent): Promise<void> {
  const { tx, channel, needs } = intake;
  const author = await tx.author(channel.id, event.author);
  const publishedAtMs = Math.min(event.occurredAtMs ?? needs.nowMs, needs.nowMs);
  const assessment = await assess(intake, event, author, publishedAtMs);
  const item = await tx.addItem(
    firstSeen(
      {
        channel: channel.id,
        department: channel.department,
        externalId: event.externalId,
        ...(event.parentExternalId && { parentExternalId: event.parentExternalId }),
        ...(event.rootExternalId && { rootExternalId: event.rootExternalId }),
        author,
        visibility: event.visibility,
        ...(event.url && { url: event.url }),
        publishedAtMs,
        receivedAtMs: needs.nowMs,
        presence: event.presence,
      },
      assessment.suggestedClass,
      intake.start,
    ),
  );
  const { n, commitments } = await tx.addVersion(item.id, versionOf(event, needs.nowMs));
  tx.log(
    entry(intake, item, 'item.received', {
      commitments,
      data: { channel: channel.id, class: item.itemClass, visibility: item.visibility },
    }),
  );
  if (item.cycle) logClockStart(intake, item);
  await raise(intake, item, n, assessment);
  await tx.changed(`item:${item.id}`);
}

async function receiveEdit(intake: Intake, item: Item, event: CommentEvent): Promise<Item> {
  const { tx, needs } = intake;
  const assessment = await assess(intake, event, item.author, item.publishedAtMs);
  const { n, commitments } = await tx.addVersion(item.id, versionOf(event, needs.nowMs));
  const changed = edited(item, assessment.suggestedClass, needs.nowMs, intake.start);
  await change(intake, changed, 'item.edited', { commitments, data: { version: n } });
  if (changed.cycle && changed.cycle.n !== item.cycle?.n) logClockStart(intake, changed);
  await raise(intake, changed, n, assessment);
  return changed;
}

async function noteGone(intake: Intake, event: GoneEvent): Promise<void> {
  const known = await intake.tx.itemByExternal(intake.channel.id, event.externalId);
  const item = known && (await intake.tx.lockItem(known.id));
  if (!item || item.presence === 'gone') return;
  const after = gone(item, intake.needs.nowMs);
  await change(intake, after, 'item.gone', { data: { by: event.by ?? null } });
  logClockStop(intake, item, after);
}

/** Words of the town's own account: our reply coming back, or an answer written on the platform itself. */
async function noteOwnWords(intake: Intake, event: CommentEvent): Promise<void> {
  const { tx, channel, needs } = intake;
  if (!event.parentExternalId) return;
  if (await tx.replyByExternal(channel.id, event.externalId)) return;
  const known = await tx.itemByExternal(channel.id, event.parentExternalId);
  const item = known && (await tx.lockItem(known.id));
  if (!item) return;
  const view = await tx.view(item.id);
  // A reply on its way whose receipt has not come yet is ours; the job that sends it settles it.
  const onItsWay = view?.replies.some(
    (r) => r.state.kind === 'sending' && r.cycle === item.cycle?.n,
  );
  if (onItsWay) return;
  const after = answeredNatively(item, event.occurredAtMs ?? needs.nowMs);
  if (!after) return;
  const commitment = await tx.archive(item.id, 'native-answer', event.text, needs.nowMs);
  await change(intake, after, 'native-answer.detected', { commitments: { text: commitment } });
  logClockStop(intake, item, after);
}

async function noteReport(intake: Intake, externalId: string, text: string): Promise<void> {
  const { tx, needs } = intake;
  const known = await tx.itemByExternal(intake.channel.id, externalId);
  const item = known && (await tx.lockItem(known.id));
  if (!item) return;
  const commitment = await tx.archive(item.id, 'report', text, needs.nowMs);
  await raise(intake, item, 1, reported(item));
  await change(intake, { ...item, rev: item.rev + 1 }, 'report.received', {
    commitments: { text: commitment },
  });
}

/** The flag a visitor's report raises; a person reads the report and decides. */
export function reported(item: Item): Assessment {
  return {
    flags: [
      { source: 'visitor', category: 'reported', rule: 'visitor-report', why: {}, band: 'review' },
    ],
    suggestedClass: item.itemClass,
    language: '',
    rulesVersion: 'visitor-report',
  };
}

function countUnknown(intake: Intake, event: UnknownEvent): Promise<void> {
  const kind = /^[\w.-]{1,40}$/.test(event.kind) ? event.kind : 'unnamed';
  intake.tx.log({
    type: 'delivery.unknown',
    atMs: intake.needs.nowMs,
    actor: 'system',
    data: { channel: intake.channel.id, kind },
  });
  return Promise.resolve();
}

async function assess(
  intake: Intake,
  event: CommentEvent,
  author: number | undefined,
  atMs: number,
): Promise<Assessment> {
  const { tx, channel, town, needs } = intake;
  const answered = event.parentExternalId
    ? await tx.itemByExternal(channel.id, event.parentExternalId)
    : null;
  const recent = author ? await tx.recentByAuthor(author, atMs - FLOOD_WINDOW_MS) : [];
  return needs.flagger(town).assess({
    text: event.text,
    channelLocale: channel.locale,
    visibility: event.visibility,
    repliesToCitizen: answered !== null && answered.author !== author,
    recentByAuthor: recent,
    atMs,
  });
}

async function raise(
  intake: Intake,
  item: Item,
  version: number,
  found: Assessment,
): Promise<void> {
  await intake.tx.addFlags(item.id, version, found);
  for (const flag of found.flags) {
    intake.tx.log(
      entry(intake, item, 'flag.raised', {
        data: {
          rule: flag.rule,
          category: flag.category,
          band: flag.band,
          rules: found.rulesVersion,
        },
      }),
    );
  }
}

function versionOf(event: CommentEvent, seenAtMs: number): NewVersion {
  return {
    contentHash: contentHash(
      event.text,
      event.media.map((m) => m.url),
    ),
    seenAtMs,
    text: event.text,
    author: event.author,
    ...(event.url && { url: event.url }),
    media: event.media,
  };
}

async function change(
  intake: Intake,
  item: Item,
  type: EntryType,
  more: Pick<LogEntry, 'commitments' | 'data'>,
): Promise<void> {
  await intake.tx.saveItem(item);
  intake.tx.log(entry(intake, item, type, more));
  await intake.tx.changed(`item:${item.id}`);
}

function logClockStart(intake: Intake, item: Item): void {
  if (!item.cycle) return;
  const { n, clock, startAtMs, dueAtMs } = item.cycle;
  intake.tx.log(entry(intake, item, 'clock.started', { data: { n, clock, startAtMs, dueAtMs } }));
}

function logClockStop(intake: Intake, before: Item, after: Item): void {
  if (!after.cycle?.stoppedBy || before.cycle?.stoppedBy) return;
  const { n, stoppedBy, stoppedAtMs, overdueFromMs } = after.cycle;
  const met = overdueFromMs === null || (stoppedAtMs ?? 0) < overdueFromMs;
  intake.tx.log(entry(intake, after, 'clock.stopped', { data: { n, by: stoppedBy, met } }));
}

function entry(
  intake: Intake,
  item: Item,
  type: EntryType,
  more: Pick<LogEntry, 'commitments' | 'data'>,
): LogEntry {
  return { type, atMs: intake.needs.nowMs, actor: 'system', item: item.id, ...more };
}
