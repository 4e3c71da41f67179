import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

const RECONNECT_MS = 1_000;

/** What to do with what is heard, and after a time in which nothing could be heard. */
export interface Listener {
  heard(payload: string): void;
  missed(): void;
}

interface Ear {
  readonly client: Client;
  /** When the connection is no more, for whatever reason. */
  readonly ended: Promise<void>;
}

/** LISTEN on a connection of its own, made anew whenever it breaks. Returns how to stop. */
export async function keepListening(
  connection: ClientConfig,
  channel: string,
  listener: Listener,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let ear = await listen(connection, channel, listener);
  const kept = (async () => {
    for (;;) {
      await ear.ended;
      const next = await reconnect(connection, channel, listener, stopping.signal);
      if (next === null) return;
      ear = next;
      listener.missed();
    }
  })();
  return async () => {
    stopping.abort();
    await ear.client.end();
    await kept;
  };
}

async function listen(connection: ClientConfig, channel: string, listener: Listener): Promise<Ear> {
  const client = new Client(connection);
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  // A broken connection ends as well, and that is what is acted upon.
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => listener.heard(payload ?? ''));
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return { client, ended };
}

/** Null when it was stopped meanwhile. */
async function reconnect(
  connection: ClientConfig,
  channel: string,
  listener: Listener,
  stopping: AbortSignal,
): Promise<Ear | null> {
  while (!stopping.aborted) {
    try {
      const ear = await listen(connection, channel, listener);
      if (!stopping.aborted) return ear;
      await ear.client.end();
    } catch {
      // The server is away; the statements of others tell so, this only waits for it.
      await sleep(RECONNECT_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return null;
}
