import type { Channel } from '#domain/channels/channel.ts';
import { contentHash, firstSeen, type StartCycle } from '#domain/items/arrival.ts';
import type { Item } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Flagger } from '#ports/flagger.ts';
import type { Store, Tx } from '#ports/store.ts';
import { reported } from './take-in.ts';

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
export function reportChannel(town: Town, department: string): Channel | undefined {
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
    await tx.changed(`item:${item.id}`);
    return { kind: 'received', receipt };
  });
}

async function raiseOn(tx: Tx, known: Item, text: string, atMs: number): Promise<Item> {
  const item = (await tx.lockItem(known.id)) ?? known;
  const commitment = await tx.archive(item.id, 'report', text, atMs);
  const version = (await tx.versions(item.id)).length;
  await tx.addFlags(item.id, version, reported(item));
  await tx.saveItem({ ...item, rev: item.rev + 1 });
  const commitments = { text: commitment };
  tx.log({ type: 'report.received', atMs, actor: 'system', item: item.id, commitments });
  return item;
}

async function receiveAsItem(
  tx: Tx,
  needs: ReportNeeds,
  asked: { town: Town; channel: Channel; report: VisitorReport; atMs: number },
): Promise<Item> {
  const { town, channel, report, atMs } = asked;
  const assessment = needs.flagger(town).assess({
    text: report.text,
    channelLocale: channel.locale,
    visibility: 'private',
    repliesToCitizen: false,
    recentByAuthor: [],
    atMs,
  });
  const sight = {
    channel: channel.id,
    department: channel.department,
    externalId: report.formKey,
    visibility: 'private' as const,
    ...(report.link && { url: report.link }),
    publishedAtMs: atMs,
    receivedAtMs: atMs,
    presence: 'shown' as const,
  };
  const item = await tx.addItem(firstSeen(sight, 'message', needs.cycles(town, channel)));
  const { n, commitments } = await tx.addVersion(item.id, {
    contentHash: contentHash(report.text, []),
    seenAtMs: atMs,
    text: report.text,
    author: report.email ? { email: report.email } : {},
    ...(report.link && { url: report.link }),
    media: [],
  });
  const flags = report.kind === 'comment' ? reported(item).flags : [];
  await tx.addFlags(item.id, n, { ...assessment, flags: [...assessment.flags, ...flags] });
  const data = { channel: channel.id, verified: report.verified };
  tx.log({ type: 'report.received', atMs, actor: 'system', item: item.id, commitments, data });
  if (item.cycle) {
    const { clock, startAtMs, dueAtMs } = item.cycle;
    const started = { n: 1, clock, startAtMs, dueAtMs };
    tx.log({ type: 'clock.started', atMs, actor: 'system', item: item.id, data: started });
  }
  return item;
}
