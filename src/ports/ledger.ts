import type { Archived } from '#domain/archive/commitment.ts';
import type { StoredEntry } from './store.ts';

/** A signed statement of how the log stood. */
export interface StoredCheckpoint {
  /** How many lines it speaks for. */
  readonly treeSize: number;
  /** The signed note, exactly as published. */
  readonly note: string;
}

/** The log and the archive behind it, for whoever signs, checks or exports them. */
export interface Ledger {
  size(): Promise<number>;
  /** Lines from a place on, counted from 0, at most `limit` (10,000) of them. */
  logLines(fromSeq: number, limit: number): Promise<StoredEntry[]>;
  /** What is kept behind these commitments; one that is missing has nothing (any more). */
  archivedFor(commitments: readonly string[]): Promise<Map<string, Archived>>;
  /** Kept for good; one of the same size again changes nothing. */
  saveCheckpoint(checkpoint: StoredCheckpoint): Promise<void>;
  latestCheckpoint(): Promise<StoredCheckpoint | null>;
  /** How many events of a channel were not understood, and what the newest was called. */
  notUnderstood(channel: string): Promise<{ count: number; newest: string | null }>;
  /** In order of size, from after this one on. */
  checkpoints(afterSize: number, limit: number): Promise<StoredCheckpoint[]>;
}
