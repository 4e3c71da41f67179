import type { EntryType, LogEntry } from '#domain/archive/entry.ts';
import type { Channel } from '#domain/channels/channel.ts';
import {
  answeredNatively,
  contentHash,
  edited,
  type FirstSight,
  firstSeen,
  gone,
  type StartCycle,
  shownAs,
} from '#domain/items/arrival.ts';
import type { Assessment } from '#domain/items/flag.ts';
import type { Item } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type {
  CommentEvent,
  ConnectorEvent,
  GoneEvent,
  ReportEvent,
  UnknownEvent,
} from '#ports/connector.ts';
import type { Flagger } from '#ports/flagger.ts';
import type { NewVersion, Tx } from '#ports/store.ts';
import { noteReported } from './note-reported.ts';
import { keepWords, type Locked, note, noteClock, noteReopened, raise, save } from './on-item.ts';
import { replySent } from './reply-sent.ts';

/** How far back an author's earlier texts count when a flood is looked for. */
const FLOOD_WINDOW_MS = 60 * 60 * 1000;

/** 1990: before the web nothing was published on it, and no calendar is kept for such a time. */
const WEB_BEGAN_MS = 631_152_000_000;

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
  /** Archives the delivery as it came, once; the commitment, or undefined where there is none. */
  readonly keepSource: () => Promise<string | undefined>;
  /** When the channel told it. */
  readonly asOfMs: number;
}

/**
 * Takes a channel's events into the desk inside the caller's transaction. Push and pull feed this
 * same place; the same event again changes nothing.
 */
export async function takeIn(
  tx: Tx,
  needs: TakeInNeeds,
  asked: {
    town: Town;
    channel: Channel;
    events: readonly ConnectorEvent[];
    /** The delivery the events were read from, as it came; kept when it holds something unknown. */
    source?: string;
    /**
     * When the channel told it: a delivery's receipt, a page's request. What was seen later is
     * newer. Now when absent.
     */
    asOfMs?: number;
  },
): Promise<void> {
  const { town, channel, source, asOfMs = needs.nowMs } = asked;
  await tx.lockChannel(channel.id);
  const start = needs.cycles(town, channel);
  let kept: Promise<string> | undefined;
  const keepSource = async () => {
    if (source) kept ??= tx.archive(null, 'delivery', source, needs.nowMs);
    return kept;
  };
  const intake: Intake = { tx, town, channel, needs, start, keepSource, asOfMs };
  for (const event of asked.events) await takeInEvent(intake, event);
}

async function takeInEvent(intake: Intake, event: ConnectorEvent): Promise<void> {
  switch (event.type) {
    case 'comment':
      return event.self ? noteOwnWords(intake, event) : takeInComment(intake, event);
    case 'gone':
      return noteGone(intake, event);
    case 'report':
      return noteReport(intake, event);
    case 'unknown':
      return keepUnknown(intake, event);
  }
}

async function takeInComment(intake: Intake, event: CommentEvent): Promise<void> {
  const known = await locked(intake, event.externalId);
  if (!known) return receive(intake, event);
  const newest = (await intake.tx.versions(known.item.id)).at(-1);
  const isStale = newest !== undefined && newest.seenAtMs > intake.asOfMs;
  if (isStale) return;
  const unchanged = newest?.contentHash === hashOf(event);
  const item = unchanged ? known.item : await receiveEdit(intake, known, event);
  if (item.presence === event.presence) return;
  const after = shownAs(item, event.presence, intake.start);
  const now = { ...known, item };
  note(now, 'item.presence-changed', { data: { from: item.presence, to: event.presence } });
  noteClock(now, after);
  await save(intake.tx, after);
}

async function receive(intake: Intake, event: CommentEvent): Promise<void> {
  const { tx, channel, needs } = intake;
  const author = await tx.author(channel.id, event.author);
  const publishedAtMs = publishedAt(event, intake.asOfMs);
  const assessment = await assess(intake, event, author, publishedAtMs);
  const sight: FirstSight = {
    channel: channel.id,
    department: channel.department,
    externalId: event.externalId,
    ...(event.parentExternalId && { parentExternalId: event.parentExternalId }),
    ...(event.rootExternalId && { rootExternalId: event.rootExternalId }),
    author,
    visibility: event.visibility,
    ...(event.url && { url: event.url }),
    publishedAtMs,
    receivedAtMs: intake.asOfMs,
    presence: event.presence,
  };
  const item = await tx.addItem(firstSeen(sight, assessment.suggestedClass, intake.start));
  await noteArrival({ tx, item, nowMs: needs.nowMs }, versionOf(event, intake.asOfMs), assessment, {
    type: 'item.received',
    data: { channel: channel.id, class: item.itemClass, visibility: item.visibility },
  });
}

/** Archives a new item's first version, notes what came, and raises its flags. */
export async function noteArrival(
  arrived: Locked,
  version: NewVersion,
  assessment: Assessment,
  { type, data }: { type: EntryType; data: NonNullable<LogEntry['data']> },
): Promise<void> {
  const { tx, item } = arrived;
  const { n, commitments } = await tx.addVersion(item.id, version);
  note(arrived, type, { commitments, data });
  const { cycle: _, ...before } = item;
  noteClock({ ...arrived, item: before }, item);
  await raise(arrived, n, assessment);
  await tx.changed(`item:${item.id}`);
}

async function receiveEdit(intake: Intake, known: Locked, event: CommentEvent): Promise<Item> {
  const { tx, item } = known;
  const assessment = await assess(intake, event, item.author, item.publishedAtMs);
  const { n, commitments } = await tx.addVersion(item.id, versionOf(event, intake.asOfMs));
  const wantsCard = assessment.flags.some(({ band }) => band !== 'note');
  const words = { suggested: assessment.suggestedClass, wantsCard };
  const after = edited(item, words, intake.asOfMs, intake.start);
  note(known, 'item.edited', { commitments, data: { version: n } });
  noteReopened(known, after, 'edited');
  noteClock(known, after);
  await raise(known, n, assessment);
  await save(tx, after);
  return after;
}

async function noteGone(intake: Intake, event: GoneEvent): Promise<void> {
  const known = await locked(intake, event.externalId);
  if (!known || known.item.presence === 'gone') return;
  const after = gone(known.item, known.nowMs);
  note(known, 'item.gone', { data: { by: event.by ?? null } });
  noteClock(known, after);
  await save(intake.tx, after);
}

/** Words of the town's own account: our reply coming back, or an answer written on the platform itself. */
async function noteOwnWords(intake: Intake, event: CommentEvent): Promise<void> {
  const { tx, channel } = intake;
  // An answer that the platform does not show answers nobody.
  if (!event.parentExternalId || event.presence === 'hidden') return;
  if (await tx.replyByExternal(channel.id, event.externalId)) return;
  const known = await locked(intake, event.parentExternalId);
  if (!known) return;
  const { item, nowMs } = known;
  const replies = (await tx.view(item.id))?.replies ?? [];
  // A reply on its way whose receipt has not come yet is ours; the job that sends it settles it.
  if (replies.some((r) => r.state.kind === 'sending' && r.cycle === (item.cycle?.n ?? 0))) return;
  const atMs = publishedAt(event, nowMs);
  const byHand = replies.find((r) => r.state.kind === 'by-hand' && alike(r.text, event.text));
  if (byHand) {
    const { externalId, url } = event;
    await replySent(tx, byHand, { atMs, externalId, ...(url && { url }) }, { nowMs });
    return;
  }
  const after = answeredNatively(item, atMs);
  if (!after) return;
  note(known, 'native-answer.detected', await keepWords(known, 'native-answer', event.text));
  noteClock(known, after);
  await save(tx, after);
}

async function noteReport(intake: Intake, { externalId, text }: ReportEvent): Promise<void> {
  const known = await locked(intake, externalId);
  if (known) await noteReported(known, text);
}

/** Archived as it came and counted in the log, never dropped: a later version may understand it. */
async function keepUnknown(intake: Intake, event: UnknownEvent): Promise<void> {
  const { tx, channel, needs } = intake;
  const kind = /^[\w.-]{1,40}$/.test(event.kind) ? event.kind : 'unnamed';
  const source = await intake.keepSource();
  // What the platform calls it is the sender's own words: archived, never in the log.
  const words = await tx.archive(null, 'kind', event.kind, needs.nowMs);
  tx.log({
    type: 'delivery.unknown',
    atMs: needs.nowMs,
    actor: 'system',
    commitments: { kind: words, ...(source && { source }) },
    data: { channel: channel.id, kind },
  });
}

async function assess(
  { tx, channel, town, needs }: Intake,
  event: CommentEvent,
  author: number | undefined,
  atMs: number,
): Promise<Assessment> {
  const parent = event.parentExternalId;
  const answered = parent ? await tx.itemByExternal(channel.id, parent) : null;
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

async function locked({ tx, channel, needs }: Intake, externalId: string): Promise<Locked | null> {
  const known = await tx.itemByExternal(channel.id, externalId);
  const item = known && (await tx.lockItem(known.id));
  return item ? { tx, item, nowMs: needs.nowMs } : null;
}

/** A time that cannot be is a fault of the sender's, and counts as none. */
function publishedAt({ occurredAtMs }: CommentEvent, nowMs: number): number {
  const isSaid = occurredAtMs !== null && occurredAtMs >= WEB_BEGAN_MS;
  return isSaid ? Math.min(occurredAtMs, nowMs) : nowMs;
}

/** The same words: platforms touch white space. */
const alike = (a: string, b: string): boolean => collapsed(a) === collapsed(b);
const collapsed = (text: string): string => text.replace(/\s+/g, ' ').trim();

function hashOf({ text, media }: CommentEvent): string {
  return contentHash(
    text,
    media.map((m) => m.url),
  );
}

function versionOf(event: CommentEvent, seenAtMs: number): NewVersion {
  const { text, author, url, media } = event;
  return { contentHash: hashOf(event), seenAtMs, text, author, ...(url && { url }), media };
}
