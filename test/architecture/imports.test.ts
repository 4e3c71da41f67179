import { expect, test } from 'vitest';
import { folderOf, importsOf, type SourceFile, sourceFiles } from './source.ts';

interface Law {
  /** Folders it may import besides itself. */
  readonly folders: readonly string[];
  /** npm packages; `node:*` stands for every built-in. */
  readonly packages: readonly string[];
}

const CORE = ['src/domain', 'src/ports'];
const BUILT_IN = 'node:*';

/** The import law (docs/decisions/0002). The longest matching folder decides; a folder without a line fails. */
const MAY_IMPORT: Readonly<Record<string, Law>> = {
  'src/domain': { folders: [], packages: ['node:crypto'] },
  'src/ports': { folders: ['src/domain'], packages: [] },
  // Types of keys and HMACs only; what waits or draws lots comes in as a need.
  'src/app': { folders: CORE, packages: ['node:crypto'] },
  'src/locales': { folders: ['src/domain'], packages: [] },
  commands: { folders: [...CORE, 'src/app', 'src/locales'], packages: ['zod'] },
  'src/clock': { folders: ['src/ports'], packages: [] },
  'src/connectors': { folders: CORE, packages: ['standardwebhooks', 'zod', BUILT_IN] },
  'src/connectors/rehearsal': { folders: [...CORE, 'src/connectors'], packages: [BUILT_IN, 'zod'] },
  'src/connectors/report': { folders: CORE, packages: [] },
  'src/connectors/webhook': { folders: [...CORE, 'src/connectors'], packages: ['zod', BUILT_IN] },
  'src/connectors/wordpress': {
    folders: [...CORE, 'src/connectors'],
    packages: ['htmlparser2', 'zod', BUILT_IN],
  },
  'src/desks/slack': {
    folders: [...CORE, 'src/locales'],
    packages: ['@slack/bolt', 'hono', 'string-width', 'zod', BUILT_IN],
  },
  'src/desks/terminal': {
    folders: [...CORE, 'src/locales'],
    packages: ['commander', 'hono', 'string-width', 'wrap-ansi', 'zod', BUILT_IN],
  },
  'src/desks/web': {
    folders: [...CORE, 'src/locales'],
    packages: ['hono', 'zod', 'rate-limiter-flexible', BUILT_IN],
  },
  'src/flagging': {
    folders: CORE,
    packages: [
      BUILT_IN,
      '@navikt/fnrvalidator',
      '@orama/stemmers',
      'eld',
      'linkifyjs',
      'personnummer',
      'snowball-stemmers',
      'tldts',
    ],
  },
  'src/http': { folders: CORE, packages: ['@hono/node-server', 'hono', 'prom-client', BUILT_IN] },
  'src/jobs': { folders: CORE, packages: ['node-cron', 'pg-boss', BUILT_IN] },
  'src/log-key': { folders: CORE, packages: [BUILT_IN] },
  'src/logging': { folders: [], packages: ['pino', BUILT_IN] },
  'src/mail': { folders: CORE, packages: ['nodemailer', BUILT_IN] },
  'src/site': {
    folders: [...CORE, 'src/locales'],
    packages: ['altcha-lib', 'hono', 'rate-limiter-flexible', 'zod', BUILT_IN],
  },
  'src/store': {
    folders: CORE,
    packages: [
      '@electric-sql/pglite',
      '@prisma/adapter-pg',
      '@prisma/client',
      'canonicalize',
      'pg',
      'pglite-prisma-adapter',
      BUILT_IN,
    ],
  },
  'src/town-file': { folders: CORE, packages: ['damerau-levenshtein', 'yaml', 'zod', BUILT_IN] },
};

/** The files that know everybody, or are started by a person. */
const FREE = [
  'src/config.ts',
  'src/connections.ts',
  'src/env-file.ts',
  'src/main.ts',
  'src/cli.ts',
  'src/wire.ts',
  'src/wire',
];

const isFree = ({ path }: SourceFile) => FREE.some((free) => inside(path, free));

const inside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

function lawOf(path: string): [folder: string, law: Law] | undefined {
  return Object.entries(MAY_IMPORT)
    .filter(([folder]) => inside(path, folder))
    .sort(([a], [b]) => b.length - a.length)[0];
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function breaches(file: SourceFile): string[] {
  const found = lawOf(file.path);
  if (!found) return [`${file.path}: this folder has no line in the import law`];
  const [folder, law] = found;
  return importsOf(file).flatMap((specifier) => {
    const target = folderOf(file, specifier);
    const allowed = target
      ? [folder, ...law.folders].some((f) => inside(target, f) && lawOf(target)?.[0] === f)
      : law.packages.includes(packageOf(specifier)) ||
        (specifier.startsWith('node:') && law.packages.includes(BUILT_IN));
    return allowed ? [] : [`${file.path} imports ${specifier}`];
  });
}

const governed = sourceFiles('src', 'commands').filter((file) => !isFree(file));

test('every import keeps the import law', () => {
  expect(governed.length).toBeGreaterThan(0);
  expect(governed.flatMap(breaches)).toEqual([]);
});

test('the law itself finds breaches', () => {
  const bad = (path: string, text: string) => breaches({ path, text });
  expect(bad('src/domain/x.ts', "import type { S } from '../ports/store.ts'")).toHaveLength(1);
  expect(bad('src/app/x.ts', "import { z } from 'zod'")).toHaveLength(1);
  expect(bad('src/mail/x.ts', "import { a } from '#app/a.ts'")).toHaveLength(1);
  expect(bad('src/connectors/webhook/x.ts', "export { a } from '../wordpress/a.ts'")).toHaveLength(
    1,
  );
  expect(bad('src/nowhere/x.ts', '')).toHaveLength(1);
});
