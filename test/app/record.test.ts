import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logSigner } from '#app/sign-log.ts';
import { verifyRecord } from '#app/verify-record.ts';
import { type StoreForTest, storeForTest } from '../store-for-test.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const origin = 'desk.bjorkdal.example/log';

let opened: StoreForTest;

beforeEach(async () => {
  opened = await storeForTest();
});

afterEach(() => opened[Symbol.asyncDispose]());

function write(n: number): Promise<void> {
  return opened.store.transaction(async (tx) => {
    for (let i = 0; i < n; i++) {
      const note = await tx.archive(null, 'note', `ord ${i}`, i);
      tx.log({ type: 'report.received', atMs: i, actor: 'system', commitments: { note } });
    }
  });
}

const verify = (held: string[] = []) =>
  verifyRecord({ ledger: opened.ledger, origin, key: privateKey }, { held });

/** As somebody with the database's own rights could. */
const tamper = (sql: string) =>
  opened.engine.database.exec(
    `SET session_replication_role = replica; ${sql}; SET session_replication_role = origin`,
  );

test('a log that was only added to verifies, signed up to its last checkpoint', async () => {
  const sign = logSigner({ ledger: opened.ledger, privateKey, origin });
  await sign();
  await write(3);
  await sign();
  await write(2);
  await sign();
  await sign();
  await write(1);
  expect(await verify()).toMatchObject({
    entries: 6,
    entriesSigned: 5,
    checkpointsVerified: 2,
    contentsVerified: 6,
    faults: [],
  });
});

test('calls that overlap take turns: no line is counted twice', async () => {
  const sign = logSigner({ ledger: opened.ledger, privateKey, origin });
  await write(3);
  await Promise.all([sign(), sign()]);
  await write(2);
  await Promise.all([sign(), sign()]);
  expect(await verify()).toMatchObject({ checkpointsVerified: 2, entriesSigned: 5, faults: [] });
});

test('a second signer, started anew, continues the first', async () => {
  await write(3);
  await logSigner({ ledger: opened.ledger, privateKey, origin })();
  await write(4);
  await logSigner({ ledger: opened.ledger, privateKey, origin })();
  expect(await verify()).toMatchObject({ checkpointsVerified: 2, entriesSigned: 7, faults: [] });
});

test('a changed line is found, and nothing is signed after it', async () => {
  const sign = logSigner({ ledger: opened.ledger, privateKey, origin });
  await write(3);
  await sign();
  await tamper(`UPDATE log_entry SET line = replace(line, 'system', 'sysxem') WHERE seq = 1`);
  expect((await verify()).faults).toMatchObject([{ kind: 'log-differs', size: 3 }]);
  await write(1);
  const restarted = logSigner({ ledger: opened.ledger, privateKey, origin });
  await expect(restarted()).rejects.toThrow('not those that were signed');
});

test('an altered archive is found; so is a log cut short behind a checkpoint held elsewhere', async () => {
  await write(3);
  await logSigner({ ledger: opened.ledger, privateKey, origin })();
  const held = (await opened.ledger.latestCheckpoint())?.note ?? '';
  await tamper(`UPDATE archived SET content = 'andra ord' WHERE content = 'ord 0'`);
  expect((await verify()).faults).toMatchObject([{ kind: 'content-altered', entry: 0 }]);
  await tamper('DELETE FROM log_entry WHERE seq = 2; DELETE FROM log_checkpoint');
  const { faults } = await verify([held]);
  expect(faults).toContainEqual({ kind: 'log-cut', held: true, size: 3 });
});
