import type { Flag } from '#domain/items/flag.ts';
import type { MediaRef } from '#ports/connector.ts';
import type { ItemView } from '#ports/store.ts';
import { Prisma } from './generated/client.ts';
import { toItem, WITH_CYCLES } from './item-row.ts';
import type { Db } from './prisma.ts';
import { toLetter, toReply } from './sendable-row.ts';

/** Counting stops here: a card says "many" beyond it, and one prolific author costs no more. */
const EARLIER_ITEMS_MAX = 1000;

const BY_ID = { orderBy: { id: 'asc' } } as const;

const WITH_ALL = {
  ...WITH_CYCLES,
  author: true,
  flags: BY_ID,
  replies: BY_ID,
  letters: BY_ID,
} as const satisfies Prisma.ItemInclude;

type FullRow = Prisma.ItemGetPayload<{ include: typeof WITH_ALL }>;

/** The views of these items in this order: one statement per table, however many they are. */
export async function viewsOf(db: Db, ids: readonly number[]): Promise<ItemView[]> {
  if (ids.length === 0) return [];
  const rows = await db.item.findMany({ where: { id: { in: [...ids] } }, include: WITH_ALL });
  const earlier = await earlierItems(db, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toView(row, earlier.get(id) ?? 0)] : [];
  });
}

function toView(row: FullRow, earlierItems: number): ItemView {
  return {
    item: toItem(row),
    text: row.text,
    language: row.language,
    author: {
      name: row.author?.name ?? row.author?.handle ?? '',
      ...(row.author?.handle && { handle: row.author.handle }),
      earlierItems,
    },
    media: row.media as unknown as readonly MediaRef[],
    edits: Math.max(0, row.version - 1),
    // What rules saw in an older version says nothing of the text that is shown.
    flags: row.flags
      .filter((flag) => flag.source !== 'rules' || flag.version === row.version)
      .map(toFlag),
    replies: row.replies.map(toReply),
    letters: row.letters.map(toLetter),
  };
}

function toFlag(row: FullRow['flags'][number]): Flag {
  return {
    source: row.source as Flag['source'],
    category: row.category as Flag['category'],
    rule: row.rule,
    why: row.why as Flag['why'],
    ...(row.ground !== null && { ground: row.ground }),
    ...(row.shown !== null && { shown: row.shown }),
    ...(row.spanStart !== null &&
      row.spanEnd !== null && { span: { start: row.spanStart, end: row.spanEnd } }),
    band: row.band as Flag['band'],
  };
}

async function earlierItems(db: Db, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ id: number; earlier: number }[]>(Prisma.sql`
    SELECT i.id, (
      SELECT count(*)::int FROM (
        SELECT 1 FROM item e
        WHERE e.author_id = i.author_id AND e.published_at_ms < i.published_at_ms
        LIMIT ${EARLIER_ITEMS_MAX}
      ) counted
    ) AS earlier
    FROM item i WHERE i.id = ANY(${[...ids]}::int[])`);
  return new Map(rows.map(({ id, earlier }) => [id, earlier]));
}
