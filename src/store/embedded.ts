import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Engine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';
import { movedAt } from './moved-note.ts';
import { embeddedDatabase } from './sql.ts';
import { StoreError } from './store-error.ts';

/** PostgreSQL inside this process, its files under the data folder, kept for this process alone. */
export async function openEmbedded(dataFolder: string): Promise<Engine> {
  const moved = await movedAt(dataFolder);
  if (moved !== null) {
    throw new StoreError(
      'STORE_MOVED',
      `The town in ${dataFolder} was moved to another database at ${moved}. ` +
        'Set DATABASE_URL to that one; to work with this old copy, remove the file store.moved.',
    );
  }
  const lock = await lockFolder(dataFolder);
  try {
    return embeddedEngine(await PGlite.create(await ownFolder(join(dataFolder, 'pg'))), lock);
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** PGlite's files may be written by everybody, whatever the umask: the folder lets nobody else in. */
async function ownFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await chmod(path, 0o700);
  return path;
}

export function embeddedEngine(pglite: PGlite, lock?: Disposable): Engine {
  return {
    database: embeddedDatabase(pglite),
    adapter: new PrismaPGlite(pglite),
    jobDatabase: { kind: 'embedded', pglite },
    async [Symbol.asyncDispose]() {
      await pglite.close();
      lock?.[Symbol.dispose]();
    },
  };
}
