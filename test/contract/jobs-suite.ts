import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobDatabase, type JobQueue, startQueue } from '#jobs/queue.ts';
import type { PrismaClient } from '#store/generated/client.ts';

/** A database of its own and the store's way into it. */
export interface JobHouse extends AsyncDisposable {
  readonly database: JobDatabase;
  readonly prisma: PrismaClient;
}

/** Waits for a fact rather than for a time. */
export async function until(fact: () => boolean, limitMs = 10_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!fact()) {
    if (performance.now() > endMs) throw new Error('it did not come true in time');
    await sleep(20);
  }
}

/** What every database must give: the queue of the port, inside the store's transactions. */
export function jobsSuite(openHouse: () => Promise<JobHouse>): void {
  let house: JobHouse;
  let queue: JobQueue;
  const errors: Error[] = [];
  const start = () =>
    startQueue({ database: house.database, onError: (error) => errors.push(error) });

  beforeEach(async () => {
    errors.length = 0;
    house = await openHouse();
    queue = await start();
  });
  afterEach(async () => {
    await queue[Symbol.asyncDispose]();
    await house[Symbol.asyncDispose]();
    expect(errors).toEqual([]);
  });

  describe('a job', () => {
    it('runs once its transaction is committed, within a second', async () => {
      const seen: number[] = [];
      await queue.work('answer', async ({ reply }) => {
        seen.push(reply);
      });
      await sleep(300);
      await house.prisma.$transaction(async (tx) => {
        await queue.sendJob(tx, 'answer', { reply: 1 });
        await sleep(200);
        expect(seen).toEqual([]);
      });
      const startMs = performance.now();
      await until(() => seen.length > 0);
      expect(performance.now() - startMs).toBeLessThan(1_500);
      expect(seen).toEqual([1]);
    });

    it('does not exist when its transaction is not committed', async () => {
      const seen: number[] = [];
      await queue.work('answer', async ({ reply }) => {
        seen.push(reply);
      });
      const broken = house.prisma.$transaction(async (tx) => {
        await queue.sendJob(tx, 'answer', { reply: 1 });
        throw new Error('no');
      });
      await expect(broken).rejects.toThrow('no');
      await house.prisma.$transaction((tx) => queue.sendJob(tx, 'answer', { reply: 2 }));
      await until(() => seen.length > 0);
      await sleep(300);
      expect(seen).toEqual([2]);
    });

    it('may be the very first statement of the very first transaction', async () => {
      // On PGlite this waits for ever unless the queues are in pg-boss's memory beforehand.
      const startMs = performance.now();
      await house.prisma.$transaction(async (tx) => {
        await queue.sendJob(tx, 'mail', { letter: 1 });
        await queue.sendJob(tx, 'answer', { reply: 1 });
      });
      expect(performance.now() - startMs).toBeLessThan(2_000);
      expect(await queue.depth()).toMatchObject({
        answer: { queued: 1, active: 0, failed: 0 },
        mail: { queued: 1, active: 0, failed: 0 },
      });
    });

    it('is counted at once, however lately they were counted before', async () => {
      const waiting = async () => (await queue.depth()).answer.queued;
      for (const n of [1, 2, 3]) {
        await house.prisma.$transaction((tx) => queue.sendJob(tx, 'answer', { reply: n }));
        expect(await waiting()).toBe(n);
      }
    });

    it('waits when asked to', async () => {
      const seen: [number, number][] = [];
      const startMs = performance.now();
      await queue.work('answer', async ({ reply }) => {
        seen.push([reply, performance.now() - startMs]);
      });
      await house.prisma.$transaction(async (tx) => {
        await queue.sendJob(tx, 'answer', { reply: 1 }, { startAfterMs: 1_500 });
        await queue.sendJob(tx, 'answer', { reply: 2 });
      });
      await until(() => seen.length === 2);
      expect(seen.map(([reply]) => reply)).toEqual([2, 1]);
      expect(seen[1]?.[1]).toBeGreaterThan(1_400);
    });

    it('that fails is tried again, later', async () => {
      const triedMs: number[] = [];
      await queue.work('answer', async () => {
        triedMs.push(performance.now());
        if (triedMs.length < 2) throw new Error('the platform is down');
      });
      await house.prisma.$transaction((tx) => queue.sendJob(tx, 'answer', { reply: 1 }));
      await until(() => triedMs.length === 2, 20_000);
      const [first = 0, second = 0] = triedMs;
      expect(second - first).toBeGreaterThan(900);
      expect(await queue.depth()).toMatchObject({ answer: { failed: 0 } });
    });
  });

  describe('stopping', () => {
    it('ends within 3 s, tells what is running, and leaves it to the next start', async () => {
      const seen: string[] = [];
      await queue.work('answer', async (_data, signal) => {
        seen.push('begun');
        await sleep(60_000, null, { signal }).catch(() => seen.push('aborted'));
        signal.throwIfAborted();
      });
      await house.prisma.$transaction((tx) => queue.sendJob(tx, 'answer', { reply: 1 }));
      await until(() => seen.length === 1);
      const startMs = performance.now();
      await queue[Symbol.asyncDispose]();
      expect(performance.now() - startMs).toBeLessThan(3_000);
      expect(seen).toEqual(['begun', 'aborted']);

      queue = await start();
      await queue.work('answer', async ({ reply }) => {
        seen.push(`again ${reply}`);
      });
      await until(() => seen.includes('again 1'), 15_000);
    });

    it('does not wait for work that does not listen', async () => {
      let begun = false;
      await queue.work('mail', async () => {
        begun = true;
        await sleep(4_000);
      });
      await house.prisma.$transaction((tx) => queue.sendJob(tx, 'mail', { letter: 1 }));
      await until(() => begun);
      const startMs = performance.now();
      await queue[Symbol.asyncDispose]();
      expect(performance.now() - startMs).toBeLessThan(3_000);
      expect(errors).toEqual([]);
    });
  });
}
