import { z } from 'zod';
import { release as releaseItem } from '#app/release.ts';
import { number } from './args.ts';
import type { Command } from './command.ts';
import { afterDeed, deedAsked } from './deed.ts';

const args = z.object({ item: number });

export const release = {
  name: 'release',
  summary: 'release',
  role: 'moderator',
  args,
  async run(asked, { item }) {
    const result = await releaseItem(asked.needs, deedAsked(asked, item));
    return afterDeed(asked, item, result, { notice: () => asked.t.notices.release });
  },
} satisfies Command<typeof args>;
