import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Tx } from '#ports/store.ts';
import type { Db } from './prisma.ts';

/** Links and codes are good for so long. */
const VALID_MS = 30 * 60_000;
const SECRET_BYTES = 32;

/** Without letters and digits that are read for one another; 60 bits in all. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 3;
const GROUP_LETTERS = 4;

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** `ABCD-EFGH-JKLM`: short enough to be typed at a chat desk. */
export function newCode(): string {
  const letter = () => LETTERS[randomInt(LETTERS.length)];
  const group = () => Array.from({ length: GROUP_LETTERS }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** A code is no link and a link no code, whatever they look like. */
export const secretOfCode = (code: string): string =>
  `code ${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;

export const hashOf = (secret: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(secret).digest());

/** Only the hash is kept: a stolen backup opens nothing. */
export async function issue(
  { tx, db }: { readonly tx: Pick<Tx, 'log'>; readonly db: Db },
  secret: string,
  { person, by }: { readonly person: string; readonly by: string },
): Promise<void> {
  const nowMs = Date.now();
  const expiresAtMs = BigInt(nowMs + VALID_MS);
  await db.accessLink.create({
    data: { secretHash: hashOf(secret), person, issuedBy: by, expiresAtMs },
  });
  tx.log({ type: 'access.link-issued', atMs: nowMs, actor: by, data: { person } });
}

/** Whose it was; null when it is unknown, used or too old. It is used from now on. */
export async function spend(db: Db, secret: string): Promise<string | null> {
  const nowMs = BigInt(Date.now());
  const [link] = await db.$queryRaw<{ person: string }[]>`
    UPDATE access_link SET used_at_ms = ${nowMs}
    WHERE secret_hash = ${hashOf(secret)} AND used_at_ms IS NULL AND expires_at_ms > ${nowMs}
    RETURNING person`;
  return link?.person ?? null;
}
