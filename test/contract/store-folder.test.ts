import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from '#store/folder-lock.ts';
import { openStore } from '#store/open.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvorum-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = (): string => join(folder, 'lock.json');
const owner = (more: object) =>
  writeFile(
    lockFile(),
    JSON.stringify({ pid: 1, host: hostname(), started: null, nonce: 'x', ...more }),
  );

test('a data folder is opened by one, who is named to the next; closed, it is free', async () => {
  const first = await openStore({ dataFolder: folder });
  await first.claimSlot('once');
  await expect(openStore({ dataFolder: folder })).rejects.toMatchObject({
    code: 'STORE_HELD',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await first[Symbol.asyncDispose]();
  expect(existsSync(lockFile())).toBe(false);
  await using again = await openStore({ dataFolder: folder });
  expect(await again.claimSlot('once'), 'what was written is still there').toBe(false);
});

test('nobody else on the machine reads or writes the database', async () => {
  await using opened = await openStore({ dataFolder: folder });
  await opened.ping();
  expect((await stat(join(folder, 'pg'))).mode & 0o777).toBe(0o700);
});

test('a living process of another is named', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    await owner({ pid: child.pid });
    await expect(lockFolder(folder)).rejects.toThrow(`process ${child.pid}`);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  using lock = await lockFolder(folder);
  expect(lock).toBeDefined();
  expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
});

test('a pid that was given to another process since is a dead owner', async () => {
  await owner({ pid: process.ppid, started: 'another boot/1' });
  using lock = await lockFolder(folder);
  expect(lock).toBeDefined();
});

test('our own pid from an earlier life is a dead owner, as in a restarted container', async () => {
  await owner({ pid: process.pid });
  using lock = await lockFolder(folder);
  expect(lock).toBeDefined();
});

test('an owner on another machine is believed alive', async () => {
  await owner({ pid: 4242, host: 'another-machine' });
  await expect(lockFolder(folder)).rejects.toThrow(/process 4242 on another-machine.*lock\.json/);
});

test('a half-written lock is a dead owner', async () => {
  await writeFile(lockFile(), '{"pid":');
  using lock = await lockFolder(folder);
  expect(lock).toBeDefined();
});

test('of many who find a dead owner at once, one takes over', async () => {
  await owner({ pid: process.pid });
  const taken = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder)));
  const locks = taken.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(locks).toHaveLength(1);
  for (const lock of locks) lock[Symbol.dispose]();
});

test('killed in the middle of it, no acknowledged delivery is lost and the folder is free', async () => {
  const script = join(import.meta.dirname, 'put-until-killed.ts');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 60) child.kill('SIGKILL');
  }
  await ended;
  await using again = await openStore({ dataFolder: folder });
  expect((await again.trayCounts()).waiting).toBeGreaterThanOrEqual(acknowledged.length);
  for (const key of acknowledged) {
    const put = { channel: 'c', key, body: Buffer.from(key), receivedAtMs: 1 };
    expect(await again.tray.put(put)).toBe('repeat');
  }
});

test('a town that was moved away is not taken up again by mistake', async () => {
  await writeFile(join(folder, 'store.moved'), '{"at":"2026-11-01T10:00:00.000Z"}\n');
  await expect(openStore({ dataFolder: folder })).rejects.toMatchObject({
    code: 'STORE_MOVED',
    message: expect.stringContaining('DATABASE_URL'),
  });
});
