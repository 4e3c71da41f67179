import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { ok, type Result, refuse } from '../result.ts';

/**
 * The log's size and root, signed: a few lines of text that are kept by others, so that the log
 * cannot be rewritten behind their backs. Format: C2SP tlog-checkpoint in a C2SP signed-note, Ed25519.
 */

export interface Checkpoint {
  /** Name of the log and of its key, such as `kvorum.malmo.se/log`. */
  readonly origin: string;
  /** How many lines the log has. */
  readonly size: number;
  /** Merkle tree head of those lines, 32 bytes. */
  readonly root: Uint8Array;
}

/** Who may sign for a log; what a vkey says. */
export interface Verifier {
  readonly name: string;
  readonly publicKey: KeyObject;
  /** First four bytes of the key's hash: tells keys of the same name apart. */
  readonly keyId: Uint8Array;
}

/** `unsigned`: no signature by this key; another key may have signed. */
export type CheckpointFault = 'malformed' | 'unsigned' | 'bad-signature' | 'other-log';

const ED25519 = Uint8Array.of(1);
/** A note longer than this is no checkpoint of ours; a reader must not be kept busy by it. */
const LONGEST_NOTE = 16_384;
/** A key name has neither space nor plus (C2SP signed-note). */
const NAME = /^[^\s+]+$/u;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** What is signed: origin, size and root, a line each. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;
}

/**
 * The checkpoint as a signed note.
 * @throws RangeError when the origin cannot be a key name
 */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
  const text = checkpointText(checkpoint);
  const { keyId } = verifierOf(checkpoint.origin, privateKey);
  const signature = sign(null, Buffer.from(text), privateKey);
  const signed = Buffer.concat([keyId, signature]).toString('base64');
  return `${text}\n— ${checkpoint.origin} ${signed}\n`;
}

/**
 * Reads a note and believes it only if this key signed it for the log of its own name. Signatures by
 * others and extension lines are passed over, as the format asks.
 */
export function openCheckpoint(
  note: string,
  verifier: Verifier,
): Result<Checkpoint, CheckpointFault> {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || note.length > LONGEST_NOTE || !note.endsWith('\n')) return refuse('malformed');
  const text = note.slice(0, end + 1);
  const checkpoint = parseText(text);
  const signatures = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature);
  if (checkpoint === null || signatures.includes(null)) return refuse('malformed');
  const ours = signatures.find(
    (each) => each?.name === verifier.name && each.keyId.equals(verifier.keyId),
  );
  if (!ours) return refuse('unsigned');
  if (!verify(null, Buffer.from(text), verifier.publicKey, ours.signature)) {
    return refuse('bad-signature');
  }
  return checkpoint.origin === verifier.name ? ok(checkpoint) : refuse('other-log');
}

/**
 * The public half of a key under a name.
 * @throws RangeError when the name is none or the key is not Ed25519
 */
export function verifierOf(name: string, key: KeyObject): Verifier {
  if (!NAME.test(name)) throw new RangeError('a key name has neither space nor plus');
  const publicKey = key.type === 'public' ? key : createPublicKey(key);
  return { name, publicKey, keyId: keyIdOf(name, rawPublicKey(publicKey)) };
}

/** The key as it is published, one line: name, key id and key (C2SP signed-note, "verifier keys"). */
export function vkeyOf({ name, publicKey, keyId }: Verifier): string {
  const key = Buffer.concat([ED25519, rawPublicKey(publicKey)]).toString('base64');
  return `${name}+${Buffer.from(keyId).toString('hex')}+${key}`;
}

/** Null when the line is no Ed25519 verifier key or its key id does not fit. */
export function parseVkey(vkey: string): Verifier | null {
  // The key's base64 may itself hold a plus, so only the first two divide.
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(vkey.trim());
  const [name, keyIdHex, key] = [parts?.[1], parts?.[2], strictBase64(parts?.[3])];
  if (name === undefined || key?.length !== 33 || key[0] !== ED25519[0]) return null;
  const verifier = verifierOf(name, publicKeyOf(key.subarray(1)));
  return Buffer.from(verifier.keyId).toString('hex') === keyIdHex ? verifier : null;
}

function parseText(text: string): Checkpoint | null {
  const [origin, sizeText, rootText, ...extensions] = text.slice(0, -1).split('\n');
  const root = strictBase64(rootText);
  if (!origin || !sizeText || root?.length !== 32 || extensions.includes('')) return null;
  if (!/^(0|[1-9][0-9]{0,15})$/.test(sizeText)) return null;
  const size = Number(sizeText);
  return Number.isSafeInteger(size) ? { origin, size, root } : null;
}

function parseSignature(line: string): { name: string; keyId: Buffer; signature: Buffer } | null {
  const parts = SIGNATURE_LINE.exec(line);
  const bytes = strictBase64(parts?.[2]);
  const name = parts?.[1];
  if (name === undefined || bytes === null || bytes.length < 5) return null;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Node forgives stray characters; a proof must not have two spellings. */
function strictBase64(text: string | undefined): Buffer | null {
  const bytes = Buffer.from(text ?? '', 'base64');
  return text && bytes.toString('base64') === text ? bytes : null;
}

const keyIdOf = (name: string, publicKey: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ED25519, publicKey]), 'buffer').subarray(
    0,
    4,
  );

function rawPublicKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new RangeError('the log signs with Ed25519');
  return Buffer.from(publicKey.export({ format: 'jwk' }).x as string, 'base64url');
}

const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
