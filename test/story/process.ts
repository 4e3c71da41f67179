import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of this repository to its end; rejects after `limitMs`. */
function runToEnd(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  limitMs = 60_000,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (signal) reject(new Error(`${args.join(' ')} did not end:\n${said.stdout}${said.stderr}`));
      else resolve({ code, ...said });
    });
  });
}

/** `kvorum …` at a terminal whose home is `home`. */
export function kvorum(
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
  home: string,
): Promise<Ended> {
  return runToEnd(['src/cli.ts', ...words], {
    ...settings,
    XDG_CONFIG_HOME: home,
    LANG: 'C.UTF-8',
  });
}

/** `npm start` where it cannot start. */
export function failedStart(settings: Readonly<Record<string, string>>): Promise<Ended> {
  return runToEnd(['src/main.ts'], settings);
}

const SIGNED = /(\d+) entries, (\d+) of them under [1-9]\d* verified checkpoints?/;

/** Waits until every entry of the log stands under a checkpoint; whoever verifies it finds it whole. */
export async function logVerifies(
  settings: Readonly<Record<string, string>>,
  home: string,
): Promise<void> {
  const underCheckpoint = async () => {
    const verdict = await kvorum(['verify'], settings, home);
    expect(verdict).toMatchObject({ code: 0, stderr: '' });
    expect(verdict.stdout).toContain('The log is whole.');
    const [, entries = '0', under] = SIGNED.exec(verdict.stdout) ?? [];
    return Number(entries) > 20 && entries === under;
  };
  await expect.poll(underCheckpoint, { timeout: 60_000 }).toBe(true);
}
