import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

const PING_MS = 5000;
const GOODBYE_MS = 300;

export type Envelope = 'events_api' | 'slash_commands' | 'interactive';

/** Socket Mode: the app's connections, each opened with a ticket that is good once. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open: WebSocket[] = [];
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  readonly #app: string;
  readonly #pings = setInterval(() => {
    for (const socket of this.#open) socket.ping();
  }, PING_MS);

  constructor(app: string) {
    this.#app = app;
    this.#pings.unref();
  }

  get count(): number {
    return this.#open.length;
  }

  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket');
    if (!ticket || !this.#tickets.delete(ticket)) {
      stream.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#opened(socket));
  }

  /** Hands a text to one of the connections: the payload of the acknowledgement, or nothing in time. */
  async send(
    envelopeId: string,
    text: string,
    limitMs: number,
  ): Promise<{ payload: unknown } | null> {
    const socket = this.#open.shift();
    if (!socket) return null;
    // The next one goes to the next connection.
    this.#open.push(socket);
    const { promise, resolve } = Promise.withResolvers<{ payload: unknown } | null>();
    const late = setTimeout(() => resolve(null), limitMs);
    this.#waiting.set(envelopeId, (payload) => resolve({ payload }));
    const lost = () => resolve(null);
    socket.once('close', lost);
    socket.send(text);
    const ack = await promise;
    socket.off('close', lost);
    this.#waiting.delete(envelopeId);
    clearTimeout(late);
    return ack;
  }

  /** Slack asks for new connections now and then. */
  refresh(): void {
    for (const socket of this.#open)
      socket.send(
        JSON.stringify({
          type: 'disconnect',
          reason: 'refresh_requested',
          debug_info: { host: 'applink-1' },
        }),
      );
  }

  cut(): void {
    for (const socket of this.#open.splice(0)) socket.terminate();
  }

  /** Says goodbye first: an app that is cut off while it closes a socket waits half a minute for it. */
  async close(): Promise<void> {
    clearInterval(this.#pings);
    const untilMs = performance.now() + GOODBYE_MS;
    for (const socket of this.#open) socket.close(1001);
    while (this.#open.length > 0 && performance.now() < untilMs) await sleep(5);
    this.cut();
    this.#server.close();
  }

  #opened(socket: WebSocket): void {
    this.#open.push(socket);
    const gone = () => {
      const at = this.#open.indexOf(socket);
      if (at >= 0) this.#open.splice(at, 1);
    };
    socket.on('error', gone);
    socket.on('close', gone);
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as {
        envelope_id: string;
        payload: unknown;
      };
      this.#waiting.get(id)?.(payload);
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.length,
        debug_info: { host: 'applink-1', approximate_connection_time: 18_060 },
        connection_info: { app_id: this.#app },
      }),
    );
  }
}
