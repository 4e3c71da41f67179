import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { folderMailer } from '#mail/folder.ts';
import { smtpMailer } from '#mail/smtp.ts';
import type { OutgoingMail } from '#ports/mail.ts';

const FROM = { name: 'Härjedalens kommun, sociala medier', address: 'kvorum@harjedalen.example' };
const LETTER: OutgoingMail = {
  messageId: '<letter-17@kvorum.harjedalen.example>',
  to: 'registrator@harjedalen.example',
  replyTo: 'desk@harjedalen.example',
  subject: 'Fråga om snöröjning – для реєстру ☃',
  text: 'Hej!\n\nНапрацювання — å ä ö.\n.\n.. punkter först på raden\nFrom here\n',
};
const never = () => new AbortController().signal;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Received {
  readonly to: string[];
  readonly bytes: Buffer;
}

/** A real SMTP server on loopback that keeps what it is given. */
async function mailServer(more: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((each) => each.address);
        received.push({ to, bytes: Buffer.concat(chunks) });
        done();
      });
    },
    ...more,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { port, received };
}

/** A server that says these lines, one per line it hears, and then does as told. */
async function scripted(answers: readonly (string | ((socket: Socket) => void))[]) {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let step = 0;
    const next = () => {
      const answer = answers[step];
      step += 1;
      if (typeof answer === 'string') socket.write(`${answer}\r\n`);
      else answer?.(socket);
    };
    let inData = false;
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (inData) {
        if (text.endsWith('\r\n.\r\n')) next();
        return;
      }
      if (text.startsWith('DATA')) inData = true;
      next();
    });
    next();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

const mailerAt = (port: number, more = '') =>
  smtpMailer({ url: `smtp://127.0.0.1:${port}${more}`, from: FROM, timeoutMs: 500 });
const smtpError = (message: string, responseCode: number) =>
  Object.assign(new Error(message), { responseCode });

describe('a letter', () => {
  it('arrives as it was written', async () => {
    const { port, received } = await mailServer();
    const outcome = await mailerAt(port).send(LETTER, never());
    expect(outcome).toEqual({ kind: 'accepted' });
    expect(received.map((each) => each.to)).toEqual([[LETTER.to]]);
    const raw = received[0]?.bytes.toString('latin1') ?? '';
    const [head = ''] = raw.split('\r\n\r\n');
    expect(head).toMatch(/^[ -~\r\n\t]*$/); // Headers are ASCII: words beyond it are encoded.
    const parsed = await PostalMime.parse(received[0]?.bytes ?? '');
    expect(parsed.subject).toBe(LETTER.subject);
    expect(parsed.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(LETTER.text.trimEnd());
    expect(parsed.from).toMatchObject(FROM);
    expect(parsed.to).toMatchObject([{ address: LETTER.to }]);
    expect(parsed.replyTo).toMatchObject([{ address: LETTER.replyTo }]);
    expect(parsed.messageId).toBe(LETTER.messageId);
    const headers = new Map(parsed.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/);
  });

  it('goes over TLS with name and password where the server asks for them', async () => {
    const seen: string[] = [];
    const { port, received } = await mailServer({
      secure: true,
      authOptional: false,
      onAuth(auth, _session, done) {
        seen.push(`${auth.username}:${auth.password}`);
        done(null, { user: auth.username ?? '' });
      },
    });
    const url = `smtps://kvorum:hemlig%21@127.0.0.1:${port}?tls.rejectUnauthorized=false`;
    const outcome = await smtpMailer({ url, from: FROM, timeoutMs: 2_000 }).send(LETTER, never());
    expect(outcome).toEqual({ kind: 'accepted' });
    expect(seen).toEqual(['kvorum:hemlig!']);
    expect(received).toHaveLength(1);
    // A certificate nobody vouches for is not believed unless told so.
    const strict = smtpMailer({
      url: `smtps://a:b@127.0.0.1:${port}`,
      from: FROM,
      timeoutMs: 2_000,
    });
    expect(await strict.send(LETTER, never())).toMatchObject({ kind: 'retry' });
  });

  it('does not go out in the clear where TLS was asked for', async () => {
    const { port, received } = await mailServer();
    const outcome = await mailerAt(port, '?requireTLS=true').send(LETTER, never());
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(received).toEqual([]);
  });
});

describe('nothing is smuggled in', () => {
  it.each([
    { to: 'a@b.example\r\nBcc: c@d.example' },
    { to: 'a@b.example, c@d.example' },
    { to: '"a" <a@b.example>' },
    { to: 'a@b.example>\r\nRCPT TO:<c@d.example' },
    { to: '' },
    { replyTo: 'a@b.example\nX: y' },
    { messageId: '<a@b>\r\nX-Evil: 1' },
    { messageId: 'no id' },
  ])('by %j', async (more) => {
    const { port, received } = await mailServer();
    const outcome = await mailerAt(port).send({ ...LETTER, ...more }, never());
    expect(outcome).toEqual({ kind: 'refused', message: 'not a mail address' });
    expect(received).toEqual([]);
  });

  it('by any subject or text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kvorum-mail-'));
    closing.push(() => rm(folder, { recursive: true }));
    const mailer = folderMailer({ folder, from: FROM });
    let n = 0;
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r\n', '\n', '\r', 'Bcc: x@y.example'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, text) => {
        n += 1;
        const id = `letter-${n}@kvorum.example`;
        const mail = { ...LETTER, messageId: id, subject: subject.join(''), text: text.join('') };
        await mailer.send(mail, never());
        const [file = ''] = (await readdir(folder)).filter((name) =>
          name.startsWith(`letter-${n}-`),
        );
        const parsed = await PostalMime.parse(await readFile(join(folder, file)));
        const names = parsed.headers.map(({ key }) => key).sort();
        const expected = [
          'auto-submitted',
          'content-transfer-encoding',
          'content-type',
          'date',
          'from',
          'message-id',
          'mime-version',
          'reply-to',
          'subject',
          'to',
        ];
        expect(names.filter((name) => !expected.includes(name))).toEqual([]);
        expect(parsed.to).toMatchObject([{ address: LETTER.to }]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the outcome says what is known', () => {
  it('refused: the server says no for good, to the recipient or to the message', async () => {
    const recipient = await mailServer({
      onRcptTo: (_address, _session, done) => done(smtpError('no such user', 550)),
    });
    expect(await mailerAt(recipient.port).send(LETTER, never())).toMatchObject({ kind: 'refused' });
    const message = await mailServer({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(smtpError('looks like spam', 554)));
      },
    });
    const outcome = await mailerAt(message.port).send(LETTER, never());
    expect(outcome).toMatchObject({ kind: 'refused', message: expect.stringMatching('spam') });
  });

  it('retry: greylisted, at the recipient or after the message', async () => {
    const grey = await mailServer({
      onRcptTo: (_address, _session, done) => done(smtpError('come back later', 451)),
    });
    expect(await mailerAt(grey.port).send(LETTER, never())).toMatchObject({ kind: 'retry' });
    const after = await mailServer({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(smtpError('disk full', 452)));
      },
    });
    expect(await mailerAt(after.port).send(LETTER, never())).toMatchObject({ kind: 'retry' });
    const closing421 = (socket: Socket) => socket.end('421 shutting down\r\n');
    const port = await scripted(['220 hi', '250 x', '250 x', '250 x', '354 go', closing421]);
    expect(await mailerAt(port).send(LETTER, never())).toMatchObject({ kind: 'retry' });
  });

  it('retry: wrong password, which the operator can put right', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    });
    const url = `smtp://kvorum:fel@127.0.0.1:${port}`;
    const outcome = await smtpMailer({ url, from: FROM, timeoutMs: 500 }).send(LETTER, never());
    expect(outcome).toMatchObject({ kind: 'retry' });
    expect(JSON.stringify(outcome)).not.toContain('fel@');
  });

  it('retry: nobody listens, or the connection dies before the message', async () => {
    const port = await scripted([]);
    for (const close of closing.splice(0)) await close();
    expect(await mailerAt(port).send(LETTER, never())).toMatchObject({ kind: 'retry' });
    const dies = await scripted(['220 hi', '250 hello', (socket) => socket.destroy()]);
    expect(await mailerAt(dies).send(LETTER, never())).toMatchObject({ kind: 'retry' });
    const busy = await scripted(['421 too busy']);
    expect(await mailerAt(busy).send(LETTER, never())).toMatchObject({ kind: 'retry' });
  });

  it.each([
    ['dies', (socket: Socket) => socket.destroy()],
    ['closes politely', (socket: Socket) => socket.end()],
    ['never answers', () => {}],
  ])('uncertain: the server has the message and then %s', async (_, then) => {
    const port = await scripted(['220 hi', '250 hello', '250 from', '250 to', '354 go', then]);
    const startMs = performance.now();
    const outcome = await mailerAt(port).send(LETTER, never());
    expect(outcome.kind).toBe('uncertain');
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('retry: a server that hangs at the door, within the time limit', async () => {
    const port = await scripted([() => {}]);
    const startMs = performance.now();
    expect(await mailerAt(port).send(LETTER, never())).toMatchObject({ kind: 'retry' });
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('when told to stop: retry before the message, uncertain after it', async () => {
    const slow = (port: number) =>
      smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM, timeoutMs: 30_000 });
    const before = await scripted(['220 hi', () => {}]);
    const soon = () => AbortSignal.timeout(150);
    expect(await slow(before).send(LETTER, soon())).toMatchObject({ kind: 'retry' });
    const after = await scripted(['220 hi', '250 x', '250 x', '250 x', '354 go', () => {}]);
    expect(await slow(after).send(LETTER, soon())).toMatchObject({ kind: 'uncertain' });
    expect(await slow(after).send(LETTER, AbortSignal.abort())).toMatchObject({ kind: 'retry' });
  });
});

describe('the folder', () => {
  it('keeps one exact message an id, however often it is sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kvorum-mail-'));
    closing.push(() => rm(folder, { recursive: true }));
    const mailer = folderMailer({ folder: join(folder, 'outbox'), from: FROM });
    const twenty = Array.from({ length: 20 }, () => mailer.send(LETTER, never()));
    for (const outcome of await Promise.all(twenty)) expect(outcome).toEqual({ kind: 'accepted' });
    await mailer.send({ ...LETTER, messageId: '<../../letter@x>' }, never());
    const files = await readdir(join(folder, 'outbox'));
    expect(files.sort()).toEqual([
      expect.stringMatching(/^letter-17-kvorum\.harjedalen\.example-[0-9a-f]{12}\.eml$/),
      expect.stringMatching(/^letter-x-[0-9a-f]{12}\.eml$/),
    ]);
    const parsed = await PostalMime.parse(await readFile(join(folder, 'outbox', files[0] ?? '')));
    expect(parsed).toMatchObject({ subject: LETTER.subject, messageId: LETTER.messageId });
  });
});
