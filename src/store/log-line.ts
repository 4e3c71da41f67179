import canonicalize from 'canonicalize';
import type { LogEntry } from '#domain/archive/entry.ts';
import { StoreError } from './store-error.ts';

/** Of the line's own shape; grows when a field comes or changes its meaning. */
const VERSION = 1;

/**
 * An entry as it is hashed: canonical JSON (RFC 8785), time as UTC with milliseconds.
 * Throws StoreError for a number that is not a safe integer: others are not written alike everywhere.
 */
export function lineOf(entry: LogEntry): string {
  for (const [name, value] of Object.entries(entry.data ?? {})) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new StoreError('STORE_BAD_ENTRY', `Log entry ${entry.type}: ${name} is no integer.`);
    }
  }
  const line = canonicalize({
    v: VERSION,
    at: new Date(entry.atMs).toISOString(),
    type: entry.type,
    actor: entry.actor,
    ...(entry.item !== undefined && { item: entry.item }),
    ...(entry.commitments && { commitments: entry.commitments }),
    ...(entry.data && { data: entry.data }),
  });
  if (line === undefined) {
    throw new StoreError('STORE_BAD_ENTRY', `Log entry ${entry.type} cannot be written as JSON.`);
  }
  return line;
}

/** A line of ours read back. */
export function entryOf(line: string): LogEntry {
  const {
    v: _,
    at,
    ...rest
  } = JSON.parse(line) as Omit<LogEntry, 'atMs'> & {
    v: number;
    at: string;
  };
  return { ...rest, atMs: Date.parse(at) };
}
