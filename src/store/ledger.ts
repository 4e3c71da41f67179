import type { Archived } from '#domain/archive/commitment.ts';
import type { Ledger, StoredCheckpoint } from '#ports/ledger.ts';
import type { Sql } from './sql.ts';

const PAGE_MAX = 10_000;

/** The log, its checkpoints and the archive, by plain SQL. */
export function ledgerOn(sql: Sql): Ledger {
  const ledger: Ledger = {
    async size() {
      const [row] = await sql.query<{ size: number }>(
        `SELECT coalesce((SELECT seq + 1 FROM log_entry ORDER BY seq DESC LIMIT 1), 0)::float8 AS size`,
      );
      return row?.size ?? 0;
    },
    logLines: (fromSeq, limit) =>
      sql.query(
        `SELECT seq::float8 AS seq, line FROM log_entry
         WHERE seq >= $1 ORDER BY log_entry.seq LIMIT $2`,
        [fromSeq, Math.min(limit, PAGE_MAX)],
      ),
    async archivedFor(commitments) {
      const rows = await sql.query<{ commitment: string } & Archived>(
        'SELECT commitment, salt, content FROM archived WHERE commitment = ANY($1::text[])',
        [commitments],
      );
      return new Map(rows.map(({ commitment, salt, content }) => [commitment, { salt, content }]));
    },
    async saveCheckpoint({ treeSize, note }) {
      await sql.query(
        'INSERT INTO log_checkpoint (tree_size, note) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [treeSize, note],
      );
    },
    async latestCheckpoint() {
      const [row] = await sql.query<StoredCheckpoint>(
        `${CHECKPOINTS} ORDER BY log_checkpoint.tree_size DESC LIMIT 1`,
      );
      return row ?? null;
    },
    checkpoints: (afterSize, limit) =>
      sql.query(`${CHECKPOINTS} WHERE tree_size > $1 ORDER BY log_checkpoint.tree_size LIMIT $2`, [
        afterSize,
        Math.min(limit, PAGE_MAX),
      ]),
    async notUnderstood(channel) {
      const [found] = await sql.query<{ count: number; kind: string | null }>(NOT_UNDERSTOOD, [
        channel,
      ]);
      const kept = found?.kind ? await ledger.archivedFor([found.kind]) : new Map();
      const content = kept.get(found?.kind)?.content;
      const newest = content === undefined ? null : Buffer.from(content).toString('utf8');
      return { count: found?.count ?? 0, newest };
    },
  };
  return ledger;
}

/** Reads the whole log: for an operator who asks, not for a page. */
const NOT_UNDERSTOOD = `
  SELECT count(*)::float8 AS count,
         (array_agg(line::jsonb->'commitments'->>'kind' ORDER BY seq DESC))[1] AS kind
  FROM log_entry
  WHERE line LIKE '%"type":"delivery.unknown"%' AND line::jsonb->'data'->>'channel' = $1`;

const CHECKPOINTS = 'SELECT tree_size::float8 AS "treeSize", note FROM log_checkpoint';
