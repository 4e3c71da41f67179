import type { Archived } from '#domain/archive/commitment.ts';
import type { Ledger, StoredCheckpoint } from '#ports/ledger.ts';
import type { Sql } from './sql.ts';

const PAGE_MAX = 10_000;

/** The log, its checkpoints and the archive, by plain SQL. */
export function ledgerOn(sql: Sql): Ledger {
  return {
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
  };
}

const CHECKPOINTS = 'SELECT tree_size::float8 AS "treeSize", note FROM log_checkpoint';
