import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const project = (name: string, more: object = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...more },
});

/** Where a run leaves its figures for a summary: `.ci/run` sets it. */
const results = process.env['KVORUM_TEST_RESULTS'];
const run = (process.env['npm_lifecycle_event'] ?? 'vitest').replaceAll(':', '-');

export default defineConfig({
  test: {
    reporters: results
      ? ['default', ['json', { outputFile: join(results, `${run}.json`) }]]
      : ['default'],
    projects: [
      project('architecture', { testTimeout: 30_000 }),
      project('domain', { testTimeout: 60_000 }),
      project('app', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('contract', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('web', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('peers', { testTimeout: 180_000, hookTimeout: 180_000 }),
      project('story', { testTimeout: 240_000, hookTimeout: 180_000 }),
    ],
  },
});
