import { type CheckpointFault, openCheckpoint, type Verifier } from './checkpoint.ts';
import { type Archived, commitmentTo, SALT_BYTES } from './commitment.ts';
import { type Edge, EMPTY_EDGE, grow, leafHash, rootOf, same } from './merkle.ts';

/** What is examined: the log as stored or exported, and what others hold of it. */
export interface Evidence {
  /** Every line in order, exactly as hashed. */
  readonly lines: Iterable<string>;
  /** The log's own checkpoints, signed notes. */
  readonly checkpoints: readonly string[];
  /** Checkpoints kept outside the house: the only thing that shows a log rebuilt by the key's owner. */
  readonly held: readonly string[];
  readonly verifier: Verifier;
  /** The archived content behind a commitment; undefined when there is none any more. */
  readonly archived: (commitment: string) => Archived | undefined;
}

/** Something that should not be. `entry` is the line's place in the log, counted from 0. */
type Fault =
  | { readonly kind: 'line-unreadable'; readonly entry: number }
  | { readonly kind: 'content-altered'; readonly entry: number; readonly field: string }
  | { readonly kind: 'content-missing'; readonly entry: number; readonly field: string }
  | {
      readonly kind: 'checkpoint-refused';
      readonly held: boolean;
      readonly index: number;
      readonly why: CheckpointFault;
    }
  /** The log is shorter than it once was. */
  | { readonly kind: 'log-cut'; readonly held: boolean; readonly size: number }
  /** The log's first `size` lines are not those that were signed. */
  | { readonly kind: 'log-differs'; readonly held: boolean; readonly size: number };

export interface Verification {
  readonly entries: number;
  /** Merkle tree head of all lines, 32 bytes. */
  readonly root: Uint8Array;
  /** Checkpoints, own and held, that the log answers to. */
  readonly checkpointsVerified: number;
  /** Lines up to the longest verified checkpoint; later ones are not yet vouched for by a signature. */
  readonly entriesSigned: number;
  readonly contentsVerified: number;
  /** Empty: the log is what it was and the archive is what the log says. */
  readonly faults: readonly Fault[];
}

interface Claim {
  readonly held: boolean;
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the log was only ever added to, and the archive still holds what the log committed to. */
export function verifyLog(evidence: Evidence): Verification {
  const own = openAll(evidence.checkpoints, false, evidence.verifier);
  const held = openAll(evidence.held, true, evidence.verifier);
  const claims = [...own.claims, ...held.claims];
  const sizes = new Set(claims.map((claim) => claim.size));

  const roots = new Map<number, Uint8Array>([[0, rootOf(EMPTY_EDGE)]]);
  const contents = { verified: 0, faults: [] as Fault[] };
  let edge: Edge = EMPTY_EDGE;
  for (const line of evidence.lines) {
    checkContents(line, edge.size, evidence.archived, contents);
    edge = grow(edge, leafHash(line));
    if (sizes.has(edge.size)) roots.set(edge.size, rootOf(edge));
  }

  const claimFaults = claims.flatMap((claim) => claimFault(claim, roots.get(claim.size)) ?? []);
  const verified = claims.filter((claim) => claimFault(claim, roots.get(claim.size)) === null);
  return {
    entries: edge.size,
    root: rootOf(edge),
    checkpointsVerified: verified.length,
    entriesSigned: verified.reduce((most, { size }) => Math.max(most, size), 0),
    contentsVerified: contents.verified,
    faults: [...own.faults, ...held.faults, ...claimFaults, ...contents.faults],
  };
}

function openAll(notes: readonly string[], held: boolean, verifier: Verifier) {
  const claims: Claim[] = [];
  const faults: Fault[] = [];
  for (const [index, note] of notes.entries()) {
    const opened = openCheckpoint(note, verifier);
    if (opened.ok) claims.push({ held, size: opened.value.size, root: opened.value.root });
    else faults.push({ kind: 'checkpoint-refused', held, index, why: opened.refusal });
  }
  return { claims, faults };
}

function claimFault({ held, size, root }: Claim, actual: Uint8Array | undefined): Fault | null {
  if (actual === undefined) return { kind: 'log-cut', held, size };
  return same(root, actual) ? null : { kind: 'log-differs', held, size };
}

function checkContents(
  line: string,
  entry: number,
  archived: Evidence['archived'],
  found: { verified: number; faults: Fault[] },
): void {
  const commitments = commitmentsIn(line);
  if (commitments === null) {
    found.faults.push({ kind: 'line-unreadable', entry });
    return;
  }
  for (const [field, commitment] of commitments) {
    const content = archived(commitment);
    // Nothing may be missing: erasure is lawful only where the log itself records the decision.
    if (content === undefined) found.faults.push({ kind: 'content-missing', entry, field });
    else if (!fits(content, commitment))
      found.faults.push({ kind: 'content-altered', entry, field });
    else found.verified += 1;
  }
}

const fits = (content: Archived, commitment: string): boolean =>
  content.salt.length === SALT_BYTES && commitmentTo(content) === commitment;

/** The commitments a line names, by field; null when the line is not an entry at all. */
export function commitmentsIn(line: string): [string, string][] | null {
  const entry = parsed(line);
  if (!isRecord(entry)) return null;
  const commitments = entry['commitments'] ?? {};
  if (!isRecord(commitments)) return null;
  const named = Object.entries(commitments);
  return named.every((each): each is [string, string] => typeof each[1] === 'string')
    ? named
    : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
