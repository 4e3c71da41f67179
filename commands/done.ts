import { z } from 'zod';
import { settleReply } from '#app/settle-reply.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { afterSettling } from './deed.ts';

const args = z.object({ reply: number });

/** A reply the platform takes by hand only has been published. */
export const done = {
  name: 'done',
  summary: 'done',
  role: 'moderator',
  args,
  async run(asked, { reply }) {
    const { needs, person: by, seenRev } = asked;
    const deed = { reply, by, how: 'done', ...(seenRev !== undefined && { seenRev }) } as const;
    const result = await settleReply(needs, deed);
    return afterSettling(asked, await needs.store.read.reply(reply), result);
  },
} satisfies Command<typeof args>;
