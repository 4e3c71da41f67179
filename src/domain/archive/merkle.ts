import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 §2.1 over the log's lines: one 32-byte root stands for the whole log,
 * in its order. All hashes are SHA-256.
 */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The tree's outer edge: roots of its complete subtrees, largest first. Enough to grow it and to name its root. */
export interface Edge {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

/** The root of a log without lines: the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');

export const EMPTY_EDGE: Edge = { size: 0, peaks: [] };

/** Hash of one line, over the exact bytes that are stored (never over a line serialised again). */
export function leafHash(line: string | Uint8Array): Uint8Array {
  const bytes = typeof line === 'string' ? Buffer.from(line, 'utf8') : line;
  return hash('sha256', Buffer.concat([LEAF, bytes]), 'buffer');
}

/**
 * The edge after one more leaf. Costs one hash on average, so a log of any length grows a line at a
 * time without its older lines being read.
 */
export function grow(edge: Edge, leaf: Uint8Array): Edge {
  const peaks = [...edge.peaks];
  let grown = leaf;
  // Every trailing one bit of the size is a complete subtree the new leaf completes further.
  for (let rest = edge.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    grown = nodeHash(popped(peaks), grown);
  }
  return { size: edge.size + 1, peaks: [...peaks, grown] };
}

/** The Merkle tree head of the lines behind an edge. */
export function rootOf(edge: Edge): Uint8Array {
  const [last, ...larger] = edge.peaks.toReversed();
  return last === undefined
    ? EMPTY_ROOT
    : larger.reduce((root, peak) => nodeHash(peak, root), last);
}

export const edgeOf = (leaves: Iterable<Uint8Array>): Edge => {
  let edge = EMPTY_EDGE;
  for (const leaf of leaves) edge = grow(edge, leaf);
  return edge;
};

/**
 * The hashes that lead from a leaf to the root (RFC 6962 §2.1.1), nearest first: with them a third
 * party checks that one line stands in the log without seeing any other.
 * @throws RangeError when there is no such leaf
 */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`no leaf ${index}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), rootOf(edgeOf(right))]
    : [...inclusionProof(right, index - split), rootOf(edgeOf(left))];
}

/** Whether the proof leads from the leaf at `index` to the root of a log of `size` lines (RFC 9162 §2.1.3.2). */
export function provesInclusion(
  proof: readonly Uint8Array[],
  claim: { leaf: Uint8Array; index: number; size: number; root: Uint8Array },
): boolean {
  if (!(claim.index >= 0 && claim.index < claim.size)) return false;
  let [node, last] = [claim.index, claim.size - 1];
  let root = claim.leaf;
  for (const step of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(step, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      root = nodeHash(root, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(root, claim.root);
}

/**
 * The hashes that show a log of all these leaves to be a continuation of its first `size` ones
 * (RFC 6962 §2.1.2).
 * @throws RangeError when the log was never that short or that long
 */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  if (!(size > 0 && size <= leaves.length)) throw new RangeError(`no log of ${size}`);
  return subproof(leaves, size, true);
}

/** Whether the proof shows the newer log to begin with the older one (RFC 9162 §2.1.4.2). */
export function provesConsistency(
  proof: readonly Uint8Array[],
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
): boolean {
  if (!(older.size > 0 && older.size <= newer.size)) return false;
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root);
  let [node, last] = [older.size - 1, newer.size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  // A complete older tree is itself the first step and is left out of the proof.
  const [first, ...steps] = node === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [olderRoot, newerRoot] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      [olderRoot, newerRoot] = [nodeHash(step, olderRoot), nodeHash(step, newerRoot)];
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newerRoot = nodeHash(newerRoot, step);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(olderRoot, older.root) && same(newerRoot, newer.root);
}

export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

function subproof(leaves: readonly Uint8Array[], size: number, whole: boolean): Uint8Array[] {
  if (size === leaves.length) return whole ? [] : [rootOf(edgeOf(leaves))];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(left, size, whole), rootOf(edgeOf(right))]
    : [...subproof(right, size - split, false), rootOf(edgeOf(left))];
}

/** The largest power of two below a size of at least 2: where RFC 6962 splits the tree. */
const splitOf = (size: number): number => 2 ** (31 - Math.clz32(size - 1));

const half = (n: number): number => Math.floor(n / 2);

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');

function popped(peaks: Uint8Array[]): Uint8Array {
  const peak = peaks.pop();
  // Unreachable while an edge has one peak per one bit of its size; a broken edge must not give a root.
  if (peak === undefined) throw new RangeError('the edge does not fit its size');
  return peak;
}
