import { z } from 'zod';
import { beginAbsence } from '#app/absence.ts';
import { reminderTexts } from '#locales/reminders/reminders.ts';
import { words } from './args.ts';
import type { Asked, Command } from './command.ts';
import { absolute, momentOf } from './when.ts';

const args = z.object({ from: words, until: words.optional(), deputy: words.optional() });

/** `absent 2026-12-21 2026-12-28 mod-2`: reminders and what is to be decided go to the deputy. */
export const absent = {
  name: 'absent',
  summary: 'absent',
  role: 'reader',
  args,
  async run(asked, { from, until, deputy }) {
    const { needs, person, nowMs, locale } = asked;
    const { absence } = reminderTexts(locale);
    const fromMs = from === 'now' ? nowMs : dayOf(from, asked, 0);
    // A day is away as a whole: until means to the end of it.
    const untilMs = until === undefined ? null : dayOf(until, asked, 1);
    if (fromMs === undefined || untilMs === undefined)
      return { kind: 'text', tone: 'attention', text: absence.when };
    const result = await beginAbsence(needs, {
      person,
      fromMs,
      untilMs,
      ...(deputy !== undefined && { deputy }),
    });
    if (!result.ok) return { kind: 'text', tone: 'attention', text: absence[result.refusal] };
    const ends = untilMs === null ? absence.open : absolute(untilMs, asked);
    const said = absence.begun(absolute(fromMs, asked), ends);
    const { gap } = result.value;
    return gap
      ? { kind: 'text', tone: 'attention', text: `${said} ${absence.gap}` }
      : { kind: 'text', tone: 'done', text: said };
  },
} satisfies Command<typeof args>;

/** A local date, or a moment as it may be written elsewhere. */
function dayOf(text: string, asked: Asked, daysLater: 0 | 1): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return momentOf(text, asked);
  try {
    return Temporal.PlainDate.from(text).add({ days: daysLater }).toZonedDateTime(asked.zone)
      .epochMilliseconds;
  } catch {
    return undefined;
  }
}
