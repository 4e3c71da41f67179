import { z } from 'zod';
import type { Command } from './command.ts';

const args = z.object({});

/** Whoever is signed in here may link an account at a chat desk without asking anybody. */
export const code = {
  name: 'code',
  summary: 'code',
  role: 'reader',
  args,
  async run({ needs, person, t }) {
    const issued = await needs.accounts.issueCode(person.id, person.id);
    return { kind: 'text', tone: 'done', text: t.answers.code(issued) };
  },
} satisfies Command<typeof args>;
