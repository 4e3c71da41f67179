import { z } from 'zod';
import { claim } from '#app/claim.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { afterDeed, deedAsked } from './deed.ts';

const args = z.object({ item: number });

export const take = {
  name: 'take',
  summary: 'take',
  role: 'moderator',
  args,
  async run(asked, { item }) {
    const result = await claim(asked.needs, deedAsked(asked, item));
    return afterDeed(asked, item, result, { notice: () => asked.t.notices.take });
  },
} satisfies Command<typeof args>;
