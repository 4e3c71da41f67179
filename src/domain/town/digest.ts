import { createHash } from 'node:crypto';
import type { Town } from './town.ts';

/** The same text for the same data, whatever the order its fields were written in; lists keep theirs. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${stableText(field)}`);
  return `{${fields.join(',')}}`;
}

/** SHA-256 (hex) of what a town says; of nothing while there is no town. */
export function townDigest(town: Town | null): string {
  return createHash('sha256').update(stableText(town)).digest('hex');
}
