import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Logger } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyTown } from '#app/apply-town.ts';
import { clearTray } from '#app/clear-tray.ts';
import { serve } from '#http/server.ts';
import { startQueue } from '#jobs/queue.ts';
import { createLogger } from '#logging/logger.ts';
import { readTown } from '#town-file/read.ts';
import { readConfig } from '../../src/config.ts';
import { connections } from '../../src/connections.ts';
import { formTokens } from '../../src/site/form-token.ts';
import { asksOf } from '../../src/wire/asks.ts';
import { openChatDesks } from '../../src/wire/chat-desks.ts';
import { type House, openHouse } from '../../src/wire/house.ts';
import { webApp } from '../../src/wire/web.ts';
import { type HostileRequest, hostileRequest, type Keys } from './hostile-requests.ts';
import { TOWN_FILE } from './hostile-town.ts';

const IN_PROCESS = 97_000;
const OVER_SOCKETS = 3_000;
const BATCH = 50;
const ORIGIN = 'http://desk.example';

/** What came in so far, by what was answered. */
interface Tally {
  sent: number;
  deliveries: number;
  repeats: number;
  reports: number;
  readonly statuses: Map<number, number>;
}

const tally: Tally = { sent: 0, deliveries: 0, repeats: 0, reports: 0, statuses: new Map() };
const surprises: unknown[] = [];
const rejected = (reason: unknown) => surprises.push(reason);

let opened: AsyncDisposableStack;
let house: House;
let app: ReturnType<typeof webApp>;
let keys: Keys;

/** The real wiring before a database of its own; what it would log as an error is kept. */
beforeAll(async () => {
  opened = new AsyncDisposableStack();
  process.on('unhandledRejection', rejected);
  opened.defer(() => void process.off('unhandledRejection', rejected));
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-hostile-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const env = { BLOG_PASSWORD: 'x', BLOG_HOOK_SECRET: secret, BRIDGE_SECRET: secret };
  const read = readConfig({ KVORUM_DATA: folder });
  if (!read.ok) throw new Error(read.faults.join());
  house = opened.use(await openHouse(read.config, env));
  const town = readTown(TOWN_FILE, connections);
  if (!town.ok) throw new Error(JSON.stringify(town.refusal));
  const { store } = house.opened;
  await applyTown({ store, clock: house.clock }, { ...town.value, by: 'system' });
  const onError = (error: Error) => surprises.push(error);
  const queue = opened.use(await startQueue({ database: house.opened.jobDatabase, onError }));
  house.opened.connectJobs(queue.sendJob);
  const parts = { config: read.config, house, log: telling(), rehearsal: false, env };
  const onAsk = asksOf(parts);
  const chat = opened.use(openChatDesks({ ...parts, onAsk })).app;
  const needs = {
    queue,
    operatorKey: 'k'.repeat(40),
    url: () => ORIGIN,
    nudge: () => undefined,
    onAsk,
    chat,
  };
  app = webApp(parts, needs);
  const access = house.opened.access({ rehearsal: false });
  const session = await access.redeem(await access.issueLink('mod-1', 'operator'));
  const tokens = formTokens(house.siteSecret, () => Date.now() - 10_000);
  keys = {
    origin: ORIGIN,
    secrets: { bridge: secret, blog: secret },
    session: session?.token ?? '',
    department: 'info',
    formToken: tokens.issue,
  };
  await vi.waitUntil(() => house.town() !== null, { timeout: 10_000 });
}, 120_000);

afterAll(() => opened.disposeAsync(), 60_000);

/** A logger that is silent, but keeps what it is told of faults. */
function telling(): Logger {
  const log = createLogger({ level: 'silent' });
  log.error = (first: unknown) => void surprises.push(first);
  return log;
}

/** Nobody is asked to come again later because of something we could not do. */
function count(request: HostileRequest, status: number, body: string): void {
  tally.sent += 1;
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  expect(status, `${request.path}: ${body.slice(0, 200)}`).toBeLessThan(500);
  if (request.path.startsWith('/hooks/') && status === 200) {
    const { code } = JSON.parse(body) as { code: string };
    if (code === 'accepted') tally.deliveries += 1;
    else tally.repeats += 1;
  }
  if (request.path.startsWith('/report/') && status === 201) tally.reports += 1;
}

let callers = 0;

/** As if from somewhere else each time: the limits per address are not what is tried here. */
function elsewhere(): string {
  callers += 1;
  return `10.${callers % 250}.${(callers >> 8) % 250}.1`;
}

async function send(request: HostileRequest): Promise<void> {
  const { path, headers, body } = request;
  const init = { method: 'POST', headers, body };
  const env = { incoming: { socket: { remoteAddress: elsewhere() } } };
  const answer = await app.request(`${ORIGIN}${path}`, init, env);
  count(request, answer.status, await answer.text());
}

async function takeIn(): Promise<void> {
  const { tray } = house.opened;
  await clearTray({ ...house, tray }, new AbortController().signal);
}

async function rows(table: string, where = 'TRUE'): Promise<number> {
  const { jobDatabase } = house.opened;
  if (jobDatabase.kind !== 'embedded') throw new Error('The store is not the embedded one');
  const sql = `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`;
  const { rows: found } = await jobDatabase.pglite.query<{ n: number }>(sql);
  return found[0]?.n ?? -1;
}

/** Deliveries that were not taken in at the first try, with what they hold and why. */
async function stuck(): Promise<unknown[]> {
  const { jobDatabase } = house.opened;
  if (jobDatabase.kind !== 'embedded') throw new Error('The store is not the embedded one');
  const { rows: found } = await jobDatabase.pglite.query<{ body: Uint8Array; fault: string }>(
    `SELECT body, fault FROM delivery WHERE state <> 'done' OR attempts > 0 LIMIT 5`,
  );
  return found.map(({ body, fault }) => ({ fault, body: Buffer.from(body).toString() }));
}

/** Every row that came is one that was acknowledged, every item is whole, and the log says so. */
async function expectWhole(): Promise<void> {
  await takeIn();
  expect(surprises).toEqual([]);
  expect(await rows('delivery')).toBe(tally.deliveries);
  expect(await stuck()).toEqual([]);
  expect(await rows('report')).toBe(tally.reports);
  const unversioned = `NOT EXISTS (SELECT 1 FROM archived a
    WHERE a.item_id = item.id AND a.version = item.version AND a.field = 'text')`;
  expect(await rows('item', unversioned)).toBe(0);
  const unlogged = `NOT EXISTS (SELECT 1 FROM log_entry e WHERE e.item_id = item.id)`;
  expect(await rows('item', unlogged)).toBe(0);
  const verdict = await house.verifyLog([]);
  expect(verdict.faults).toEqual([]);
  expect(verdict.entries).toBe(await rows('log_entry'));
}

describe('hostile input', () => {
  it(`${IN_PROCESS} bodies and forms: never a 5xx, nothing half-written`, async () => {
    const batch = fc.array(hostileRequest(keys), { minLength: BATCH, maxLength: BATCH });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        await Promise.all(requests.map(send));
        n += 1;
        if (n % 20 === 0) await takeIn();
        expect(surprises).toEqual([]);
      }),
      { numRuns: IN_PROCESS / BATCH, endOnFailure: true },
    );
    await expectWhole();
    expect(tally.sent).toBeGreaterThanOrEqual(IN_PROCESS);
    expect(tally.deliveries).toBeGreaterThan(2_000);
    expect(tally.reports).toBeGreaterThan(50);
    expect(await rows('item')).toBeGreaterThan(300);
    console.info({ ...tally, statuses: [...tally.statuses], items: await rows('item') });
  }, 600_000);

  it(`${OVER_SOCKETS} more over real sockets, some of them cut off`, async () => {
    await using server = await serve(app, { host: '127.0.0.1', port: 0 });
    const local = { ...keys, origin: server.url };
    const batch = fc.array(hostileRequest(local), { minLength: BATCH, maxLength: BATCH });
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        await Promise.all(
          requests.map(async (request) => {
            const { path, headers, body } = request;
            const init = { method: 'POST', headers, body, redirect: 'manual' } as const;
            const answer = await fetch(`${server.url}${path}`, init);
            count(request, answer.status, await answer.text());
          }),
        );
        await Promise.all(requests.slice(0, 5).map((r) => cutOff(server.port, r)));
        expect(surprises).toEqual([]);
      }),
      { numRuns: OVER_SOCKETS / BATCH, endOnFailure: true },
    );
    await expectWhole();
  }, 300_000);
});

/** Announces the whole body, sends half of it and hangs up: it was never a delivery. */
function cutOff(port: number, { path, headers, body }: HostileRequest): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      const head = [
        `POST ${path} HTTP/1.1`,
        'host: x',
        ...lines,
        `content-length: ${body.length + 9}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n`, 'latin1');
      socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}
