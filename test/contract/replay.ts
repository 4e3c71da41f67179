import { createServer, type IncomingMessage, type Server } from 'node:http';

/** One request to a real peer and its answer, `{{url}}` standing for the peer's address. */
export interface Exchange {
  readonly key: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What tells requests apart: times differ at every run, all else is the same. */
export function keyOf(request: IncomingMessage, body: string): string {
  const url = new URL(request.url ?? '/', 'http://peer');
  if (url.searchParams.has('after')) url.searchParams.set('after', '{{time}}');
  return `${request.method} ${decodeURIComponent(url.pathname + url.search)} ${body}`.trim();
}

/** Answers as the real peer did, each request in its turn; what was never recorded is an error. */
export async function startReplay(exchanges: readonly Exchange[]) {
  const waiting = Map.groupBy(exchanges, ({ key }) => key);
  let url = '';
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const key = keyOf(request, body);
    const exchange = waiting.get(key)?.shift();
    if (!exchange) {
      response.writeHead(599).end(`never recorded: ${key}`);
      return;
    }
    const headers = Object.entries(exchange.headers).map(([name, value]) => [
      name,
      value.replaceAll('{{url}}', url),
    ]);
    response.writeHead(exchange.status, Object.fromEntries(headers));
    response.end(exchange.body.replaceAll('{{url}}', url.replaceAll('/', '\\/')));
  });
  const started = await listening(server);
  url = started.url;
  return started;
}

/** A server on a free port of loopback. */
export async function listening(server: Server) {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${address.port}`, close, [Symbol.asyncDispose]: close };
}

/** A server that answers as the test says. */
export const scripted = (answer: Parameters<typeof createServer>[1]) =>
  listening(createServer(answer));
