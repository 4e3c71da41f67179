import type { QueueFilter, Search } from '#ports/store.ts';
import { Prisma } from './generated/client.ts';
import type { Db } from './prisma.ts';
import { storable } from './storable.ts';

const PAGE_MAX = 200;
const OFFSET_MAX = 100_000;
/** Counting stops here: the number then reads as "so many or more". */
const COUNT_MAX = 10_000;
const AUTHORS_MAX = 200;
const WORDS_MAX = 10;

const MATCH_ALL = Prisma.sql`TRUE`;

/** Ids of a page of a list: what is owed by its due time (none last), the rest newest first. */
export async function queueIds(db: Db, filter: QueueFilter): Promise<number[]> {
  const { list, department, holder } = filter;
  const order =
    list === 'owed'
      ? Prisma.sql`due_at_ms NULLS LAST, published_at_ms, id`
      : Prisma.sql`published_at_ms DESC, id DESC`;
  // The list stands in the text: a parameter would not let the planner use the partial index.
  const rows = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT id FROM item
    WHERE ${inList(list)}
      AND ${department === undefined ? MATCH_ALL : Prisma.sql`department = ${storable(department)}`}
      AND ${holder === undefined ? MATCH_ALL : Prisma.sql`state_kind = 'taken' AND holder = ${storable(holder)}`}
    ORDER BY ${order}
    LIMIT ${bounded(filter.limit, PAGE_MAX)}::int OFFSET ${bounded(filter.offset, OFFSET_MAX)}::int`);
  return rows.map(({ id }) => id);
}

/** How many stand in each list, counted up to 10,000. */
export async function countLists(
  db: Db,
  department?: string,
): Promise<Record<QueueFilter['list'], number>> {
  const ours =
    department === undefined ? MATCH_ALL : Prisma.sql`department = ${storable(department)}`;
  const count = (list: QueueFilter['list']) => Prisma.sql`(
    SELECT count(*)::int FROM (
      SELECT 1 FROM item WHERE ${inList(list)} AND ${ours} LIMIT ${COUNT_MAX}::int
    ) counted)`;
  const [row] = await db.$queryRaw<{ owed: number; quiet: number; closed: number }[]>(Prisma.sql`
    SELECT ${count('owed')} AS owed, ${count('quiet')} AS quiet, ${count('closed')} AS closed`);
  return row ?? { owed: 0, quiet: 0, closed: 0 };
}

/** Ids of items that fit, newest first. Each word matches by its beginning; all must be there. */
export async function searchIds(db: Db, search: Search): Promise<number[]> {
  const conditions: Prisma.Sql[] = [MATCH_ALL];
  const query = tsquery(search.words);
  if (query !== null) {
    const authors = await authorIds(db, query);
    conditions.push(
      Prisma.sql`(search @@ to_tsquery('simple', ${query}) OR author_id = ANY(${authors}::int[]))`,
    );
  } else if (search.words?.trim()) {
    return [];
  }
  if (search.channel !== undefined) {
    conditions.push(Prisma.sql`channel = ${storable(search.channel)}`);
  }
  if (search.itemClass !== undefined) conditions.push(Prisma.sql`item_class = ${search.itemClass}`);
  if (search.state !== undefined) conditions.push(Prisma.sql`state_kind = ${search.state}`);
  if (search.fromMs !== undefined) {
    conditions.push(Prisma.sql`published_at_ms >= ${BigInt(search.fromMs)}`);
  }
  if (search.untilMs !== undefined) {
    conditions.push(Prisma.sql`published_at_ms < ${BigInt(search.untilMs)}`);
  }
  const rows = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT id FROM item WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY published_at_ms DESC, id DESC LIMIT ${bounded(search.limit, PAGE_MAX)}::int`);
  return rows.map(({ id }) => id);
}

async function authorIds(db: Db, query: string): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>(Prisma.sql`
    SELECT id FROM author WHERE search @@ to_tsquery('simple', ${query})
    ORDER BY id DESC LIMIT ${AUTHORS_MAX}`);
  return rows.map(({ id }) => id);
}

/** Letters and digits only, each word quoted: nothing a person types is read as an operator. */
function tsquery(words: string | undefined): string | null {
  const found = words?.match(/[\p{L}\p{M}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? [];
  return found.length === 0 ? null : found.map((word) => `'${word}':*`).join(' & ');
}

const inList = (list: QueueFilter['list']): Prisma.Sql =>
  ({
    owed: Prisma.sql`list = 'owed'`,
    quiet: Prisma.sql`list = 'quiet'`,
    closed: Prisma.sql`list = 'closed'`,
  })[list];

const bounded = (asked: number, max: number): number => Math.min(Math.max(0, asked), max);
