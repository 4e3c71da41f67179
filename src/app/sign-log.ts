import type { KeyObject } from 'node:crypto';
import { openCheckpoint, signCheckpoint, verifierOf } from '#domain/archive/checkpoint.ts';
import { type Edge, EMPTY_EDGE, grow, leafHash, rootOf, same } from '#domain/archive/merkle.ts';
import type { Ledger } from '#ports/ledger.ts';

const PAGE = 5_000;

export interface SignLogNeeds {
  readonly ledger: Ledger;
  readonly privateKey: KeyObject;
  /** Name of the log and of its key, such as `desk.malmo.example/log`. */
  readonly origin: string;
}

/** The log is not a continuation of what was signed before: nothing is signed any more. */
class LogDiffersError extends Error {
  readonly code = 'LOG_DIFFERS';
}

/**
 * Signs how the log stands, when it has grown since the last time. Refuses to sign a log that is
 * not a continuation of the last checkpoint (C2SP tlog-checkpoint). Remembers the tree's edge, so
 * that each line is read once; calls that overlap take turns.
 */
export function logSigner({ ledger, privateKey, origin }: SignLogNeeds): () => Promise<void> {
  let edge: Edge = EMPTY_EDGE;
  let turn: Promise<void> = Promise.resolve();
  const sign = async () => {
    const latest = await ledger.latestCheckpoint();
    const signed = latest && openCheckpoint(latest.note, verifierOf(origin, privateKey));
    if (latest && !signed?.ok) throw new LogDiffersError('The last checkpoint is not of this key');
    const before = signed?.ok ? signed.value : null;
    if (before && before.size < edge.size) edge = EMPTY_EDGE;
    for (;;) {
      const lines = await ledger.logLines(edge.size, PAGE);
      for (const { line } of lines) {
        if (before && edge.size === before.size) demandSame(edge, before.root);
        edge = grow(edge, leafHash(line));
      }
      if (lines.length < PAGE) break;
    }
    if (before && edge.size < before.size) throw new LogDiffersError('The log has lost lines');
    if (before && edge.size === before.size) return demandSame(edge, before.root);
    if (edge.size === 0) return;
    const note = signCheckpoint({ origin, size: edge.size, root: rootOf(edge) }, privateKey);
    await ledger.saveCheckpoint({ treeSize: edge.size, note });
  };
  return () => {
    turn = turn.then(sign, sign);
    return turn;
  };
}

function demandSame(edge: Edge, root: Uint8Array): void {
  if (!same(rootOf(edge), root))
    throw new LogDiffersError(`The first ${edge.size} lines are not those that were signed`);
}
