import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startDesk } from '../test/crash/desk-process.ts';
import { median } from './bounds.ts';

const TIMES = 3;
const LIMIT_MS = 120_000;

/**
 * Milliseconds from starting the rehearsal town, on a folder that was used once before, until a
 * newcomer who follows the printed link sees a card. The median of three.
 */
export async function firstCardMs(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-first-'));
  try {
    await startToCardMs(folder);
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) times.push(await startToCardMs(folder));
    console.log(`first card after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    return median(times);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startToCardMs(folder: string): Promise<number> {
  const startedAt = performance.now();
  const desk = startDesk({ KVORUM_DATA: folder }, { port: await freePort() });
  try {
    const until = startedAt + LIMIT_MS;
    const link = await waitFor(until, () => /http:\S+\/enter\/\S+/.exec(desk.printed())?.[0]);
    const entered = await fetch(link, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: desk.url },
    });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    await waitFor(until, async () => {
      const page = await fetch(`${desk.url}/desk`, { headers: { cookie } });
      return (await page.text()).includes('<article') || undefined;
    });
    return performance.now() - startedAt;
  } finally {
    await desk.end('SIGTERM');
  }
}

async function waitFor<T>(until: number, look: () => T | undefined | Promise<T | undefined>) {
  while (performance.now() < until) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(20);
  }
  throw new Error('It did not come in time');
}
