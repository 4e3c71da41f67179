import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Changes } from '#ports/changes.ts';
import type { Clock } from '#ports/clock.ts';

const COLLECT_MS = 150;
const HEARTBEAT_MS = 20_000;

export interface LiveNeeds {
  readonly changes: Changes;
  readonly clock: Clock;
  /** Whether the session still is one. */
  readonly open: () => Promise<boolean>;
  /** Only what concerns this item. */
  readonly item?: string;
}

/**
 * Tells a browser that cards are other ones now, by key only: it fetches them itself in its own
 * language. `hello` comes at every connection, so that what was missed meanwhile is caught up.
 * Bursts are collected. The stream ends with the session.
 */
export function liveEvents(c: Context, { changes, clock, open, item }: LiveNeeds): Response {
  return streamSSE(c, async (stream) => {
    const waiting = new Set<string>();
    let wake = () => {};
    const unsubscribe = changes.subscribe((what) => {
      if (item !== undefined && what !== `item:${item}`) return;
      waiting.add(what);
      wake();
    });
    const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
    stream.onAbort(() => wake());
    try {
      await stream.writeSSE({ event: 'hello', data: String(clock.now()) });
      while (!stream.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, HEARTBEAT_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          if (waiting.size > 0 || stream.aborted) wake();
        });
        if (stream.aborted) break;
        if (waiting.size > 0) {
          await Promise.race([stream.sleep(COLLECT_MS), ended]);
          const data = [...waiting].join(' ');
          waiting.clear();
          if (!(await open())) break;
          await stream.writeSSE({ event: 'item', data });
        } else {
          if (!(await open())) break;
          await stream.writeSSE({ event: 'clock', data: String(clock.now()) });
        }
      }
      if (!stream.aborted) await stream.writeSSE({ event: 'ended', data: '' });
    } finally {
      unsubscribe();
    }
  });
}
