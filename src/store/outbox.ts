import type { Card } from '#ports/desk.ts';
import type { Conversation, Outbox, Trouble, WaitingMessage } from '#ports/outbox.ts';
import { CHAT_DESKS } from './desk-messages.ts';
import type { Sql } from './sql.ts';

/** Slack's pace, the slowest of all: one message a second in a conversation, and a little more. */
const PACE_MS = 1_100;
/** Longer than a request to a platform may take; afterwards whoever took the message is dead. */
const LEASE_MS = 30_000;
/** An edit shows what somebody has just done: it passes posts that have waited no longer than this. */
const EDITS_AHEAD_MS = 30_000;

const CLAIM = `
  WITH next AS (
    SELECT m.desk, m.key, m.conversation, m.posting_since_ms, t.ref AS thread_ref
    FROM desk_message m
    LEFT JOIN desk_conversation c USING (desk, conversation)
    LEFT JOIN desk_message t ON t.desk = m.desk AND t.key = m.thread
    WHERE m.desk = $1 AND m.wanted > m.shown AND m.not_before_ms <= $2 AND m.leased_until_ms <= $2
      AND coalesce(c.next_at_ms, 0) <= $2 AND (m.thread IS NULL OR t.ref IS NOT NULL)
    ORDER BY m.waits_since_ms - CASE WHEN m.ref IS NULL THEN 0 ELSE ${EDITS_AHEAD_MS} END, m.key
    LIMIT 1
  ), turn AS (
    INSERT INTO desk_conversation AS c (desk, conversation, next_at_ms)
    SELECT desk, conversation, $2::bigint + ${PACE_MS} FROM next
    ON CONFLICT (desk, conversation) DO UPDATE SET next_at_ms = EXCLUDED.next_at_ms
      WHERE c.next_at_ms <= $2
    RETURNING conversation, fault
  )
  UPDATE desk_message m SET
    leased_until_ms = $2::bigint + ${LEASE_MS}, attempts = m.attempts + 1,
    posting_since_ms = CASE WHEN m.ref IS NULL THEN coalesce(m.posting_since_ms, $2::bigint) END
  FROM next, turn
  WHERE m.desk = next.desk AND m.key = next.key AND m.leased_until_ms <= $2
    AND turn.conversation = next.conversation
  RETURNING m.desk, m.key, m.conversation, m.card, m.wanted, m.attempts,
    m.waits_since_ms::float8 AS waits_since_ms, m.ref, m.hash, m.closed, turn.fault, next.thread_ref,
    next.posting_since_ms::float8 AS posting_since_ms`;

const EARLIEST = `
  SELECT min(greatest(m.not_before_ms, m.leased_until_ms, coalesce(c.next_at_ms, 0)))::float8 AS at_ms
  FROM desk_message m LEFT JOIN desk_conversation c USING (desk, conversation)
  LEFT JOIN desk_message t ON t.desk = m.desk AND t.key = m.thread
  WHERE m.desk = $1 AND m.wanted > m.shown AND (m.thread IS NULL OR t.ref IS NOT NULL)`;

/** The pace counts from when a message is there, however long it took. */
const KEEP_PACE = `
  UPDATE desk_conversation SET next_at_ms = greatest(next_at_ms, $3::bigint + ${PACE_MS})
  WHERE desk = $1 AND conversation = $2`;

/** Unless somebody was told meanwhile to let it rest for longer. */
const GIVE_TURN_BACK = `
  UPDATE desk_conversation SET next_at_ms = 0
  WHERE desk = $1 AND conversation = $2 AND next_at_ms <= $3::bigint + ${PACE_MS}`;

interface Row {
  readonly desk: string;
  readonly key: string;
  readonly conversation: Conversation;
  readonly thread_ref: string | null;
  readonly card: Card | null;
  readonly wanted: number;
  readonly attempts: number;
  readonly waits_since_ms: number;
  readonly ref: string | null;
  readonly hash: string | null;
  readonly closed: boolean;
  readonly posting_since_ms: number | null;
  readonly fault: Trouble | null;
}

function messageOf(row: Row): WaitingMessage {
  const { desk, key, conversation, card, ref, hash, closed, attempts, fault } = row;
  return {
    desk,
    key,
    conversation,
    change: row.wanted,
    waitsSinceMs: row.waits_since_ms,
    closed,
    attempts,
    ...(row.thread_ref !== null && { thread: row.thread_ref }),
    ...(card !== null && { card }),
    ...(ref !== null && { ref }),
    ...(hash !== null && { hash }),
    ...(fault !== null && { fault }),
    ...(row.posting_since_ms !== null && { postingSinceMs: row.posting_since_ms }),
  };
}

/** By plain SQL, each call one statement: any of them may be the last one that this process runs. */
export function outboxOn(sql: Sql, now: () => number): Outbox {
  return {
    ...claiming(sql, now),
    ...settling(sql, now),
    ...arranging(sql, now),
    ...looking(sql, now),
  };
}

function claiming(sql: Sql, now: () => number): Pick<Outbox, 'claim'> {
  return {
    async claim(desk) {
      const [row] = await sql.query<Row>(CLAIM, [desk, now()]);
      if (row) return messageOf(row);
      const [next] = await sql.query<{ at_ms: number | null }>(EARLIEST, [desk]);
      const atMs = next?.at_ms ?? null;
      return { waitMs: atMs === null ? null : Math.max(0, atMs - now()) };
    },
  };
}

function settling(
  sql: Sql,
  now: () => number,
): Pick<Outbox, 'shown' | 'drop' | 'postpone' | 'lost'> {
  return {
    async shown({ desk, key, conversation, change, ref: edited = null }, shown, how) {
      const { ref, hash, closed, lookAgainAtMs } = shown;
      if (how === 'sent') await sql.query(KEEP_PACE, [desk, conversation, now()]);
      await sql.query(
        `UPDATE desk_message SET shown = $3, ref = $4, hash = $5, closed = $6,
           look_again_at_ms = $7, leased_until_ms = 0, not_before_ms = 0, attempts = 0,
           posting_since_ms = NULL, waits_since_ms = CASE WHEN wanted > $3 THEN $8 ELSE waits_since_ms END
         -- Removed by hand since it was taken: it is to be posted anew.
         WHERE desk = $1 AND key = $2 AND ref IS NOT DISTINCT FROM $9`,
        [desk, key, change, ref, hash, closed, lookAgainAtMs, now(), edited],
      );
      if (how === 'unsent') await sql.query(GIVE_TURN_BACK, [desk, conversation, now()]);
    },
    async drop({ desk, key, conversation, change }) {
      await sql.query('DELETE FROM desk_message WHERE desk = $1 AND key = $2 AND wanted = $3', [
        desk,
        key,
        change,
      ]);
      await sql.query('UPDATE desk_message SET leased_until_ms = 0 WHERE desk = $1 AND key = $2', [
        desk,
        key,
      ]);
      await sql.query(GIVE_TURN_BACK, [desk, conversation, now()]);
    },
    async postpone({ desk, key, conversation }, { post, restMs, letOthersMs = 0 }) {
      await sql.query(
        `UPDATE desk_message SET leased_until_ms = 0,
           not_before_ms = CASE WHEN $4 > 0 THEN $5::bigint + $4 ELSE not_before_ms END,
           posting_since_ms = CASE WHEN $3 THEN NULL ELSE posting_since_ms END
         WHERE desk = $1 AND key = $2`,
        [desk, key, post === 'unsent', letOthersMs, now()],
      );
      await sql.query(
        `UPDATE desk_conversation SET next_at_ms = greatest(next_at_ms, $3)
         WHERE desk = $1 AND conversation = $2`,
        [desk, conversation, now() + restMs],
      );
    },
    async lost(desk, ref) {
      const [row] = await sql.query<{ key: string }>(
        `UPDATE desk_message SET ref = NULL, hash = NULL, leased_until_ms = 0, posting_since_ms = NULL,
           wanted = wanted + 1, waits_since_ms = $3
         WHERE desk = $1 AND ref = $2 RETURNING key`,
        [desk, ref, now()],
      );
      return row?.key ?? null;
    },
  };
}

/** After the town file has changed where a desk stands, and whose it is. */
function arranging(sql: Sql, now: () => number): Pick<Outbox, 'settleAt' | 'fill'> {
  return {
    async settleAt(desk, place) {
      const elsewhere = `desk = $1 AND conversation = 'channel' AND ref IS NOT NULL AND NOT starts_with(ref, $2)`;
      await sql.query(
        `WITH left_behind AS (DELETE FROM desk_message WHERE ${elsewhere} AND (closed OR card IS NOT NULL))
         UPDATE desk_message SET ref = NULL, hash = NULL, leased_until_ms = 0, wanted = wanted + 1,
           waits_since_ms = $3
         WHERE ${elsewhere} AND NOT closed AND card IS NULL`,
        [desk, place, now()],
      );
    },
    async fill() {
      await sql.query(
        `INSERT INTO desk_message (desk, key, conversation, waits_since_ms)
         SELECT chat.id, 'item:' || i.id, 'channel', $1
         FROM (${CHAT_DESKS}) chat JOIN item i ON i.department = chat.department AND i.list = 'owed'
         ON CONFLICT DO NOTHING`,
        [now()],
      );
      // A desk that is another unit's now: the cards of the first say so, and nothing more.
      await sql.query(
        `UPDATE desk_message m SET wanted = wanted + 1 FROM (${CHAT_DESKS}) chat, item i
         WHERE m.desk = chat.id AND m.key = 'item:' || i.id AND m.ref IS NOT NULL AND NOT m.closed
           AND i.department <> chat.department`,
      );
    },
  };
}

function looking(
  sql: Sql,
  now: () => number,
): Pick<Outbox, 'keyOf' | 'wake' | 'lookAgain' | 'fault' | 'waiting'> {
  return {
    async keyOf(desk, ref) {
      const [row] = await sql.query<{ key: string }>(
        'SELECT key FROM desk_message WHERE desk = $1 AND ref = $2',
        [desk, ref],
      );
      return row?.key ?? null;
    },
    async wake(desk) {
      await sql.query(
        `UPDATE desk_conversation SET next_at_ms = $2 WHERE desk = $1 AND next_at_ms > $2
           AND fault IS NOT NULL`,
        [desk, now()],
      );
    },
    async lookAgain(nowMs) {
      await sql.query(
        `UPDATE desk_message SET wanted = wanted + 1, look_again_at_ms = NULL,
           waits_since_ms = CASE WHEN wanted > shown THEN waits_since_ms ELSE $2 END
         WHERE look_again_at_ms <= $1`,
        [nowMs, now()],
      );
    },
    async fault(desk, conversation) {
      const [row] = await sql.query<{ fault: Trouble | null }>(
        'SELECT fault FROM desk_conversation WHERE desk = $1 AND conversation = $2',
        [desk, conversation],
      );
      return row?.fault ?? null;
    },
    async waiting() {
      const rows = await sql.query<{ desk: string; n: number }>(
        `SELECT chat.id AS desk, (
           SELECT count(*)::int FROM desk_message m
           LEFT JOIN desk_message t ON t.desk = m.desk AND t.key = m.thread
           WHERE m.desk = chat.id AND m.wanted > m.shown AND (m.thread IS NULL OR t.ref IS NOT NULL)
         ) AS n FROM (${CHAT_DESKS}) chat`,
      );
      return Object.fromEntries(rows.map(({ desk, n }) => [desk, n]));
    },
  };
}
