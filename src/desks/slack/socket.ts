import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import { codeOfFailure } from './client.ts';

const HELLO_MS = 30_000;
const RETRY_MAX_MS = 15_000;
const GOODBYE_MS = 1_000;

/**
 * Keeps the socket to Slack open until told to stop. The SDK's own reconnecting gives up for good, and
 * with an unhandled rejection, when Slack cannot be reached just then; this one does not.
 */
export async function keepSocket(
  socket: SocketModeReceiver,
  { onFault, stopping }: { onFault: (code: string) => void; stopping: AbortSignal },
): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    const gone = Promise.withResolvers<void>();
    socket.client.once('disconnected', () => gone.resolve());
    try {
      await within(socket.start(), AbortSignal.any([stopping, AbortSignal.timeout(HELLO_MS)]));
      failures = 0;
      await within(gone.promise, stopping);
    } catch (error) {
      if (stopping.aborted) break;
      failures += 1;
      onFault(codeOfFailure(error));
      await close(socket);
    }
    const restMs = failures === 0 ? 0 : Math.min(RETRY_MAX_MS, 500 * 2 ** failures);
    await sleep(restMs, null, { signal: stopping }).catch(() => undefined);
  }
  await close(socket);
}

/** The SDK waits for the other side to say goodbye, which one that is away does not. */
async function close(socket: SocketModeReceiver): Promise<void> {
  await Promise.race([socket.stop().catch(() => undefined), sleep(GOODBYE_MS)]);
}

/** What is still going on when the signal comes is left to itself. */
async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([work, ended.promise]);
  } finally {
    signal.removeEventListener('abort', end);
    work.catch(() => undefined);
  }
}
