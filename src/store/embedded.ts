import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import type { Engine } from './engine.ts';
import { lockFolder } from './folder-lock.ts';
import { embeddedDatabase } from './sql.ts';

/** PostgreSQL inside this process, its files under the data folder, kept for this process alone. */
export async function openEmbedded(dataFolder: string): Promise<Engine> {
  const lock = await lockFolder(dataFolder);
  try {
    return embeddedEngine(await PGlite.create(join(dataFolder, 'pg')), lock);
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

export function embeddedEngine(pglite: PGlite, lock?: Disposable): Engine {
  return {
    database: embeddedDatabase(pglite),
    adapter: new PrismaPGlite(pglite),
    bossDatabase: { kind: 'pglite', pglite },
    async [Symbol.asyncDispose]() {
      await pglite.close();
      lock?.[Symbol.dispose]();
    },
  };
}
