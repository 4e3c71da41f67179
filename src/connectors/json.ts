import { isUtf8 } from 'node:buffer';

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: 'not UTF-8' | 'not JSON' };

/**
 * JSON as strangers send it. Integers too large for a double stay exact as strings (ids of
 * Facebook and X), and text becomes such as a database can store: no NUL, no lone surrogates.
 * Never throws.
 */
export function parseJson(body: Uint8Array): Parsed {
  if (!isUtf8(body)) return { ok: false, why: 'not UTF-8' };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(body), storable) };
  } catch {
    return { ok: false, why: 'not JSON' };
  }
}

function storable(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  const source = context?.source;
  const unsafe = typeof value === 'number' && !Number.isSafeInteger(value);
  return unsafe && source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
