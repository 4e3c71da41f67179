import type { Item } from '#domain/items/item.ts';
import type { Reading } from '#ports/store.ts';
import { Prisma } from './generated/client.ts';
import { numberOrNull, toItem, WITH_CYCLES } from './item-row.ts';
import { countLists, queueIds, searchIds } from './lists.ts';
import { entryOf } from './log-line.ts';
import type { Db } from './prisma.ts';
import { remindReading } from './reminding.ts';
import { toLetter, toReply } from './sendable-row.ts';
import { isRowId, storable, storableAll } from './storable.ts';
import { readTown } from './town-rows.ts';
import { viewsOf } from './views.ts';

/** The most rows of one item, or of one channel's recent past, that are read at once: the newest. */
const HISTORY_MAX = 5_000;
const VERSIONS_MAX = 500;
const RECENT_MAX = 100;
const KNOWN_MAX = 10_000;

/** Everything that can be read, on a transaction or outside. */
export function readingOn(db: Db): Reading {
  return {
    ...itemsOn(db),
    ...wordsOn(db),
    ...channelsOn(db),
    ...accountsOn(db),
    ...remindReading(db),
    town: () => readTown(db),
    async history(item) {
      if (!isRowId(item)) return [];
      const rows = await db.logEntry.findMany({
        where: { itemId: item },
        orderBy: { seq: 'desc' },
        take: HISTORY_MAX,
      });
      return rows.toReversed().map(({ seq, line }) => ({ ...entryOf(line), seq: Number(seq) }));
    },
    async pauses(item, cycle) {
      if (!isRowId(item)) return [];
      const rows = await db.clockPause.findMany({
        where: { itemId: item, cycleN: cycle },
        orderBy: { startMs: 'asc' },
        take: VERSIONS_MAX,
      });
      return rows.map((row) => ({
        startMs: Number(row.startMs),
        endMs: numberOrNull(row.endMs),
        reason: row.reason,
        by: row.person,
      }));
    },
    async itemByReceipt(receipt) {
      const row = await db.report.findUnique({ where: { receipt: storable(receipt) } });
      return row?.itemId ?? null;
    },
    async reply(id) {
      const row = isRowId(id) ? await db.reply.findUnique({ where: { id } }) : null;
      return row && toReply(row);
    },
    async replyByExternal(channel, externalId) {
      const row = await db.reply.findFirst({
        where: { externalId: storable(externalId), item: { channel: storable(channel) } },
      });
      return row && toReply(row);
    },
    async letter(id) {
      const row = isRowId(id) ? await db.letter.findUnique({ where: { id } }) : null;
      return row && toLetter(row);
    },
  };
}

function accountsOn(db: Db): Pick<Reading, 'accountHolder' | 'accountsOf'> {
  return {
    async accountHolder({ platform, workspace, user }) {
      const key = storableAll({ platform, workspace, account: user });
      const where = { platform_workspace_account: key };
      const row = await db.linkedAccount.findUnique({ where });
      if (!row) return null;
      return row.person === null ? 'barred' : { person: row.person };
    },
    async accountsOf(person) {
      const rows = await db.linkedAccount.findMany({ where: { person: storable(person) } });
      return rows.map(({ platform, workspace, account }) => ({
        platform,
        workspace,
        user: account,
      }));
    },
  };
}

export async function readItem(db: Db, id: number): Promise<Item | null> {
  const row = isRowId(id)
    ? await db.item.findUnique({ where: { id }, include: WITH_CYCLES })
    : null;
  return row && toItem(row);
}

function itemsOn(
  db: Db,
): Pick<
  Reading,
  | 'item'
  | 'itemByExternal'
  | 'itemByUrl'
  | 'view'
  | 'queue'
  | 'queueCounts'
  | 'quietCount'
  | 'search'
> {
  return {
    item: (id) => readItem(db, id),
    async itemByExternal(channel, externalId) {
      const key = { channel: storable(channel), externalId: storable(externalId) };
      const where = { channel_externalId: key };
      const row = await db.item.findUnique({ where, include: WITH_CYCLES });
      return row && toItem(row);
    },
    async itemByUrl(url) {
      const row = await db.item.findFirst({
        where: { url: storable(url) },
        orderBy: { id: 'desc' },
        include: WITH_CYCLES,
      });
      return row && toItem(row);
    },
    async view(id) {
      const [view] = isRowId(id) ? await viewsOf(db, [id]) : [];
      return view ?? null;
    },
    queue: async (filter) => viewsOf(db, await queueIds(db, filter)),
    queueCounts: (department) => countLists(db, department),
    quietCount: (department, fromMs, untilMs) =>
      db.item.count({
        where: {
          list: 'quiet',
          department: storable(department),
          publishedAtMs: { gte: BigInt(fromMs), lt: BigInt(untilMs) },
        },
      }),
    search: async (search) => viewsOf(db, await searchIds(db, search)),
  };
}

function wordsOn(db: Db): Pick<Reading, 'versions' | 'archived' | 'recentByAuthor'> {
  return {
    async versions(item) {
      if (!isRowId(item)) return [];
      const rows = await db.$queryRaw<VersionRow[]>(Prisma.sql`
        SELECT v.n, v.content_hash, v.seen_at_ms, a.content
        FROM item_version v
        LEFT JOIN archived a ON a.item_id = v.item_id AND a.version = v.n AND a.field = 'text'
        WHERE v.item_id = ${item} ORDER BY v.n DESC LIMIT ${VERSIONS_MAX}`);
      return rows.toReversed().map((row) => ({
        n: row.n,
        contentHash: row.content_hash,
        seenAtMs: Number(row.seen_at_ms),
        text: row.content === null ? '' : utf8(row.content),
      }));
    },
    async archived(item) {
      if (!isRowId(item)) return {};
      const rows = await db.archived.findMany({
        where: { itemId: item, version: null },
        select: { commitment: true, content: true },
        orderBy: { archivedAtMs: 'desc' },
        take: VERSIONS_MAX,
      });
      return Object.fromEntries(rows.map((row) => [row.commitment, utf8(row.content)]));
    },
    async recentByAuthor(author, sinceMs) {
      const rows = await db.item.findMany({
        where: { authorId: author, publishedAtMs: { gte: BigInt(sinceMs) } },
        select: { text: true, publishedAtMs: true },
        orderBy: { publishedAtMs: 'desc' },
        take: RECENT_MAX,
      });
      return rows.map((row) => ({ text: row.text, atMs: Number(row.publishedAtMs) }));
    },
  };
}

function channelsOn(db: Db): Pick<Reading, 'known' | 'channelState'> {
  return {
    async known(channel, sinceMs) {
      const rows = await db.item.findMany({
        where: { channel: storable(channel), publishedAtMs: { gte: BigInt(sinceMs) } },
        select: { id: true, externalId: true, contentHash: true, presence: true },
        orderBy: { publishedAtMs: 'desc' },
        take: KNOWN_MAX,
      });
      return rows.map((row) => ({ ...row, presence: row.presence as Item['presence'] }));
    },
    async channelState(channel) {
      const row = await db.channelState.findUnique({ where: { channel: storable(channel) } });
      return {
        cursor: row?.cursor ?? null,
        pulledAtMs: numberOrNull(row?.pulledAtMs ?? null),
        lastEventAtMs: numberOrNull(row?.lastEventAtMs ?? null),
        fault: row?.fault ?? null,
      };
    },
  };
}

interface VersionRow {
  readonly n: number;
  readonly content_hash: string;
  readonly seen_at_ms: bigint;
  readonly content: Uint8Array | null;
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
