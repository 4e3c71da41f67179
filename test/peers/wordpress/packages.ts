import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Downloads are kept here between runs; `node_modules` is never committed. */
export const CACHE = resolve(import.meta.dirname, '../../../node_modules/.cache/kvorum-wordpress');
const SITE = join(import.meta.dirname, 'site');

/** WordPress itself, and the parts Debian ships beside it. */
const PACKAGES = ['wordpress', 'php-getid3', 'libjs-underscore', 'libjs-lodash'];
/** The Debian release whose WordPress (6.8) knows what the SQLite drop-in needs. */
const RELEASE = 'trixie';
const PHP = ['php-cli', 'php-sqlite3', 'php-mbstring', 'php-xml'];
const SQLITE_DROP_IN = '@wp-playground/cli@3.1.56';

const run = (command: string, args: string[], cwd?: string): string =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });

const succeeds = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/**
 * The folder of an unpacked WordPress with the SQLite drop-in, ready to be served by PHP. Installs
 * PHP with apt when it is missing and downloads the rest once; needs root only for the former.
 */
export function unpackedWordPress(): string {
  installPhp();
  const root = join(CACHE, RELEASE);
  if (!existsSync(root)) unpackInto(root);
  const docroot = join(root, 'usr/share/wordpress');
  place('wp-config.php', join(docroot, 'wp-config.php'));
  for (const file of ['index.php', 'style.css']) {
    place(`theme/${file}`, join(docroot, 'wp-content/themes/plain', file));
  }
  return docroot;
}

/** Left alone where it is there already: another site may be reading it at this moment. */
function place(file: string, target: string) {
  const wanted = readFileSync(join(SITE, file));
  if (existsSync(target) && readFileSync(target).equals(wanted)) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, wanted);
}

function installPhp() {
  const wanted =
    "exit(extension_loaded('pdo_sqlite')&&extension_loaded('mbstring')&&extension_loaded('dom')?0:1);";
  const there = succeeds('php', ['-r', wanted]) && succeeds('unzip', ['-v']);
  if (there) return;
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', ...PHP, 'unzip']);
}

/** Unpacks beside and renames last, so an interrupted download is never taken for a whole one. */
function unpackInto(root: string) {
  const work = `${root}.unfinished`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const file of downloadPackages(work)) run('dpkg', ['-x', file, work]);
  addDropIn(work, join(work, 'usr/share/wordpress'));
  for (const used of ['apt', 'drop-in', 'package']) {
    rmSync(join(work, used), { recursive: true, force: true });
  }
  renameSync(work, root);
}

/** Debian archives of another release than the machine's, through apt with lists of its own. */
function downloadPackages(work: string): string[] {
  const apt = join(work, 'apt');
  mkdirSync(join(apt, 'lists/partial'), { recursive: true });
  mkdirSync(join(apt, 'archives/partial'), { recursive: true });
  writeFileSync(join(apt, 'release.list'), `deb ${debianMirror()} ${RELEASE} main\n`);
  const options = [
    ['Dir::Etc::SourceList', join(apt, 'release.list')],
    ['Dir::Etc::SourceParts', '/dev/null'],
    ['Dir::State::Lists', join(apt, 'lists')],
    ['Dir::Cache', apt],
    ['Acquire::Languages', 'none'],
    // Root's cache folder is not readable by apt's own user.
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run('apt-get', [...options, 'update']);
  run('apt-get', [...options, 'download', ...PACKAGES], apt);
  return globSync('*.deb', { cwd: apt }).map((file) => join(apt, file));
}

/** The main archive that this machine's own apt is set to use. */
function debianMirror(): string {
  const lines = run('apt-get', [
    'indextargets',
    '--format',
    '$(SITE) $(RELEASE) $(COMPONENT)',
    'Created-By: Packages',
  ]).split('\n');
  const main = lines.map((line) => line.split(' ')).find(isMainArchive);
  if (!main?.[0])
    throw new Error('apt on this machine has no Debian archive to take WordPress from');
  return main[0];
}

const isMainArchive = ([site, release, component]: string[]): boolean =>
  component === 'main' && /debian\/?$/.test(site ?? '') && /^[a-z]+$/.test(release ?? '');

/** WordPress stores its tables in SQLite instead of MySQL when this file is in `wp-content`. */
function addDropIn(work: string, docroot: string) {
  const archive = run('npm', ['pack', '--silent', SQLITE_DROP_IN], work).trim().split('\n').at(-1);
  run('tar', ['-xzf', archive ?? '', 'package/sqlite-database-integration.zip'], work);
  run('unzip', ['-q', '-o', 'package/sqlite-database-integration.zip', '-d', 'drop-in'], work);
  const [plugin] = globSync('drop-in/*/db.copy', { cwd: work });
  if (!plugin) throw new Error(`${SQLITE_DROP_IN} holds no SQLite drop-in any more`);
  const target = join(docroot, 'wp-content/plugins/sqlite-database-integration');
  cpSync(join(work, plugin, '..'), target, { recursive: true });
  const code = readFileSync(join(target, 'db.copy'), 'utf8');
  // The placeholder is no folder, so the drop-in looks in the plugins folder beside itself.
  writeFileSync(join(docroot, 'wp-content/db.php'), code);
  rmSync(join(docroot, 'wp-config.php'), { force: true });
  const htaccess = join(docroot, '.htaccess');
  if (lstatSync(htaccess, { throwIfNoEntry: false })) rmSync(htaccess);
}
