import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '#http/server.ts';
import { openLogKey } from '#log-key/key-file.ts';
import { openStore } from '#store/open.ts';
import { startFault } from '../../src/wire/start-fault.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvorum-start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a start that fails this way says. */
async function told(start: () => Promise<unknown>, settings: object = {}): Promise<string | null> {
  const error = await start().then(
    () => null,
    (fault: unknown) => fault,
  );
  return startFault(error, { KVORUM_HOST: '127.0.0.1', ...settings });
}

test('a folder that cannot be one is told with its setting', async () => {
  const dataFolder = join(folder, 'file');
  await writeFile(dataFolder, '');
  for (const path of [dataFolder, join(dataFolder, 'below')]) {
    const words = await told(() => openStore({ dataFolder: path }));
    expect(words).toMatch(/^KVORUM_DATA: .*a file stands where a folder is needed$/);
  }
});

test.each([
  ['postgres://desk:secret@127.0.0.1:1/town', 'no database answers there'],
  ['postgres://desk:secret@no.such.invalid/town', /no machine of that name|looked up/],
  ['postgres://desk:secret@127.0.0.1:port/town', /is no web address/],
])('a database that cannot be used is told without its password: %s', async (url, words) => {
  const said = await told(() => openStore({ dataFolder: folder, databaseUrl: url }), {
    DATABASE_URL: url,
  });
  expect(said).toMatch(/^DATABASE_URL: /);
  expect(said).toMatch(words);
  expect(said).not.toContain('secret');
});

test.each(['28000', '28P01', '3D000', '42501', '53300', '57P03'])(
  'what PostgreSQL refuses with %s is told in words',
  async (code) => {
    const refused = () => Promise.reject(Object.assign(new Error('database "x"'), { code }));
    const settings = { DATABASE_URL: 'postgres://desk@127.0.0.1/town' };
    expect(await told(refused, settings)).toMatch(/^DATABASE_URL: /);
    const fault = await refused().catch((error: unknown) => error);
    const named = startFault(fault, { KVORUM_HOST: '127.0.0.1', ...settings }, '--to');
    expect(named).toMatch(/^--to: /);
    expect(await told(refused), 'with the embedded one it is a surprise').toBeNull();
  },
);

test('an address or port that cannot be listened on is told with its setting', async () => {
  const listen = (host: string, port = 0) => serve(new Hono(), { host, port });
  expect(await told(() => listen('192.0.2.1'))).toMatch(/^KVORUM_HOST: this machine does not/);
  const elsewhere = { KVORUM_HOST: 'no.such.invalid', DATABASE_URL: 'postgres://127.0.0.1/town' };
  expect(await told(() => listen('no.such.invalid'), elsewhere)).toMatch(/^KVORUM_HOST: /);
  await using first = await listen('127.0.0.1');
  expect(await told(() => listen('127.0.0.1', first.port))).toMatch(/^KVORUM_PORT: /);
});

test('a key that others may read is told; a surprise is nobody’s setting', async () => {
  const path = join(folder, 'log-key.pem');
  await writeFile(path, 'x', { mode: 0o644 });
  expect(await told(() => openLogKey(path))).toMatch(/may be read by others/);
  expect(startFault(new TypeError('x is undefined'), { KVORUM_HOST: '127.0.0.1' })).toBeNull();
});

test('a desk that is told to stop while it starts never opens, and leaves its folder free', async () => {
  const data = join(folder, 'stopped');
  const { PATH = '' } = process.env;
  const desk = spawn(process.execPath, ['src/main.ts'], { env: { PATH, KVORUM_DATA: data } });
  let printed = '';
  desk.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const lock = join(data, 'lock.json');
  await expect.poll(() => existsSync(lock), { timeout: 30_000, interval: 20 }).toBe(true);
  desk.kill('SIGINT');
  expect(await once(desk, 'exit')).toEqual([0, null]);
  expect(printed).toBe('');
  expect(existsSync(lock)).toBe(false);
});
