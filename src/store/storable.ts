import { createHash } from 'node:crypto';

/**
 * Text as PostgreSQL can hold it: its text and jsonb know neither NUL nor half a surrogate pair, and
 * strangers send both. The archive keeps UTF-8 bytes and is not bent by this.
 */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed();

/** The same for every text inside a plain value (JSON, a row's data). */
export function storableAll<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (Array.isArray(value)) return value.map(storableAll) as T;
  if (value !== null && typeof value === 'object' && !(value instanceof Uint8Array)) {
    const entries = Object.entries(value).map(([key, inner]) => [
      storable(key),
      storableAll(inner),
    ]);
    return Object.fromEntries(entries) as T;
  }
  return value;
}

/** Ids come back from buttons and addresses, where anything may stand: only these can be rows. */
export const isRowId = (id: number): boolean => Number.isInteger(id) && id > 0 && id < 2 ** 31;

const KEY_MAX = 255;

/** A key that strangers choose, in a length that an ordered index holds: a longer one by its hash. */
export const boundedKey = (key: string): string =>
  key.length <= KEY_MAX
    ? storable(key)
    : `sha256:${createHash('sha256').update(key).digest('hex')}`;
