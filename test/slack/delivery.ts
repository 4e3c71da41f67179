import { createHmac, randomUUID } from 'node:crypto';
import type { Acked } from './shapes.ts';
import type { Envelope, Sockets } from './sockets.ts';

const ACK_MS = 3000;

type Sending = () => Promise<Omit<Acked, 'ms'>>;

/** Brings what happens in the workspace to the app, over HTTP when it said where, by socket otherwise. */
export class Delivery {
  url: string | undefined;
  readonly #sockets: Sockets;
  readonly #signingSecret: string;
  #last: Sending | undefined;

  constructor(sockets: Sockets, signingSecret: string) {
    this.#sockets = sockets;
    this.#signingSecret = signingSecret;
  }

  get reaches(): boolean {
    return this.url !== undefined || this.#sockets.count > 0;
  }

  /** Something a person did. */
  async deliver(kind: Envelope, payload: object): Promise<Acked> {
    const sending = this.#prepared(kind, payload);
    this.#last = sending;
    return timed(sending);
  }

  /** Something that happens by itself; `replay` does not repeat it. */
  tell(payload: object): Promise<Acked> {
    return timed(this.#prepared('events_api', payload));
  }

  /** The last of what a person did once more: the same bytes, the same signature. */
  async replay(): Promise<Acked> {
    if (!this.#last) throw new Error('Nothing has been delivered yet');
    return timed(this.#last);
  }

  #prepared(kind: Envelope, payload: object): Sending {
    return this.url === undefined
      ? this.#bySocket(kind, payload)
      : this.#byHttp(this.url, kind, payload);
  }

  #bySocket(kind: Envelope, payload: object): Sending {
    const id = randomUUID();
    const event = kind === 'events_api' && { retry_attempt: 0, retry_reason: '' };
    const text = JSON.stringify({
      envelope_id: id,
      payload,
      type: kind,
      accepts_response_payload: kind !== 'events_api',
      ...event,
    });
    return async () => {
      if (this.#sockets.count === 0) return { status: 0, body: 'dispatch_failed' };
      const ack = await this.#sockets.send(id, text, ACK_MS);
      return ack ? { status: 200, body: ack.payload } : { status: 0, body: 'operation_timeout' };
    };
  }

  #byHttp(url: string, kind: Envelope, payload: object): Sending {
    const body = {
      events_api: () => JSON.stringify(payload),
      slash_commands: () => new URLSearchParams({ ...payload }).toString(),
      interactive: () => new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    }[kind]();
    const at = Math.floor(Date.now() / 1000);
    const hmac = createHmac('sha256', this.#signingSecret).update(`v0:${at}:${body}`);
    const headers = {
      'content-type':
        kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hmac.digest('hex')}`,
    };
    return async () => {
      const signal = AbortSignal.timeout(ACK_MS);
      try {
        const response = await fetch(url, { method: 'POST', headers, body, signal });
        return { status: response.status, body: asJson(await response.text()) };
      } catch {
        return { status: 0, body: signal.aborted ? 'operation_timeout' : 'dispatch_failed' };
      }
    };
  }
}

async function timed(sending: Sending): Promise<Acked> {
  const startedMs = performance.now();
  const { status, body } = await sending();
  return { status, ms: performance.now() - startedMs, body };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
