import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedWordPress } from './packages.ts';
import { NO_MAIL, type Prepared, settings } from './settings.ts';

// Run by start.ts under a lock: downloads and installs what is missing, prints where it is.

const SITE = join(import.meta.dirname, 'site');

/** Installing takes seconds, so it is done once; every site starts from a copy of its database. */
function installed(root: string): {
  template: string;
  installed: Omit<Prepared, 'root' | 'template'>;
} {
  const recipe = ['install.php', 'wp-config.php'].map((name) => readFileSync(join(SITE, name)));
  const version = createHash('sha256').update(Buffer.concat(recipe)).digest('hex').slice(0, 12);
  const template = join(root, '../../..', `database-${version}`);
  const told = join(template, 'installed.json');
  if (!existsSync(told)) writeFileSync(told, install(root, template));
  return { template, installed: JSON.parse(readFileSync(told, 'utf8')) };
}

function install(root: string, template: string): string {
  rmSync(template, { recursive: true, force: true });
  mkdirSync(template, { recursive: true });
  const loginPassword = randomBytes(12).toString('hex');
  const env = {
    ...settings({ root, database: template, url: 'http://127.0.0.1' }),
    KVORUM_TEST_PASSWORD: loginPassword,
  };
  const args = [...NO_MAIL, join(SITE, 'install.php')];
  const printed = execFileSync('php', args, { env, encoding: 'utf8' });
  return JSON.stringify({ ...JSON.parse(printed), loginPassword });
}

const root = unpackedWordPress();
const found = installed(root);
const prepared: Prepared = { root, template: found.template, ...found.installed };
process.stdout.write(JSON.stringify(prepared));
