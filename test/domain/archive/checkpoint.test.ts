import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkpointText,
  openCheckpoint,
  parseVkey,
  signCheckpoint,
  type Verifier,
  verifierOf,
  vkeyOf,
} from '#domain/archive/checkpoint.ts';

const keyFromSeed = (seed: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
const key = keyFromSeed(Buffer.alloc(32, 7));
const ORIGIN = 'kvorum.harjedalen.example/log';
const verifier = verifierOf(ORIGIN, key);
const checkpoint = { origin: ORIGIN, size: 20_852_163, root: Buffer.alloc(32, 42) };
const note = signCheckpoint(checkpoint, key);
const open = (text: string, by: Verifier = verifier) => openCheckpoint(text, by);

describe('a checkpoint', () => {
  it('is three lines, an empty one and a signature', () => {
    const [text, signatures] = note.split('\n\n');
    expect(`${text}\n`).toBe(checkpointText(checkpoint));
    expect(text?.split('\n')).toEqual([ORIGIN, '20852163', checkpoint.root.toString('base64')]);
    expect(signatures).toMatch(/^— kvorum\.harjedalen\.example\/log [A-Za-z0-9+/]{91}=\n$/);
  });

  it('opens to what was signed', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.stringMatching(/^[a-zåö./-]{1,30}$/),
        (size, root, seed, origin) => {
          const own = keyFromSeed(seed);
          const signed = signCheckpoint({ origin, size, root }, own);
          const opened = open(signed, verifierOf(origin, createPublicKey(own)));
          expect(opened).toEqual({ ok: true, value: { origin, size, root: Buffer.from(root) } });
        },
      ),
    );
  });

  it('refuses every changed character', () => {
    fc.assert(
      fc.property(
        fc.nat(note.length - 1),
        fc.constantFrom('0', 'A', '\n', ' ', '—'),
        (at, other) => {
          fc.pre(note[at] !== other);
          expect(open(note.slice(0, at) + other + note.slice(at + 1)).ok).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['nothing', ''],
    ['no empty line', note.replace('\n\n', '\n')],
    ['no last line end', note.slice(0, -1)],
    ['too long a note', `${'x'.repeat(20_000)}${note}`],
    ['a size with a leading zero', note.replace('20852163', '020852163')],
    ['a size nobody can count', note.replace('20852163', '9999999999999999')],
    ['no size', note.replace('20852163', '')],
    ['a short root', note.replace(checkpoint.root.toString('base64'), 'AAAA')],
    ['a root with two spellings', note.replace('Kio=', 'Kip=')],
    ['a line that is no signature', `${note}x\n`],
    ['a signature too short for a key', `${note}— x AAAA\n`],
  ])('is malformed with %s', (_, text) => {
    expect(open(text)).toEqual({ ok: false, refusal: 'malformed' });
  });

  it('must be signed by this key', () => {
    const other = signCheckpoint(checkpoint, keyFromSeed(Buffer.alloc(32, 8)));
    expect(open(other)).toEqual({ ok: false, refusal: 'unsigned' });
    const changed = note.replace('20852163', '20852162');
    expect(open(changed)).toEqual({ ok: false, refusal: 'bad-signature' });
  });

  it('may carry signatures of others and extension lines', () => {
    const witness = signCheckpoint(checkpoint, keyFromSeed(Buffer.alloc(32, 8)));
    expect(open(note + witness.split('\n\n')[1]).ok).toBe(true);
    const text = `${checkpointText(checkpoint)}extension\n`;
    expect(open(signed(text, verifier)).ok).toBe(true);
    expect(open(signed(`${checkpointText(checkpoint)}\n`, verifier)).ok).toBe(false);
  });

  it('speaks for the log of its own name only', () => {
    const foreign = signed(checkpointText({ ...checkpoint, origin: 'other' }), verifier);
    expect(open(foreign)).toEqual({ ok: false, refusal: 'other-log' });
  });
});

/** A note over any text, as an implementation of signed-note alone would make it. */
function signed(text: string, { name, keyId }: Verifier): string {
  const bytes = Buffer.concat([keyId, sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${name} ${bytes.toString('base64')}\n`;
}

describe('a verifier key', () => {
  it('opens the example note of the C2SP specification', () => {
    const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(vkeyOf(parseVkey(vkey) as Verifier)).toBe(vkey);
  });

  it('has the key id of the specification', () => {
    const raw = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url');
    const id = hash('sha256', Buffer.concat([Buffer.from(`${ORIGIN}\n\u0001`), raw]), 'hex');
    expect(vkeyOf(verifier)).toBe(
      `${ORIGIN}+${id.slice(0, 8)}+${Buffer.concat([Buffer.of(1), raw]).toString('base64')}`,
    );
  });

  it('survives a plus in its base64', () => {
    let withPlus = 0;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const vkey = vkeyOf(verifierOf('kvorum', keyFromSeed(seed)));
        if (vkey.split('+').length > 3) withPlus += 1;
        expect(vkeyOf(parseVkey(`${vkey}\n`) as Verifier)).toBe(vkey);
      }),
    );
    expect(withPlus).toBeGreaterThan(0);
  });

  it('is refused when anything is amiss', () => {
    const vkey = vkeyOf(verifier);
    const [name = '', id = ''] = vkey.split('+');
    for (const wrong of [
      '',
      name,
      `${name}+${id}`,
      `${name}x+${vkey.slice(name.length + 1)}`,
      vkey.replace(id, '00000000'),
      `${name}+${id}+AQID`,
      vkey.replace(`${id}+A`, `${id}+B`),
      `${vkey}=`,
    ]) {
      expect(parseVkey(wrong), wrong).toBeNull();
    }
  });

  it('is not made of another kind of key or a name with spaces', () => {
    const { privateKey } = generateKeyPairSync('x25519');
    expect(() => verifierOf('kvorum', privateKey)).toThrow(RangeError);
    expect(() => verifierOf('kvorum log', key)).toThrow(RangeError);
    expect(() => signCheckpoint({ ...checkpoint, origin: 'a+b' }, key)).toThrow(RangeError);
  });
});
