import { z } from 'zod';
import type { Command } from './command.ts';

const args = z.object({});

export const unlink = {
  name: 'unlink',
  summary: 'unlink',
  role: 'reader',
  args,
  async run({ needs, actor, t }) {
    const { platform, workspace, user } = actor;
    const undone =
      workspace !== undefined && (await needs.accounts.unlink({ platform, workspace, user }));
    return undone
      ? { kind: 'text', tone: 'done', text: t.answers.unlinked }
      : { kind: 'text', tone: 'attention', text: t.answers.notLinked };
  },
} satisfies Command<typeof args>;
