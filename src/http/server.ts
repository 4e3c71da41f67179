import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

export interface ServeOptions {
  /** Loopback unless the operator says otherwise. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:8080`, without a path. */
  readonly url: string;
}

/** How long a stranger may take and how much may be said before a handler is asked. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
};

/** Requests being answered get this long; then every connection is cut, live pages too. */
const STOP_MS = 1_000;

/**
 * Listens until disposed of.
 * @throws the system's error, `EADDRINUSE` when something listens there already
 */
export async function serve(
  app: Pick<Hono, 'fetch'>,
  { host, port }: ServeOptions,
  limits: Partial<typeof LIMITS> = {},
): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: host,
    serverOptions: { ...LIMITS, ...limits },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    port: bound,
    url: `http://${name}:${bound}`,
    [Symbol.asyncDispose]: () => stop(server),
  };
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), STOP_MS);
  await closed;
  clearTimeout(timer);
}
