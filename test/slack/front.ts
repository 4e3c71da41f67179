import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Access } from './access.ts';
import type { Faults } from './faults.ts';
import { type Answer, type Args, type Method, refused } from './shapes.ts';
import type { Sockets } from './sockets.ts';

/** A call as it was made, without its token. Status 0: it was performed and then not answered. */
export interface Call {
  readonly method: string;
  /** Blocks, views and metadata as objects; all else as it came, a form's `false` is a text. */
  readonly args: Args;
  readonly atMs: number;
  readonly status: number;
  readonly error?: string;
}

interface Behind {
  readonly access: Access;
  readonly sockets: Sockets;
  readonly methods: Readonly<Record<string, Method>>;
  /** Where the other methods, uploads and files are answered. */
  readonly emulatorUrl: string;
  respond(path: string, body: string): Promise<{ status: number; error?: string }>;
}

const API = '/api/';
const STRUCTURED = ['attachments', 'blocks', 'metadata', 'view'];

/** Slack's address: everything the app calls comes in here, and faults are made here. */
export class Front {
  readonly calls: Call[] = [];
  readonly #faults: Faults;
  readonly #server: Server;
  #behind: Behind | undefined;

  constructor(faults: Faults) {
    this.#faults = faults;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server.on('connection', (socket) => {
      if (faults.outage === 'refuse') socket.resetAndDestroy();
    });
    this.#server.on('upgrade', (request, stream, head) => {
      if (faults.outage || !this.#behind) stream.destroy();
      else this.#behind.sockets.upgrade(request, stream, head);
    });
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  open(behind: Behind): void {
    this.#behind = behind;
  }

  cut(): void {
    this.#server.closeAllConnections();
    this.#behind?.sockets.cut();
  }

  async close(): Promise<void> {
    await this.#behind?.sockets.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const behind = this.#behind;
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const body = await bodyOf(request);
    if (!behind) return void response.destroy();
    const kind = pathname.split('/')[1];
    if (kind === 'actions' || kind === 'commands')
      return this.#responseUrl(pathname, body.toString(), response);
    if (!pathname.startsWith(API)) return forwarded(behind.emulatorUrl, request, body, response);
    const method = pathname.slice(API.length);
    const all = { ...Object.fromEntries(searchParams), ...argsOf(request, body) };
    const { token: _, ...args } = all;
    await this.#api(behind, { method, args, token: tokenOf(request, all) }, response);
  }

  async #api(
    behind: Behind,
    { method, args, token }: { method: string; args: Args; token: string | undefined },
    response: ServerResponse,
  ): Promise<void> {
    const record = (status: number, error?: string) =>
      this.calls.push({ method, args, atMs: Date.now(), status, ...(error && { error }) });
    const hindrance = this.#faults.before(method, args['channel']);
    if (hindrance === 'refuse') return void response.destroy();
    if (hindrance === '503') {
      record(503);
      response.writeHead(503, { 'content-type': 'text/html' }).end('Service Unavailable');
      return;
    }
    if (hindrance) {
      record(429, 'ratelimited');
      response.setHeader('retry-after', hindrance.retryAfterS);
      return json(response, 429, { ok: false, error: 'ratelimited' });
    }
    const answer = await this.#performed(behind, method, args, token);
    const swallowed = this.#faults.swallows(method);
    record(swallowed ? 0 : 200, answer.error);
    if (swallowed) return void response.destroy();
    response.setHeader('x-oauth-scopes', behind.access.scopes.join(','));
    response.setHeader('x-accepted-oauth-scopes', behind.access.accepted(method));
    json(response, 200, answer);
  }

  async #performed(behind: Behind, method: string, args: Args, token: string | undefined) {
    const { access, sockets, methods } = behind;
    const refusal = access.refusal(method, token);
    if (refusal) {
      const { error, needed } = refusal;
      return refused(error, needed ? { needed, provided: access.scopes.join(',') } : {});
    }
    if (method === 'apps.connections.open')
      return {
        ok: true,
        url: `${this.url.replace('http', 'ws')}/link/?ticket=${sockets.ticket()}`,
      };
    const ours = methods[method];
    return ours
      ? ours(args)
      : passedOn(`${behind.emulatorUrl}${API}${method}`, args, token, this.url);
  }

  async #responseUrl(path: string, body: string, response: ServerResponse): Promise<void> {
    const { outage } = this.#faults;
    if (outage === 'refuse') return void response.destroy();
    if (outage === '503') return void response.writeHead(503).end('Service Unavailable');
    const { status, error } = (await this.#behind?.respond(path, body)) ?? { status: 404 };
    if (outage === 'silent') return void response.destroy();
    if (error) json(response, status, { ok: false, error });
    else response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The SDK sends forms with JSON inside them, others send JSON. */
function argsOf(request: IncomingMessage, body: Buffer): Record<string, unknown> {
  if (request.headers['content-type']?.includes('json'))
    return JSON.parse(body.toString() || '{}') as Record<string, unknown>;
  const form = Object.fromEntries(new URLSearchParams(body.toString()));
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      STRUCTURED.includes(name) ? structured(value) : value,
    ]),
  );
}

function structured(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function tokenOf(request: IncomingMessage, args: Args): string | undefined {
  const header = request.headers.authorization?.replace(/^Bearer /i, '');
  return header ?? (args['token'] as string | undefined);
}

async function passedOn(
  url: string,
  args: Args,
  token: string | undefined,
  own: string,
): Promise<Answer> {
  const { origin } = new URL(url);
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(args))
    body.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(url, { method: 'POST', headers, body });
  if (response.status === 404) return refused('unknown_method');
  const text = await response.text();
  // Uploads and files are to be fetched through us as well.
  const local = origin.replace('127.0.0.1', 'localhost');
  return JSON.parse(text.replaceAll(local, own)) as Answer;
}

async function forwarded(
  emulatorUrl: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  const type = request.headers['content-type'];
  const { authorization } = request.headers;
  const answer = await fetch(emulatorUrl + request.url, {
    method,
    headers: { ...(type && { 'content-type': type }), ...(authorization && { authorization }) },
    ...(method !== 'GET' && { body: new Uint8Array(body) }),
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
