import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  EMPTY_EDGE,
  EMPTY_ROOT,
  edgeOf,
  grow,
  inclusionProof,
  leafHash,
  provesConsistency,
  provesInclusion,
  rootOf,
} from '#domain/archive/merkle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Leaves and roots of the Certificate Transparency reference test (RFC 6962 trees of size 0 to 8). */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((each) => leafHash(Buffer.from(each, 'hex')));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of RFC 6962 §2.1 word for word, slow. */
function definition(leaves: readonly string[]): string {
  if (leaves.length === 0) return hex(hash('sha256', '', 'buffer'));
  if (leaves.length === 1) return hex(sha(Buffer.from([0]), Buffer.from(leaves[0] ?? '')));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [definition(leaves.slice(0, split)), definition(leaves.slice(split))];
  return hex(sha(Buffer.from([1]), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')));
}
const sha = (...parts: Buffer[]) => hash('sha256', Buffer.concat(parts), 'buffer');

const aLog = fc.array(fc.string(), { minLength: 1, maxLength: 70 });

describe('the root', () => {
  it('is that of the reference vectors at every size', () => {
    const roots = ROOTS.map((_, size) => hex(rootOf(edgeOf(LEAVES.slice(0, size)))));
    expect(roots).toEqual(ROOTS);
    expect(hex(EMPTY_ROOT)).toBe(ROOTS[0]);
  });

  it('is what RFC 6962 defines, for any lines', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 70 }), (lines) => {
        expect(hex(rootOf(edgeOf(lines.map(leafHash))))).toBe(definition(lines));
      }),
    );
  });

  it('grows a line at a time', () => {
    let edge = EMPTY_EDGE;
    for (let n = 0; n < 100_000; n += 1) edge = grow(edge, leafHash(`line ${n}`));
    expect(edge.size).toBe(100_000);
    expect(edge.peaks.length).toBe(6); // one bits of 100,000
  });

  it('is refused by an edge that does not fit its size', () => {
    expect(() => grow({ size: 1, peaks: [] }, leafHash(''))).toThrow(RangeError);
  });
});

describe('inclusion', () => {
  it('has the reference path', () => {
    // RFC 6962 §2.1.3: the path of leaf 3 in a tree of 7.
    const proof = inclusionProof(LEAVES.slice(0, 7), 3).map(hex);
    const left = hex(rootOf(edgeOf(LEAVES.slice(0, 2))));
    const right = hex(rootOf(edgeOf(LEAVES.slice(4, 7))));
    expect(proof).toEqual([hex(LEAVES[2] as Uint8Array), left, right]);
  });

  it('is proved for every line and for no other claim', () => {
    fc.assert(
      fc.property(aLog, fc.nat(), fc.nat(), (lines, anyIndex, anyByte) => {
        const leaves = lines.map(leafHash);
        const index = anyIndex % leaves.length;
        const claim = {
          leaf: leaves[index] as Uint8Array,
          index,
          size: leaves.length,
          root: rootOf(edgeOf(leaves)),
        };
        const proof = inclusionProof(leaves, index);
        expect(provesInclusion(proof, claim)).toBe(true);
        expect(provesInclusion(proof, { ...claim, leaf: leafHash('something else\u0000') })).toBe(
          false,
        );
        expect(provesInclusion(proof, { ...claim, index: leaves.length })).toBe(false);
        expect(provesInclusion([...proof, claim.leaf], claim)).toBe(false);
        expect(provesInclusion(proof, { ...claim, root: flipped(claim.root, anyByte) })).toBe(
          false,
        );
        if (proof.length > 0) expect(provesInclusion(proof.slice(1), claim)).toBe(false);
      }),
    );
  });

  it('is not asked of a leaf that is not there', () => {
    expect(() => inclusionProof(LEAVES, 8)).toThrow(RangeError);
    expect(() => inclusionProof([], 0)).toThrow(RangeError);
  });
});

describe('consistency', () => {
  it('is proved for every earlier size and for no other root', () => {
    fc.assert(
      fc.property(aLog, fc.nat(), fc.nat(), (lines, anySize, anyByte) => {
        const leaves = lines.map(leafHash);
        const size = 1 + (anySize % leaves.length);
        const older = { size, root: rootOf(edgeOf(leaves.slice(0, size))) };
        const newer = { size: leaves.length, root: rootOf(edgeOf(leaves)) };
        const proof = consistencyProof(leaves, size);
        expect(provesConsistency(proof, older, newer)).toBe(true);
        const rewritten = { ...older, root: flipped(older.root, anyByte) };
        expect(provesConsistency(proof, rewritten, newer)).toBe(false);
        const other = { ...newer, root: flipped(newer.root, anyByte) };
        expect(provesConsistency(proof, older, other)).toBe(false);
        expect(provesConsistency([...proof, older.root], older, newer)).toBe(false);
        expect(provesConsistency(proof, { ...older, size: 0 }, newer)).toBe(false);
        expect(provesConsistency(proof, { ...older, size: newer.size + 1 }, newer)).toBe(false);
      }),
    );
  });

  it('is not proved by nothing', () => {
    const [older, newer] = [3, 7].map((size) => ({
      size,
      root: rootOf(edgeOf(LEAVES.slice(0, size))),
    }));
    expect(older && newer && provesConsistency([], older, newer)).toBe(false);
  });

  it('is not asked of a size the log never had', () => {
    expect(() => consistencyProof(LEAVES, 9)).toThrow(RangeError);
    expect(() => consistencyProof(LEAVES, 0)).toThrow(RangeError);
  });
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ 1;
  return copy;
}
