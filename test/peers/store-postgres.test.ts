import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edgeOf, leafHash, rootOf } from '#domain/archive/merkle.ts';
import { startQueue } from '#jobs/queue.ts';
import { migrate, readMigrations } from '#store/migrate.ts';
import { moveTown } from '#store/move.ts';
import { type OpenStore, openStore } from '#store/open.ts';
import { openPooled } from '#store/pooled.ts';
import { databaseSchema, prismaSchema } from '../contract/schema-of.ts';
import { newItem, newVersion, storeSuite } from '../contract/store-suite.ts';
import { type StoreForTest, withJobTable } from '../store-for-test.ts';
import { type TestDatabase, testDatabase } from './postgres.ts';

async function openOnServer(): Promise<StoreForTest> {
  const made = await testDatabase();
  const engine = openPooled(made.url);
  await migrate(engine.database, await readMigrations());
  const open = await withJobTable(engine);
  return {
    ...open,
    [Symbol.asyncDispose]: async () => {
      await open[Symbol.asyncDispose]();
      await made[Symbol.asyncDispose]();
    },
  };
}

storeSuite('the store on PostgreSQL', openOnServer);

describe('on PostgreSQL', () => {
  let made: TestDatabase;
  beforeAll(async () => {
    made = await testDatabase();
  });
  afterAll(() => made[Symbol.asyncDispose]());

  test('replicas that start together migrate once', async () => {
    const replicas = await Promise.all(
      Array.from({ length: 4 }, () => openStore({ databaseUrl: made.url, dataFolder: '' })),
    );
    const [first] = replicas;
    expect(await first?.ledger.size()).toBe(0);
    for (const replica of replicas) await replica[Symbol.asyncDispose]();
  });

  test('schema.prisma says what the migrations make', async () => {
    await using engine = openPooled(made.url);
    expect(await prismaSchema()).toEqual(await databaseSchema(engine.database));
  });

  test('20 parallel writers leave a gapless log whose leaves fit', async () => {
    await using open = await openStore({ databaseUrl: made.url, dataFolder: '' });
    const writers = Array.from({ length: 20 }, async (_, writer) => {
      for (let n = 0; n < 10; n += 1) {
        await open.store
          .transaction(async (tx) => {
            tx.log({ type: 'town.applied', atMs: n, actor: 'system', data: { writer, n } });
            tx.log({
              type: 'town.applied',
              atMs: n,
              actor: 'system',
              data: { bad: n === 7 ? 0.5 : 1 },
            });
          })
          .catch(() => undefined);
      }
    });
    await Promise.all(writers);
    const lines = await open.ledger.logLines(0, 10_000);
    expect(lines).toHaveLength(20 * 9 * 2);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, n) => n));
  });

  test('another replica hears of a change, also after its connection broke', async () => {
    await using here = await openStore({ databaseUrl: made.url, dataFolder: '' });
    await using there = await openStore({ databaseUrl: made.url, dataFolder: '' });
    const heard: string[] = [];
    there.changes.subscribe((what) => heard.push(what));
    await here.store.transaction((tx) => tx.changed('item:1'));
    await expect.poll(() => heard).toEqual(['item:1']);
    const client = new Client(made.url);
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
    );
    await client.end();
    await expect.poll(() => heard, { timeout: 5_000 }).toEqual(['item:1', 'town']);
    await here.store.transaction((tx) => tx.changed('item:2'));
    await expect.poll(() => heard).toEqual(['item:1', 'town', 'item:2']);
  });

  test('a broken idle connection is made anew', async () => {
    await using open = await openStore({ databaseUrl: made.url, dataFolder: '' });
    await open.ping();
    await open.store.read.town();
    const client = new Client(made.url);
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE pid <> pg_backend_pid() AND datname = current_database()`,
    );
    await client.end();
    await expect
      .poll(() =>
        open.ping().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await expect
      .poll(() =>
        open.store.read.town().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  test('a delivery in hand when the process dies is taken again', async () => {
    await using open = await openStore({ databaseUrl: made.url, dataFolder: '' });
    await open.tray.put({ channel: 'c', key: 'crash', body: Buffer.from('x'), receivedAtMs: 1 });
    const dying = new Client(made.url);
    await dying.connect();
    await dying.query('BEGIN');
    await dying.query(`SELECT id FROM delivery WHERE delivery_key = 'crash' FOR UPDATE`);
    await dying.query(`UPDATE delivery SET state = 'done' WHERE delivery_key = 'crash'`);
    expect(await open.tray.next(async () => undefined)).toBe('empty');
    await dying.end();
    await expect.poll(() => open.tray.next(async () => undefined)).toBe('done');
  });
});

describe('moving a town', () => {
  let folder: string;
  let made: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kvorum-move-'));
    made = await testDatabase();
    await using source = await openStore({ dataFolder: folder });
    await using queue = await startQueue({
      database: source.jobDatabase,
      onError: () => undefined,
    });
    source.connectJobs(queue.sendJob);
    await fill(source);
  });
  afterAll(async () => {
    await made[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function fill(source: OpenStore): Promise<void> {
    for (let n = 0; n < 120; n += 1) {
      await source.store.transaction(async (tx) => {
        const author = await tx.author('blog', { handle: `h${n % 7}`, name: 'Öst' });
        const item = await tx.addItem(newItem({ author, externalId: `e${n}` }));
        const { commitments } = await tx.addVersion(item.id, newVersion(`Text \0 ${n} "citat" \\`));
        tx.log({ type: 'item.received', atMs: n, actor: 'system', item: item.id, commitments });
        if (n < 3) await tx.send('answer', { reply: n });
        if (n === 3) await tx.send('mail', { letter: n }, { startAfterMs: 3_600_000 });
      });
      await source.tray.put({
        channel: 'c',
        key: `k${n}`,
        body: Uint8Array.of(0, n),
        receivedAtMs: n,
      });
    }
    await source.store.transaction((tx) =>
      tx.saveChannelState('blog', { cursor: { page: 1 }, pulledAtMs: 2 ** 42 }),
    );
    await source.ledger.saveCheckpoint({ treeSize: 10, note: 'a\nb\n' });
    await source.store
      .transaction(async (tx) => {
        await tx.addItem(newItem());
        throw new Error('leaves a hole in the ids');
      })
      .catch(() => undefined);
  }

  test('everything arrives, counted and verified, and work goes on there', async () => {
    await using target = await openStore({ databaseUrl: made.url, dataFolder: '' });
    await using queue = await startQueue({
      database: target.jobDatabase,
      onError: () => undefined,
    });
    target.connectJobs(queue.sendJob);
    const seen = new Map<string, number>();
    const moved = await moveTown({
      dataFolder: folder,
      databaseUrl: made.url,
      sendJob: queue.sendJob,
      onProgress: (table, rows) => seen.set(table, rows),
    });
    expect(moved).toMatchObject({
      jobs: 4,
      logSize: 120,
      rows: { item: 120, archived: 480, delivery: 120, author: 7 },
    });
    expect(seen.get('item')).toBe(120);

    const lines = await target.ledger.logLines(0, 1_000);
    const first = lines.slice(0, 120).map(({ line }) => leafHash(line));
    expect(Buffer.from(rootOf(edgeOf(first))).toString('hex')).toBe(moved.logRoot);
    expect(JSON.parse(lines[120]?.line ?? '')).toMatchObject({
      type: 'store.moved',
      data: { size: 120 },
    });
    expect(await queue.depth()).toMatchObject({ answer: { queued: 3 }, mail: { queued: 1 } });

    const known = await target.store.read.itemByExternal('blog', 'e7');
    expect((await target.store.read.versions(known?.id ?? 0))[0]?.text).toBe(
      'Text \0 7 "citat" \\',
    );
    expect(await target.store.read.search({ words: 'citat', limit: 200 })).toHaveLength(120);
    expect(await target.store.read.channelState('blog')).toMatchObject({
      cursor: { page: 1 },
      pulledAtMs: 2 ** 42,
    });
    expect(
      await target.tray.put({ channel: 'c', key: 'k5', body: Uint8Array.of(1), receivedAtMs: 1 }),
    ).toBe('repeat');
    const item = await target.store.transaction(async (tx) => {
      tx.log({ type: 'town.applied', atMs: 1, actor: 'system' });
      return tx.addItem(newItem());
    });
    expect(item.id, 'ids given out before are not given out again').toBe(122);
    await expect(
      (async () => {
        await using engine = openPooled(made.url);
        await engine.database.query('DELETE FROM log_entry');
      })(),
    ).rejects.toThrow('append-only');
  });

  test('the old copy stays and is not taken up again by mistake', async () => {
    await expect(openStore({ dataFolder: folder })).rejects.toMatchObject({ code: 'STORE_MOVED' });
    await rm(join(folder, 'store.moved'));
    await using source = await openStore({ dataFolder: folder });
    expect(await source.ledger.size()).toBe(120);
    expect(await source.store.read.known('blog', 0)).toHaveLength(120);
  });

  test('into a database that is not empty it does not move', async () => {
    const sendJob = () => Promise.reject(new Error('not reached'));
    const moving = moveTown({
      dataFolder: folder,
      databaseUrl: made.url,
      sendJob,
      onProgress: () => undefined,
    });
    await expect(moving).rejects.toMatchObject({ code: 'STORE_NOT_EMPTY' });
    await using source = await openStore({ dataFolder: folder });
    expect(await source.ledger.size()).toBe(120);
  });

  test('when a job cannot be carried nothing has moved', async () => {
    await using empty = await testDatabase();
    const sendJob = () => Promise.reject(new Error('the queue is away'));
    const moving = moveTown({
      dataFolder: folder,
      databaseUrl: empty.url,
      sendJob,
      onProgress: () => undefined,
    });
    await expect(moving).rejects.toThrow('the queue is away');
    await using target = await openStore({ databaseUrl: empty.url, dataFolder: '' });
    expect(await target.ledger.size()).toBe(0);
    expect(await target.store.read.known('blog', 0)).toEqual([]);
  });
});
