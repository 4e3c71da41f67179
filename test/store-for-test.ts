import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { JobName } from '#ports/queue.ts';
import { embeddedEngine } from '#store/embedded.ts';
import type { Engine } from '#store/engine.ts';
import { migrate, readMigrations } from '#store/migrate.ts';
import { type OpenStore, storeOn } from '#store/open.ts';

/** A store for tests, with the jobs that were committed in place of a queue. */
export interface StoreForTest extends OpenStore {
  /** Jobs of committed transactions, oldest first. */
  jobs(): Promise<{ name: JobName; data: unknown; startAfterMs: number | null }[]>;
  readonly engine: Engine;
}

/** A fresh, migrated store in memory. Close it: `await using store = await storeForTest()`. */
export async function storeForTest(): Promise<StoreForTest> {
  return withJobTable(embeddedEngine(await migratedPglite()));
}

/** The store on any migrated database, its jobs in a table that commits and rolls back with the rest. */
export async function withJobTable(engine: Engine): Promise<StoreForTest> {
  await engine.database.exec(
    'CREATE TABLE IF NOT EXISTS test_job (id serial, name text, data jsonb, start_after_ms float8)',
  );
  const open = await storeOn(engine);
  open.connectJobs(async (transaction, name, data, { startAfterMs }) => {
    await transaction.$queryRawUnsafe(
      'INSERT INTO test_job (name, data, start_after_ms) VALUES ($1, $2::jsonb, $3::float8)',
      name,
      JSON.stringify(data),
      startAfterMs ?? null,
    );
  });
  return {
    ...open,
    engine,
    jobs: () =>
      engine.database.query(
        'SELECT name, data, start_after_ms AS "startAfterMs" FROM test_job ORDER BY id',
      ),
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

/** Making a database takes seconds, so one is made per set of migrations and copied from then on. */
async function migratedPglite(): Promise<PGlite> {
  const migrations = await readMigrations();
  const state = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  const folder = join(import.meta.dirname, '../node_modules/.cache/kvorum');
  const path = join(folder, `store-${state}.tar`);
  if (existsSync(path)) {
    return PGlite.create({ loadDataDir: new Blob([await readFile(path)]) });
  }
  const pglite = await PGlite.create();
  await migrate(embeddedEngine(pglite).database, migrations);
  const dump = await pglite.dumpDataDir('none');
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()));
  await rename(`${path}.${process.pid}`, path);
  return pglite;
}
