import { z } from 'zod';
import { calendarOf } from '#app/due.ts';
import { mayHandle } from '#app/may-handle.ts';
import type { Person } from '#domain/people/person.ts';
import { isOpen, nextClose, nextOpen } from '#domain/time/working-time.ts';
import type { Asked, Command } from './command.ts';
import { absolute } from './when.ts';

const args = z.object({ department: z.string().optional() });

/** Who is at work now, by everybody's own calendar; then who comes next. */
export const duty = {
  name: 'duty',
  summary: 'duty',
  role: 'reader',
  args,
  run(asked, { department = asked.person.department }) {
    const { needs, town, nowMs, t } = asked;
    const team = town.people.filter(
      (person) => person.department === department && mayHandle(town, person, nowMs),
    );
    const here = team.filter((person) => isOpen(calendarOf(needs.calendars, town, person), nowMs));
    const fields = (here.length > 0 ? here : team).map((person) => ({
      label: `${person.name}, ${person.unit}`,
      value: hoursOf(asked, person),
    }));
    const nobody = { kind: 'text', text: t.duty.nobody } as const;
    return Promise.resolve({
      kind: 'page',
      title: t.duty.title,
      body: [...(here.length > 0 ? [] : [nobody]), { kind: 'fields', fields }],
    });
  },
} satisfies Command<typeof args>;

function hoursOf(asked: Asked, person: Person): string {
  const { needs, town, t, nowMs } = asked;
  const calendar = calendarOf(needs.calendars, town, person);
  return isOpen(calendar, nowMs)
    ? t.duty.until(absolute(nextClose(calendar, nowMs), asked))
    : t.duty.back(absolute(nextOpen(calendar, nowMs), asked));
}
