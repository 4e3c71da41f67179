import { createPrivateKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCheckpoint, verifierOf } from '#domain/archive/checkpoint.ts';
import { type Archived, commitmentTo } from '#domain/archive/commitment.ts';
import { type Edge, EMPTY_EDGE, edgeOf, grow, leafHash, rootOf } from '#domain/archive/merkle.ts';
import { type Evidence, verifyLog } from '#domain/archive/verify.ts';

const seeded = (seed: number) =>
  createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b657004220420', 'hex'),
      Buffer.alloc(32, seed),
    ]),
    format: 'der',
    type: 'pkcs8',
  });
const key = seeded(1);
const ORIGIN = 'kvorum';
const verifier = verifierOf(ORIGIN, key);

const checkpointAt = (edge: Edge, by = key) =>
  signCheckpoint({ origin: ORIGIN, size: edge.size, root: rootOf(edge) }, by);
const checkpointOf = (lines: readonly string[], by = key) =>
  checkpointAt(edgeOf(lines.map(leafHash)), by);

/** A log of as many received comments, with their archived text, signed after every fifth line. */
function aTown(size: number, words = 'Hej') {
  const archive = new Map<string, Archived>();
  const lines: string[] = [];
  const checkpoints: string[] = [];
  let edge = EMPTY_EDGE;
  for (let n = 0; n < size; n += 1) {
    const content: Archived = { salt: randomBytes(32), content: `${words} ${n}` };
    const commitment = commitmentTo(content);
    archive.set(commitment, content);
    const line = JSON.stringify({
      type: 'item.received',
      item: n,
      commitments: { text: commitment },
    });
    lines.push(line);
    edge = grow(edge, leafHash(line));
    if (n % 5 === 4) checkpoints.push(checkpointAt(edge));
  }
  return { archive, lines, checkpoints };
}

function examine(town: ReturnType<typeof aTown>, more: Partial<Evidence> = {}) {
  const { lines, checkpoints, archive } = town;
  const archived = (commitment: string) => archive.get(commitment);
  return verifyLog({ lines, checkpoints, held: [], verifier, archived, ...more });
}

const swapped = (lines: readonly string[], a: number, b: number): string[] =>
  lines.map((line, n) => (n === a ? (lines[b] ?? '') : n === b ? (lines[a] ?? '') : line));

describe('an untouched log', () => {
  it('verifies, whatever its length', () => {
    fc.assert(
      fc.property(fc.nat(60), (size) => {
        const town = aTown(size);
        expect(examine(town, { held: town.checkpoints.slice(0, 1) })).toEqual({
          entries: size,
          root: rootOf(edgeOf(town.lines.map(leafHash))),
          checkpointsVerified: Math.floor(size / 5) + (size >= 5 ? 1 : 0),
          entriesSigned: size - (size % 5),
          contentsVerified: size,
          faults: [],
        });
      }),
      { numRuns: 30 },
    );
  });

  it('may hold entries without content and a checkpoint from before the first line', () => {
    const lines = ['{"type":"item.taken","item":1}'];
    const report = examine({ archive: new Map(), lines, checkpoints: [checkpointOf([])] });
    expect(report).toMatchObject({ entries: 1, checkpointsVerified: 1, faults: [] });
  });

  it('may have 10,000 entries', () => {
    expect(examine(aTown(10_000))).toMatchObject({ entries: 10_000, faults: [] });
  });
});

describe('tampering is found', () => {
  const town = aTown(12);
  const line3 = town.lines[3] ?? '';
  const differs = [
    { kind: 'log-differs', held: false, size: 5 },
    { kind: 'log-differs', held: false, size: 10 },
  ];

  it('an entry edited', () => {
    const lines = town.lines.with(3, line3.replace('"item":3', '"item":4'));
    const report = examine(town, { lines });
    expect(report.faults).toEqual(differs);
    expect(report).toMatchObject({ checkpointsVerified: 0, entriesSigned: 0 });
  });

  it('an entry taken out, and one put in', () => {
    expect(examine(town, { lines: town.lines.toSpliced(3, 1) }).faults).toEqual(differs);
    expect(examine(town, { lines: town.lines.toSpliced(3, 0, line3) }).faults).toEqual(differs);
  });

  it('the last entries dropped', () => {
    const report = examine(town, { lines: town.lines.slice(0, 9) });
    expect(report.faults).toEqual([{ kind: 'log-cut', held: false, size: 10 }]);
    expect(report.entriesSigned).toBe(5);
  });

  it('two entries swapped', () => {
    expect(examine(town, { lines: swapped(town.lines, 1, 2) }).faults).toEqual(differs);
  });

  it('an entry turned into something else', () => {
    for (const line of ['{', 'null', '[]', '{"commitments":[]}', '{"commitments":{"text":1}}']) {
      const { faults } = examine(town, { lines: [...town.lines, line] });
      expect(faults).toEqual([{ kind: 'line-unreadable', entry: 12 }]);
    }
  });

  it('an archived content altered, its salt altered or cut', () => {
    const [commitment = '', was] = [...town.archive][7] ?? [];
    const salt = was?.salt ?? Buffer.alloc(0);
    for (const now of [
      { salt, content: 'Hej 8' },
      { salt: randomBytes(32), content: 'Hej 7' },
      { salt: salt.subarray(1), content: 'Hej 7' },
    ]) {
      const archive = new Map(town.archive).set(commitment, now);
      const report = examine({ ...town, archive });
      expect(report.faults).toEqual([{ kind: 'content-altered', entry: 7, field: 'text' }]);
      expect(report.contentsVerified).toBe(11);
    }
  });

  it('an archived content gone without a recorded decision', () => {
    const archive = new Map([...town.archive].slice(1));
    const { faults } = examine({ ...town, archive });
    expect(faults).toEqual([{ kind: 'content-missing', entry: 0, field: 'text' }]);
  });

  it('a checkpoint changed', () => {
    const checkpoints = town.checkpoints.with(1, (town.checkpoints[1] ?? '').replace('10', '11'));
    expect(examine(town, { checkpoints }).faults).toEqual([
      { kind: 'checkpoint-refused', held: false, index: 1, why: 'bad-signature' },
    ]);
  });

  it('a checkpoint signed with another key', () => {
    const forged = checkpointOf(town.lines, seeded(2));
    expect(examine(town, { checkpoints: [forged] }).faults).toEqual([
      { kind: 'checkpoint-refused', held: false, index: 0, why: 'unsigned' },
    ]);
  });

  it('the whole log rebuilt and signed anew by the holder of the key', () => {
    const rebuilt = aTown(12, 'Allt är bra');
    expect(examine(rebuilt).faults).toEqual([]);
    const { faults } = examine(rebuilt, { held: town.checkpoints });
    expect(faults).toEqual(differs.map((fault) => ({ ...fault, held: true })));
    const shorter = examine(aTown(7), { held: town.checkpoints.slice(1) });
    expect(shorter.faults).toEqual([{ kind: 'log-cut', held: true, size: 10 }]);
    expect(examine(rebuilt, { held: ['x'] }).faults).toEqual([
      { kind: 'checkpoint-refused', held: true, index: 0, why: 'malformed' },
    ]);
  });

  it('any single character of any signed line', () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (n, at, other) => {
          const line = town.lines[n] ?? '';
          const index = at % line.length;
          fc.pre(line[index] !== other);
          const lines = town.lines.with(n, line.slice(0, index) + other + line.slice(index + 1));
          expect(examine(town, { lines }).faults).not.toEqual([]);
        },
      ),
    );
  });
});

describe('a commitment', () => {
  it('is HMAC-SHA-256 under its own salt (RFC 4231 style, known answer)', () => {
    // printf 'Hej' | openssl dgst -sha256 -mac HMAC -macopt hexkey:<64 zeros>
    const answer = commitmentTo({ salt: new Uint8Array(32), content: 'Hej' });
    expect(answer).toBe('e204f25b80be934414c6dc4ccd4e385316706aeb421cefd99b0a44750b5e32ba');
    expect(commitmentTo({ salt: new Uint8Array(32), content: Buffer.from('Hej') })).toBe(answer);
  });

  it('wants a whole salt', () => {
    expect(() => commitmentTo({ salt: new Uint8Array(16), content: 'Hej' })).toThrow(RangeError);
  });
});
