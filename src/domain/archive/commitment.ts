import { createHmac } from 'node:crypto';

/** Bytes of chance behind every commitment; without them a short comment could be guessed from its hash. */
export const SALT_BYTES = 32;

/** Content the log speaks of, as it is kept beside the log. Erasing it erases the salt with it. */
export interface Archived {
  readonly salt: Uint8Array;
  /** Text is committed to as UTF-8, exactly as stored: never normalised. */
  readonly content: string | Uint8Array;
}

/**
 * What a log line holds in place of a content: HMAC-SHA-256 under a random salt of its own, hex. One
 * salt per field, so that one field can be withheld or erased and the others still be checked.
 * @throws RangeError when the salt is not 32 bytes
 */
export function commitmentTo({ salt, content }: Archived): string {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes`);
  return createHmac('sha256', salt).update(content).digest('hex');
}
