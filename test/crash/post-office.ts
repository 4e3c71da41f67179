import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { Chance } from './chance.ts';

/** A mail server that remembers the Message-ID of every message it took responsibility for. */
export interface PostOffice extends AsyncDisposable {
  /** For SMTP_URL. */
  readonly url: string;
  readonly accepted: readonly string[];
}

const DELAY_MAX_MS = 250;

export async function openPostOffice(random: Chance): Promise<PostOffice> {
  const accepted: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      receive(stream).then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  // A desk that was killed leaves its connection behind.
  server.on('error', () => undefined);

  async function receive(stream: AsyncIterable<Buffer>): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    await sleep(random.upTo(DELAY_MAX_MS));
    const head = Buffer.concat(chunks).toString('latin1');
    accepted.push(/^message-id:\s*(\S+)/im.exec(head)?.[1] ?? 'none');
    await sleep(random.upTo(DELAY_MAX_MS));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
