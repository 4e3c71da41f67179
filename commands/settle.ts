import { z } from 'zod';
import { settleLetter } from '#app/settle-letter.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { afterSettling } from './deed.ts';

const args = z.object({ letter: number, how: z.enum(['sent', 'again']) });

/** Mail cannot be looked up: a person says whether a doubtful letter arrived. */
export const settle = {
  name: 'settle',
  summary: 'settle',
  role: 'moderator',
  args,
  async run(asked, { letter, how }) {
    const { needs, person: by, seenRev } = asked;
    const deed = { letter, by, how, ...(seenRev !== undefined && { seenRev }) };
    const result = await settleLetter(needs, deed);
    return afterSettling(asked, await needs.store.read.letter(letter), result);
  },
} satisfies Command<typeof args>;
