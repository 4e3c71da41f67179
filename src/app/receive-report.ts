import type { Channel } from '#domain/channels/channel.ts';
import { contentHash, firstSeen, type StartCycle } from '#domain/items/arrival.ts';
import type { Item } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Flagger } from '#ports/flagger.ts';
import type { Store, Tx } from '#ports/store.ts';
import { noteReported, reported } from './note-reported.ts';
import { noteArrival } from './take-in.ts';

export interface ReportNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly flagger: (town: Town) => Flagger;
  readonly cycles: (town: Town, channel: Channel) => StartCycle;
  /** A new receipt number that nobody can guess. */
  readonly receipt: () => string;
}

/** What a visitor tells: about a comment, or to the responsible person (Härjedalen 4.1, Malmö "Info"). */
export interface VisitorReport {
  readonly kind: 'comment' | 'contact';
  /** Address of the comment; a description in `text` may stand for it. */
  readonly link?: string;
  readonly text: string;
  readonly email?: string;
  /** Whether the visitor's browser did the proof of work; the others come all the same, marked. */
  readonly verified: boolean;
  /** Unique to the form that was filled in: sending it again gives no second item. */
  readonly formKey: string;
}

export type ReportOutcome =
  | { readonly kind: 'received'; readonly receipt: string }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'no-such-department' };

/** The department's own public form, an entry of the register like every channel. */
function reportChannel(town: Town, department: string): Channel | undefined {
  return town.channels.find((c) => c.platform === 'report' && c.department === department);
}

/**
 * A visitor's report becomes a flag on the comment it points at, or an item of its own; a second
 * report with the same link reaches the same item. The receipt is given when it is committed.
 */
export async function receiveReport(
  needs: ReportNeeds,
  asked: { department: string; report: VisitorReport },
): Promise<ReportOutcome> {
  return needs.store.transaction(async (tx) => {
    const town = await tx.town();
    const channel = town && reportChannel(town, asked.department);
    if (!channel) return { kind: 'no-such-department' };
    if (!(await tx.once('report', asked.report.formKey))) return { kind: 'repeat' };
    const { link, text } = asked.report;
    const known = link ? await tx.itemByUrl(link) : null;
    const atMs = needs.clock.now();
    const item = known
      ? await raiseOn(tx, known, text, atMs)
      : await receiveAsItem(tx, needs, { town, channel, report: asked.report, atMs });
    const receipt = needs.receipt();
    const { kind, email, verified } = asked.report;
    await tx.addReport({
      receipt,
      department: asked.department,
      kind,
      ...(link && { link }),
      text,
      ...(email && { email }),
      receivedAtMs: atMs,
      verified,
      item: item.id,
    });
    return { kind: 'received', receipt };
  });
}

async function raiseOn(tx: Tx, known: Item, text: string, nowMs: number): Promise<Item> {
  const item = (await tx.lockItem(known.id)) ?? known;
  await noteReported({ tx, item, nowMs }, text);
  return item;
}

async function receiveAsItem(
  tx: Tx,
  needs: ReportNeeds,
  asked: { town: Town; channel: Channel; report: VisitorReport; atMs: number },
): Promise<Item> {
  const { town, channel, report, atMs } = asked;
  const { link, text, email, verified } = report;
  const assessment = needs.flagger(town).assess({
    text,
    channelLocale: channel.locale,
    visibility: 'private',
    repliesToCitizen: false,
    recentByAuthor: [],
    atMs,
  });
  // The address is all that is known of the visitor, and where the answer is written to.
  const visitor = email ? { email, handle: email } : {};
  const author = email ? await tx.author(channel.id, visitor) : undefined;
  const sight = {
    channel: channel.id,
    department: channel.department,
    externalId: report.formKey,
    ...(author !== undefined && { author }),
    visibility: 'private' as const,
    ...(link && { url: link }),
    publishedAtMs: atMs,
    receivedAtMs: atMs,
    presence: 'shown' as const,
  };
  const item = await tx.addItem(firstSeen(sight, 'message', needs.cycles(town, channel)));
  const version = {
    contentHash: contentHash(text, []),
    seenAtMs: atMs,
    text,
    author: visitor,
    ...(link && { url: link }),
    media: [],
  };
  const about = report.kind === 'comment' ? reported('message').flags : [];
  const flagged = { ...assessment, flags: [...assessment.flags, ...about] };
  const data = { channel: channel.id, verified };
  await noteArrival({ tx, item, nowMs: atMs }, version, flagged, { type: 'report.received', data });
  return item;
}
