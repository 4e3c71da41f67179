import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { connections } from '#connections.ts';
import { serve } from '#http/server.ts';
import type { Access } from '#ports/access.ts';
import type { Ask, OnAsk } from '#ports/desk.ts';
import type { Operator } from '#ports/operator.ts';
import { readTown } from '#town-file/read.ts';
import type { Console } from '../../../src/desks/terminal/console.ts';
import { terminalDesk } from '../../../src/desks/terminal/desk.ts';
import { operatorApi } from '../../../src/desks/terminal/operator-api.ts';
import { type ProgramNeeds, runProgram } from '../../../src/desks/terminal/program.ts';
import { exampleTown } from '../town/example-town.ts';

export const KEY = 'k'.repeat(32);
const NOW_MS = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;

const [person] = exampleTown('rehearsal').town.people;

/** Lets in once with the secret `once`; the session is `token`. */
export function accessForTest(): Access & { readonly ended: string[] } {
  const unused = new Set(['once']);
  const open = new Set<string>();
  const ended: string[] = [];
  return {
    ended,
    issueLink: async () => 'once',
    redeem: async (secret) => {
      if (!unused.delete(secret)) return null;
      open.add('token');
      return { token: 'token', expiresAtMs: NOW_MS + DAY_MS };
    },
    session: async (token) => (open.has(token) && person ? { person, rehearsal: false } : null),
    actAs: async () => false,
    end: async (token) => {
      open.delete(token);
      ended.push(token);
    },
  };
}

export const idle: Operator = {
  planTown: async () => ({ kind: 'plan', changes: [], base: '' }),
  applyTown: async () => ({ kind: 'applied', changes: [], base: '' }),
  verifyLog: async () => ({
    entries: 0,
    root: '',
    checkpointsVerified: 0,
    entriesSigned: 0,
    contentsVerified: 0,
    faults: [],
  }),
  issueLink: async () => null,
  issueCode: async () => null,
  unlink: async () => 0,
  examineChannels: async () => [],
};

/** A desk that listens on a free port, and a terminal at which `typed` is typed. */
export async function deskForTest(options: {
  readonly onAsk?: OnAsk;
  readonly operator?: Partial<Operator>;
}) {
  const asks: Ask[] = [];
  const access = accessForTest();
  const app = new Hono();
  const operator = { ...idle, ...options.operator };
  const peerAddress: Parameters<typeof operatorApi>[0]['peerAddress'] = (c) =>
    getConnInfo(c).remote.address;
  app.route('/', operatorApi({ operator, key: KEY, peerAddress }));
  app.route(
    '/',
    terminalDesk({
      access,
      onAsk: async (ask) => {
        asks.push(ask);
        return (await options.onAsk?.(ask)) ?? { kind: 'text', tone: 'done', text: 'Klart.' };
      },
    }),
  );
  const server = await serve(app, { host: '127.0.0.1', port: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'kvorum-terminal-'));
  const running = { url: server.url, key: KEY, pid: process.pid };
  writeFileSync(join(folder, 'desk.json'), JSON.stringify(running));
  return {
    url: server.url,
    asks,
    access,
    folder,
    sessionFile: join(folder, 'config', 'session.json'),
    /** Runs `kvorum …`; with `typed` a person sits there. */
    kvorum: (args: readonly string[], typed?: readonly string[]) => runAt(folder, args, typed),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

export async function runAt(
  folder: string,
  args: readonly string[],
  typed?: readonly string[],
  more: Partial<ProgramNeeds> = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err, lines]: [string[], string[], string[]] = [[], [], [...(typed ?? [])]];
  const console: Console = {
    write: (text) => out.push(text),
    writeError: (text) => err.push(text),
    ask: async (question) => {
      out.push(question);
      const line = lines.shift() ?? null;
      out.push(`${line}\n`);
      return line;
    },
    interactive: typed !== undefined,
    width: 100,
    colours: false,
  };
  const code = await runProgram(args, {
    console,
    sessionFile: join(folder, 'config', 'session.json'),
    dataFolder: folder,
    nowMs: () => NOW_MS,
    checkTown: (document) => readTown(document, connections),
    openHouse: async () => ({ ...idle, [Symbol.asyncDispose]: async () => undefined }),
    moveTown: async () => ({ rows: { item: 3, author: 2 }, logSize: 7, logRoot: 'ab' }),
    slackSetup: async () => ({ manifest: {}, isSocket: true, missing: [], desks: [] }),
    ...more,
  });
  return { code, out: out.join(''), err: err.join('') };
}
