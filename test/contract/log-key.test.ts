import { sign, verify } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifierOf } from '#domain/archive/checkpoint.ts';
import { openLogKey } from '#log-key/key-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvorum-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('is made once, for its owner only, and is the same ever after', async () => {
  const path = join(folder, 'data', 'log.key');
  const starts = await Promise.all(Array.from({ length: 8 }, () => openLogKey(path)));
  const [first] = starts;
  if (first === undefined) throw new Error('no key');
  const signature = sign(null, Buffer.from('x'), first);
  for (const key of [...starts, await openLogKey(path)]) {
    const { publicKey } = verifierOf('kvorum', key);
    expect(verify(null, Buffer.from('x'), publicKey, signature)).toBe(true);
  }
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'data'))).toEqual(['log.key']);
});

it('is refused when others may read it or it is no key', async () => {
  const path = join(folder, 'open.key');
  await openLogKey(path);
  await chmod(path, 0o640);
  await expect(openLogKey(path)).rejects.toThrow('set its permissions to 600');
  const broken = join(folder, 'broken.key');
  await writeFile(broken, 'nonsense', { mode: 0o600 });
  await expect(openLogKey(broken)).rejects.toThrow('holds no private key');
});
