import { Hono } from 'hono';

/** Resolves when the part works; rejects with why it does not. */
export type HealthCheck = (signal: AbortSignal) => Promise<void>;

export interface HealthOptions {
  readonly version: string;
  /** By name: database, migrations, queue. */
  readonly checks: Readonly<Record<string, HealthCheck>>;
  readonly onError: (name: string, error: Error) => void;
  /** Longest check, milliseconds. */
  readonly limitMs?: number;
}

/** Anybody may ask, so an answer is good for this long and the database is not asked more often. */
const FRESH_MS = 1_000;

/**
 * `/health`: the process runs, 200 whatever its parts do. `/ready`: 503 while a part does not work,
 * for load balancers. Neither says why: that is told to the operator only.
 */
export function healthApp({ version, checks, onError, limitMs = 2_000 }: HealthOptions): Hono {
  let last: { atMs: number; parts: Promise<Record<string, 'up' | 'down'>> } | null = null;
  const parts = () => {
    const nowMs = performance.now();
    if (last === null || nowMs - last.atMs > FRESH_MS) {
      last = { atMs: nowMs, parts: examine(checks, limitMs, onError) };
    }
    return last.parts;
  };
  const app = new Hono();
  app.get('/health', async (c) => c.json({ status: 'up', version, parts: await parts() }));
  app.get('/ready', async (c) => {
    const found = await parts();
    const ready = Object.values(found).every((part) => part === 'up');
    return c.json({ status: ready ? 'ready' : 'not-ready', parts: found }, ready ? 200 : 503);
  });
  return app;
}

async function examine(
  checks: HealthOptions['checks'],
  limitMs: number,
  onError: HealthOptions['onError'],
): Promise<Record<string, 'up' | 'down'>> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, 'up' | 'down']> => {
      try {
        await withinLimit(check, limitMs);
        return [name, 'up'];
      } catch (error) {
        onError(name, error as Error);
        return [name, 'down'];
      }
    }),
  );
  return Object.fromEntries(found);
}

/** A check that does not listen to its signal is not waited for either. */
async function withinLimit(check: HealthCheck, limitMs: number): Promise<void> {
  const limit = Promise.withResolvers<never>();
  const signal = AbortSignal.timeout(limitMs);
  signal.addEventListener('abort', () => limit.reject(signal.reason), { once: true });
  await Promise.race([check(signal), limit.promise]);
}
