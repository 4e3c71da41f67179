import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE_TOWN } from '../town/base-town.ts';

const ROOT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'kvorum-cli-'));

const kvorum = (...args: string[]) => kvorumWith({}, ...args);

function kvorumWith(settings: Readonly<Record<string, string>>, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, KVORUM_DATA: folder, XDG_CONFIG_HOME: folder, ...settings },
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('check tells a sound file with 0', () => {
  const path = file('sound.yaml', BASE_TOWN);
  expect(kvorum('check', path)).toEqual({ status: 0, stdout: `${path}: no faults.\n`, stderr: '' });
});

test('check tells every fault with line and column, and 1', () => {
  const text = BASE_TOWN.replace('deputy: mod-2', 'deputy: mod-3').replace(
    'country: SE',
    'country: DK',
  );
  const path = file('broken.yaml', text);
  expect(kvorum('check', path)).toEqual({
    status: 1,
    stdout: '',
    stderr: [
      `${path}:3:12  town.country: must be SE, NO or UA, not “DK”\n`,
      `${path}:56:13  channels.blog.deputy: there is no person mod-3; did you mean mod-1?\n`,
    ].join(''),
  });
});

test.each([
  [
    'a file that is not there',
    [join(folder, 'nowhere.yaml')],
    1,
    /nowhere\.yaml is not there\.\n$/,
  ],
  ['no UTF-8', [file('latin.yaml', Uint8Array.of(0xe5, 0xe4))], 1, /is not text in UTF-8\.\n$/],
  ['no file named', [], 2, /missing required argument/],
  ['an unknown option', ['x.yaml', '--force'], 2, /unknown option/],
])('check: %s', (_, args, status, stderr) => {
  const outcome = kvorum('check', ...args);
  expect(outcome).toMatchObject({ status, stdout: '' });
  expect(outcome.stderr).toMatch(stderr);
  expect(outcome.stderr).not.toMatch(/\n\s+at /);
});

test('help is printed with 0; a desk command without a session says how to sign in', () => {
  expect(kvorum('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(kvorum().stdout).toContain('Usage: kvorum');
  expect(kvorum('queue')).toMatchObject({
    status: 1,
    stderr: 'You are not signed in: kvorum login <link>\n',
  });
});

const NOWHERE = 'postgres://desk:secret@127.0.0.1:1/town';

test.each([
  ['verify', ['verify'], { DATABASE_URL: NOWHERE }, 'DATABASE_URL'],
  ['link', ['link', 'mod-1'], { DATABASE_URL: NOWHERE }, 'DATABASE_URL'],
  ['move', ['move', '--to', NOWHERE], {}, '--to'],
])(
  '%s tells a database that does not answer by the name of its setting',
  (_, args, settings, name) => {
    const outcome = kvorumWith(settings, ...args);
    const stderr = `${name}: no database answers there\n`;
    expect(outcome).toEqual({ status: 1, stdout: '', stderr });
  },
);

test('a data folder that cannot be one is told by the name of its setting', () => {
  const outcome = kvorumWith({ KVORUM_DATA: file('no-folder', '') }, 'verify');
  expect(outcome.stderr).toMatch(/^KVORUM_DATA: .* a file stands where a folder is needed\n$/);
});

describe('.env', () => {
  const script = join(ROOT, 'src/env-file.ts');
  const portIn = (cwd: string, settings = {}) =>
    spawnSync(process.execPath, ['--import', script, '-p', 'process.env.KVORUM_PORT'], {
      cwd,
      encoding: 'utf8',
      env: settings,
    });

  test('is read where it is, and counts less than what is set', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'kvorum-env-'));
    writeFileSync(join(cwd, '.env'), 'KVORUM_PORT=8123\n');
    expect(portIn(cwd)).toMatchObject({ stdout: '8123\n', stderr: '' });
    expect(portIn(cwd, { KVORUM_PORT: '8124' }).stdout).toBe('8124\n');
  });

  test('is not missed where it is not', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'kvorum-env-'));
    expect(portIn(cwd)).toMatchObject({ stdout: 'undefined\n', stderr: '' });
  });

  test('is what npm start and npm run kvorum begin with', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(scripts.start).toBe('node --import=./src/env-file.ts src/main.ts');
    expect(scripts.kvorum).toBe('node --import=./src/env-file.ts src/cli.ts');
  });
});
