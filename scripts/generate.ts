import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes the Prisma client to src/store/generated when schema or Prisma changed since last time.
 * The schema engine is a download that closed networks do not get, and generating does not need
 * it: naming any program in its place keeps Prisma from asking for it.
 */
const root = join(import.meta.dirname, '..');
const stamp = join(root, 'src/store/generated/.stamp');
const prisma = createRequire(import.meta.url).resolve('prisma/package.json');

const state = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(readFileSync(prisma))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== state) {
  execFileSync(process.execPath, [join(dirname(prisma), 'build/index.js'), 'generate'], {
    cwd: root,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    stdio: 'pipe',
  });
  writeFileSync(stamp, state);
}
