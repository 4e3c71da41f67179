import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');

/** The desk as it is run in a town: a process of its own. */
export interface DeskProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves when the desk answers that it is ready. Rejects when it ends or takes too long. */
  ready(limitMs: number): Promise<void>;
  /** Whether it has ended, by itself or not. */
  ended(): boolean;
  /** Resolves when it is gone: its code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** What it printed so far. */
  readonly printed: () => string;
}

/** Only what is given and what a program needs to run: no setting comes in from outside. */
export function startDesk(
  settings: Readonly<Record<string, string>>,
  options: { readonly port: number; readonly nodeOptions?: readonly string[] },
): DeskProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [...(options.nodeOptions ?? []), 'src/main.ts'],
    {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'] ?? '',
        LOG_LEVEL: 'error',
        KVORUM_PORT: String(options.port),
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  // Whoever started it and fails does not leave it running.
  const take = () => child.kill('SIGKILL');
  process.once('exit', take);
  const gone = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', take);
      resolve(code ?? signal ?? 0);
    });
  });
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const url = `http://127.0.0.1:${options.port}`;
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    printed: () => printed,
    async ready(limitMs) {
      const until = performance.now() + limitMs;
      while (performance.now() < until) {
        if (ended()) throw new Error(`The desk ended while it started:\n${printed}`);
        const answer = await fetch(`${url}/ready`).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.status === 200) return;
        await sleep(50);
      }
      throw new Error(`The desk was not ready within ${limitMs} ms:\n${printed}`);
    },
    end(signal) {
      child.kill(signal);
      return gone;
    },
  };
}

/** One that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
