import { z } from 'zod';
import { settleReply } from '#app/settle-reply.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { afterSettling } from './deed.ts';

const args = z.object({ reply: number });

/** A reply that did not get through is tried once more. */
export const again = {
  name: 'again',
  summary: 'again',
  role: 'moderator',
  args,
  async run(asked, { reply }) {
    const { needs, person: by, seenRev } = asked;
    const deed = { reply, by, how: 'again', ...(seenRev !== undefined && { seenRev }) } as const;
    const result = await settleReply(needs, deed);
    return afterSettling(asked, await needs.store.read.reply(reply), result);
  },
} satisfies Command<typeof args>;
