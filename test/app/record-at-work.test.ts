import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { logSigner } from '#app/sign-log.ts';
import { verifyRecord } from '#app/verify-record.ts';
import { signCheckpoint } from '#domain/archive/checkpoint.ts';
import { edgeOf, leafHash, rootOf } from '#domain/archive/merkle.ts';
import type { Ledger } from '#ports/ledger.ts';
import { storeForTest } from '../store-for-test.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const origin = 'desk.bjorkdal.example/log';

test('a desk that goes on working while its log is examined is not accused', async () => {
  await using opened = await storeForTest();
  const write = () =>
    opened.store.transaction(async (tx) =>
      tx.log({ type: 'report.received', atMs: 1, actor: 'system' }),
    );
  await write();
  const sign = logSigner({ ledger: opened.ledger, privateKey, origin });
  await sign();
  const busy: Ledger = {
    ...opened.ledger,
    async logLines(fromSeq, limit) {
      const lines = await opened.ledger.logLines(fromSeq, limit);
      await write();
      await sign();
      return lines;
    },
  };
  const { faults } = await verifyRecord({ ledger: busy, origin, key: privateKey }, { held: [] });
  expect(faults).toEqual([]);
});

test('every checkpoint is examined, however many there are', async () => {
  const lines = Array.from({ length: 5_200 }, (_, seq) => ({ seq, line: `{"n":${seq}}` }));
  const wrong = { treeSize: 5_200, note: signed(5_199, 5_200) };
  const notes = [...lines.slice(0, 5_199).map((_, n) => ({ treeSize: n + 1, note: '' })), wrong];
  const ledger: Pick<Ledger, 'logLines' | 'checkpoints' | 'archivedFor'> = {
    logLines: async (from, limit) => lines.slice(from, from + limit),
    checkpoints: async (after, limit) => notes.filter((n) => n.treeSize > after).slice(0, limit),
    archivedFor: async () => new Map(),
  };
  const { faults } = await verifyRecord(
    { ledger: ledger as Ledger, origin, key: privateKey },
    { held: [] },
  );
  expect(faults).toContainEqual({ kind: 'log-differs', held: false, size: 5_200 });

  function signed(of: number, size: number): string {
    const edge = edgeOf(lines.slice(0, of).map(({ line }) => leafHash(line)));
    return signCheckpoint({ origin, size, root: rootOf(edge) }, privateKey);
  }
});
