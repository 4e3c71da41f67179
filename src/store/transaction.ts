import type { LogEntry } from '#domain/archive/entry.ts';
import { leafHash } from '#domain/archive/merkle.ts';
import type { Item } from '#domain/items/item.ts';
import type { EventAuthor } from '#ports/connector.ts';
import type { Tx } from '#ports/store.ts';
import { archiveFields, archiveVersion } from './archive-rows.ts';
import { CHANGES_CHANNEL } from './changes.ts';
import { messageWriting, wantShown } from './desk-messages.ts';
import { Prisma } from './generated/client.ts';
import { bigOrNull, fromCycle, fromItem } from './item-row.ts';
import type { SendJob } from './job-sending.ts';
import { dropLeavers } from './leavers.ts';
import { lineOf } from './log-line.ts';
import type { Db } from './prisma.ts';
import { readItem, readingOn } from './reading.ts';
import { remindWriting } from './reminding.ts';
import { fromLetter, fromReply, toLetter, toReply } from './sendable-row.ts';
import { boundedKey, isRowId, storable, storableAll } from './storable.ts';
import { readTown, writeTown } from './town-rows.ts';

export interface OpenTx {
  readonly tx: Tx;
  /** Writes what desks are to show and, as the last statement before the commit (its lock orders writers), the log. */
  finish(): Promise<void>;
}

/** The desk's transaction on Prisma's. */
export function openTx(db: Db, sendJob: SendJob): OpenTx {
  const entries: LogEntry[] = [];
  const changed = new Set<number>();
  const log = (entry: LogEntry): void => void entries.push(entry);
  const tx: Tx = {
    ...readingOn(db),
    ...itemWriting(db),
    ...versionWriting(db),
    ...replyWriting(db),
    ...letterWriting(db),
    ...deskWriting(db),
    ...messageWriting(db),
    ...remindWriting(db),
    log,
    async saveTown(town, by, atMs) {
      await writeTown(db, town, by, atMs);
      await dropLeavers(db, town, { atMs, log });
    },
    send: (name, data, options = {}) => sendJob(db, name, data, options),
    async changed(what) {
      if (what !== 'town') changed.add(Number(what.replace('item:', '')));
      await db.$executeRaw`SELECT pg_notify(${CHANGES_CHANNEL}, ${what})`;
    },
  };
  return {
    tx,
    async finish() {
      await wantShown(db, [...changed]);
      await appendEntries(db, entries);
    },
  };
}

/** A statement takes a limited number of values. */
const LINES_AT_ONCE = 1_000;

/** The database gives the positions; ours only keeps the column filled until then. */
async function appendEntries(db: Db, entries: readonly LogEntry[]): Promise<void> {
  for (let from = 0; from < entries.length; from += LINES_AT_ONCE) {
    const rows = entries.slice(from, from + LINES_AT_ONCE).map((entry) => {
      const line = lineOf(entry);
      return Prisma.sql`(0, ${line}, ${leafHash(line)}, ${entry.item ?? null}::int)`;
    });
    await db.$executeRaw`
      INSERT INTO log_entry (seq, line, leaf_hash, item_id) VALUES ${Prisma.join(rows)}`;
  }
}

function itemWriting(db: Db): Pick<Tx, 'lockItem' | 'addItem' | 'saveItem'> {
  return {
    async lockItem(id) {
      if (!isRowId(id)) return null;
      const [row] = await db.$queryRaw<unknown[]>`SELECT id FROM item WHERE id = ${id} FOR UPDATE`;
      return row ? readItem(db, id) : null;
    },
    async addItem(item) {
      const { id } = await db.item.create({ data: fromItem(item), select: { id: true } });
      await saveCycle(db, id, item);
      return { ...item, id };
    },
    async saveItem({ id, ...item }) {
      await db.item.update({ where: { id }, data: fromItem(item), select: { id: true } });
      await saveCycle(db, id, item);
    },
  };
}

async function saveCycle(db: Db, itemId: number, { cycle }: Omit<Item, 'id'>): Promise<void> {
  if (!cycle) return;
  const { n } = cycle;
  const data = fromCycle(cycle);
  await db.clockCycle.upsert({
    where: { itemId_n: { itemId, n } },
    create: { itemId, n, ...data },
    update: data,
  });
}

function versionWriting(db: Db): Pick<Tx, 'author' | 'addVersion' | 'addFlags' | 'archive'> {
  return {
    async author(channel, author) {
      const identity = identityOf(author);
      const known = storableAll({
        ...(author.externalId !== undefined && { externalId: author.externalId }),
        ...(author.handle !== undefined && { handle: author.handle }),
        ...(author.name !== undefined && { name: author.name }),
        ...(author.email !== undefined && { email: author.email }),
      });
      const create = { channel: storable(channel), identity, ...known };
      if (identity === null) return (await db.author.create({ data: create })).id;
      const where = { channel_identity: { channel: create.channel, identity } };
      return (await db.author.upsert({ where, create, update: known })).id;
    },
    addVersion: (item, version) => archiveVersion(db, item, version),
    async addFlags(itemId, version, { flags, language, rulesVersion }) {
      await db.flag.createMany({
        data: flags.map(({ span, why, ...flag }) =>
          storableAll({
            ...flag,
            why: { ...why },
            itemId,
            version,
            spanStart: span?.start ?? null,
            spanEnd: span?.end ?? null,
            rulesVersion,
          }),
        ),
      });
      const wantsCard = flags.some(({ band }) => band !== 'note');
      await db.item.update({
        where: { id: itemId },
        data: { ...(wantsCard && { cardDue: true }), ...(language !== '' && { language }) },
        select: { id: true },
      });
    },
    async archive(itemId, field, text, atMs) {
      const made = await archiveFields(db, { [field]: text }, { itemId, version: null, atMs });
      return made[field] as string;
    },
  };
}

/** The strongest thing the platform tells of an account; null: nothing tells it from another. */
function identityOf({ externalId, handle, email, name }: EventAuthor): string | null {
  if (externalId) return boundedKey(`id:${externalId}`);
  if (handle) return boundedKey(`handle:${handle}`);
  if (email) return boundedKey(`email:${email.toLowerCase()}`);
  return name ? boundedKey(`name:${name}`) : null;
}

function replyWriting(db: Db): Pick<Tx, 'addReply' | 'lockReply' | 'saveReply'> {
  return {
    addReply: async (reply) => toReply(await db.reply.create({ data: fromReply(reply) })),
    async lockReply(id) {
      if (!isRowId(id)) return null;
      const [row] = await db.$queryRaw<unknown[]>`SELECT id FROM reply WHERE id = ${id} FOR UPDATE`;
      return row ? toReply(await db.reply.findUniqueOrThrow({ where: { id } })) : null;
    },
    async saveReply({ id, ...reply }) {
      await db.reply.update({ where: { id }, data: fromReply(reply) });
    },
  };
}

function letterWriting(db: Db): Pick<Tx, 'addLetter' | 'lockLetter' | 'saveLetter'> {
  return {
    addLetter: async (letter) => toLetter(await db.letter.create({ data: fromLetter(letter) })),
    async lockLetter(id) {
      if (!isRowId(id)) return null;
      const [row] = await db.$queryRaw<
        unknown[]
      >`SELECT id FROM letter WHERE id = ${id} FOR UPDATE`;
      return row ? toLetter(await db.letter.findUniqueOrThrow({ where: { id } })) : null;
    },
    async saveLetter({ id, ...letter }) {
      await db.letter.update({ where: { id }, data: fromLetter(letter) });
    },
  };
}

/** Names of the advisory locks, beside the log's own and the migrations'. */
const TOWN_LOCK = 72707370;
const CHANNEL_LOCK = 72707371;

function deskWriting(
  db: Db,
): Pick<Tx, 'addReport' | 'saveChannelState' | 'lockTown' | 'lockChannel' | 'once'> {
  return {
    async addReport({ item, receivedAtMs, ...report }) {
      await db.report.create({
        data: storableAll({ ...report, itemId: item, receivedAtMs: BigInt(receivedAtMs) }),
      });
    },
    async saveChannelState(id, { cursor, pulledAtMs, lastEventAtMs, fault }) {
      const channel = storable(id);
      const state = {
        ...(cursor !== undefined && { cursor: jsonOrNull(cursor) }),
        ...(pulledAtMs !== undefined && { pulledAtMs: bigOrNull(pulledAtMs) }),
        ...(lastEventAtMs !== undefined && { lastEventAtMs: bigOrNull(lastEventAtMs) }),
        ...(fault !== undefined && { fault: fault && storable(fault) }),
      };
      await db.channelState.upsert({
        where: { channel },
        create: { channel, ...state },
        update: state,
      });
    },
    async lockTown() {
      await db.$executeRaw`SELECT pg_advisory_xact_lock(${TOWN_LOCK}::bigint)`;
      return readTown(db);
    },
    async lockChannel(channel) {
      await db.$executeRaw`
        SELECT pg_advisory_xact_lock(${CHANNEL_LOCK}::int, hashtext(${storable(channel)}))`;
    },

    async once(platform, key) {
      const added = await db.$executeRaw`
        INSERT INTO interaction (platform, key, seen_at_ms)
        VALUES (${storable(platform)}, ${boundedKey(key)}, ${BigInt(Date.now())})
        ON CONFLICT DO NOTHING`;
      return added === 1;
    },
  };
}

const jsonOrNull = (value: unknown) =>
  value === null ? Prisma.DbNull : storableAll(JSON.parse(JSON.stringify(value)));
