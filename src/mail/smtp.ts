import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Mailer, MailOutcome, OutgoingMail } from '#ports/mail.ts';
import { type ComposedMail, composeMail, type Sender } from './compose.ts';

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:587` or `smtps://…`. TLS is required unless the host is this machine
   * or the URL says `?ignoreTLS=true`; `?tls.rejectUnauthorized=false` accepts an own certificate.
   */
  readonly url: string;
  readonly from: Sender;
  /** Longest wait for a connection, for the greeting and for any answer, milliseconds. */
  readonly timeoutMs: number;
}

/** Sends over one connection a message. Nothing is repeated here: the outcome says what is known. */
export function smtpMailer(options: SmtpOptions): Mailer {
  const server = serverOf(options);
  return {
    send: async (mail: OutgoingMail, signal: AbortSignal): Promise<MailOutcome> => {
      const composed = await composeMail(mail, options.from);
      if (composed === null) return { kind: 'refused', message: 'not a mail address' };
      return deliver(server, composed, signal);
    },
  };
}

interface Server extends SMTPConnectionOptions {
  readonly auth?: { readonly user: string; readonly pass: string };
}

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

function serverOf({ url, timeoutMs }: SmtpOptions): Server {
  const server = parseConnectionUrl(url) as Server;
  return {
    requireTLS: !(server.secure || server.ignoreTLS || THIS_MACHINE.has(server.host ?? '')),
    ...server,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  };
}

/** What nodemailer tells of a failure: the server's answer, and to which command. */
interface SmtpFailure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

async function deliver(
  server: Server,
  mail: ComposedMail,
  signal: AbortSignal,
): Promise<MailOutcome> {
  const connection = new SMTPConnection(server);
  const failed = Promise.withResolvers<never>();
  connection.on('error', failed.reject);
  failed.promise.catch(() => {});
  const abort = () => failed.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  let handedOver = false;
  try {
    signal.throwIfAborted();
    const within = <T>(step: Promise<T>): Promise<T> => Promise.race([step, failed.promise]);
    await within(connected(connection));
    if (server.auth) await within(loggedIn(connection, server.auth));
    // Read only after the server's 354: from the first byte on, the message may arrive.
    const message = new Readable({
      read() {
        handedOver = true;
        this.push(mail.bytes);
        this.push(null);
      },
    });
    await within(sent(connection, mail, message));
    connection.quit();
    return { kind: 'accepted' };
  } catch (error) {
    return outcomeOf(error as SmtpFailure, handedOver);
  } finally {
    signal.removeEventListener('abort', abort);
    connection.close();
  }
}

/** The commands that speak of this message; a no to any other is about the server's own state. */
const ABOUT_THE_MESSAGE = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

function outcomeOf(error: SmtpFailure, handedOver: boolean): MailOutcome {
  const message = error.message;
  const answer = error.responseCode;
  const answered = answer !== undefined && ABOUT_THE_MESSAGE.has(error.command ?? '');
  if (answered) return { kind: answer >= 500 ? 'refused' : 'retry', message };
  if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE') return { kind: 'refused', message };
  return { kind: handedOver ? 'uncertain' : 'retry', message };
}

const connected = (connection: SMTPConnection): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });

const loggedIn = (
  connection: SMTPConnection,
  auth: { readonly user: string; readonly pass: string },
): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.login({ credentials: auth }, (error) => (error ? reject(error) : resolve()));
  });

const sent = (connection: SMTPConnection, mail: ComposedMail, message: Readable): Promise<void> =>
  new Promise((resolve, reject) => {
    const envelope = { from: mail.from, to: [mail.to], size: mail.bytes.length };
    connection.send(envelope, message, (error) => (error ? reject(error) : resolve()));
  });
