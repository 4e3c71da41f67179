import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '#ports/mail.ts';
import { composeMail, type Sender } from './compose.ts';

/**
 * For rehearsal and for towns without SMTP yet: the exact message becomes an `.eml` file that any
 * mail program opens. One file a message id, so a repeat is no second message.
 */
export function folderMailer(options: { folder: string; from: Sender }): Mailer {
  return {
    send: async (mail) => {
      const composed = await composeMail(mail, options.from);
      if (composed === null) return { kind: 'refused', message: 'not a mail address' };
      await mkdir(options.folder, { recursive: true });
      await writeOnce(join(options.folder, fileNameOf(mail.messageId)), composed.bytes);
      return { kind: 'accepted' };
    },
  };
}

/** Readable and still one to one with the message id, whatever characters that has. */
function fileNameOf(messageId: string): string {
  const words = messageId.replace(/[^a-zA-Z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  const hash = createHash('sha256').update(messageId).digest('hex');
  return `${words.slice(0, 80)}-${hash.slice(0, 12)}.eml`;
}

async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
    // A link never replaces: the first message stays, and half a message is never seen.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await unlink(draft);
  }
}
