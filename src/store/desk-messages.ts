import type { NewMessage, Tx } from '#ports/store.ts';
import { Prisma } from './generated/client.ts';
import type { Db } from './prisma.ts';
import { storable, storableAll } from './storable.ts';

/** Desks that are told by messages: all but our own, which read the changes themselves. */
export const CHAT_DESKS = `
  SELECT id, document ->> 'department' AS department FROM town_entry
  WHERE kind = 'desk' AND valid_to_ms IS NULL AND document ->> 'platform' <> 'web'`;

const WANTED = Prisma.raw(`
  wanted = desk_message.wanted + 1,
  waits_since_ms = CASE WHEN desk_message.wanted > desk_message.shown
                        THEN desk_message.waits_since_ms ELSE EXCLUDED.waits_since_ms END,
  not_before_ms = 0`);

/**
 * Writes down, with the change itself, that chat desks are to show it: a card for what is owed or
 * has a card already, the day's one line for what is quiet.
 */
export async function wantShown(db: Db, items: readonly number[]): Promise<void> {
  if (items.length === 0) return;
  const nowMs = BigInt(Date.now());
  await db.$executeRaw`
    WITH chat AS (${Prisma.raw(CHAT_DESKS)}),
    changed AS (
      SELECT i.id, i.list, i.department,
        to_char(to_timestamp(i.published_at_ms / 1000.0) AT TIME ZONE (d.document ->> 'zone'), 'YYYY-MM-DD') AS day
      FROM item i JOIN town_entry d
        ON d.kind = 'department' AND d.valid_to_ms IS NULL AND d.id = i.department
      WHERE i.id = ANY(${[...items]}::int[])
    )
    INSERT INTO desk_message (desk, key, conversation, waits_since_ms)
    SELECT chat.id, 'item:' || c.id, 'channel', ${nowMs}::bigint
    FROM changed c JOIN chat ON chat.department = c.department WHERE c.list = 'owed'
    UNION
    SELECT m.desk, m.key, m.conversation, ${nowMs}::bigint
    FROM changed c JOIN desk_message m ON m.key IN ('item:' || c.id, 'quiet:' || c.day)
    JOIN chat ON chat.id = m.desk
    UNION
    SELECT chat.id, 'quiet:' || c.day, 'channel', ${nowMs}::bigint
    FROM changed c JOIN chat ON chat.department = c.department WHERE c.list = 'quiet'
    ON CONFLICT (desk, key) DO UPDATE SET ${WANTED}`;
}

export function messageWriting(db: Db): Pick<Tx, 'addMessage' | 'markConversation'> {
  return {
    async addMessage({ desk, key, conversation, thread, card }: NewMessage) {
      await db.deskMessage.createMany({
        data: {
          ...storableAll({ desk, key, conversation, thread: thread ?? null }),
          card: storableAll(JSON.parse(JSON.stringify(card))),
          waitsSinceMs: BigInt(Date.now()),
        },
        skipDuplicates: true,
      });
    },
    async markConversation({ desk, conversation }, fault, atMs) {
      const where = Prisma.sql`(${storable(desk)}, ${storable(conversation)})`;
      const marked =
        fault === null
          ? await db.$executeRaw`
              UPDATE desk_conversation SET fault = NULL, fault_since_ms = NULL
              WHERE (desk, conversation) = ${where} AND fault IS NOT NULL`
          : await db.$executeRaw`
              INSERT INTO desk_conversation AS c (desk, conversation, fault, fault_since_ms)
              VALUES (${storable(desk)}, ${storable(conversation)}, ${fault}, ${BigInt(atMs)})
              ON CONFLICT (desk, conversation) DO UPDATE
                SET fault = EXCLUDED.fault, fault_since_ms = EXCLUDED.fault_since_ms
                WHERE c.fault IS DISTINCT FROM EXCLUDED.fault`;
      return marked === 1;
    },
  };
}
