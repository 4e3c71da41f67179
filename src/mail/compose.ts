import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '#ports/mail.ts';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** A message as it goes over the wire, with the addresses of its envelope. */
export interface ComposedMail {
  readonly bytes: Buffer;
  readonly from: string;
  readonly to: string;
}

/** One address and nothing else: no list, no display name, no comment, no line end. */
const ADDRESS = /^[^\s<>(),;:"[\]\\@]+@[^\s<>(),;:"[\]\\@]+$/u;
const MESSAGE_ID = /^<?[^\s<>@]+@[^\s<>@]+>?$/u;

/**
 * Plain text in UTF-8, marked as sent by a machine so that no autoreply comes back (RFC 3834).
 * @returns null when an address or the message id is none: it would not be delivered, or could
 * smuggle in headers and recipients
 */
export async function composeMail(mail: OutgoingMail, from: Sender): Promise<ComposedMail | null> {
  const addresses = [mail.to, from.address, ...(mail.replyTo === undefined ? [] : [mail.replyTo])];
  if (!addresses.every((address) => ADDRESS.test(address))) return null;
  if (!MESSAGE_ID.test(mail.messageId)) return null;
  const bytes = await new MailComposer({
    messageId: mail.messageId,
    from: { name: from.name, address: from.address },
    to: { name: '', address: mail.to },
    ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    // A line end in a subject is a space: headers are one line.
    subject: mail.subject.replace(/\s+/gu, ' ').trim(),
    text: mail.text,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
    .compile()
    .build();
  return { bytes, from: from.address, to: mail.to };
}
