import { z } from 'zod';
import { endAbsence } from '#app/absence.ts';
import { reminderTexts } from '#locales/reminders/reminders.ts';
import type { Command } from './command.ts';

const args = z.object({});

export const back = {
  name: 'back',
  summary: 'back',
  role: 'reader',
  args,
  async run({ needs, person, locale }) {
    const { absence } = reminderTexts(locale);
    return (await endAbsence(needs, { person }))
      ? { kind: 'text', tone: 'done', text: absence.ended }
      : { kind: 'text', tone: 'attention', text: absence.notAway };
  },
} satisfies Command<typeof args>;
