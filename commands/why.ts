import { z } from 'zod';
import { targetOf } from '#app/due.ts';
import { explain } from '#domain/time/explain.ts';
import type { Explanation } from '#domain/time/explanation.ts';
import { explanationTexts } from '#locales/explanation/explanation.ts';
import type { ItemView } from '#ports/store.ts';
import { number } from './args.ts';
import type { Asked, Command } from './command.ts';
import { stepWords } from './explanation-words.ts';
import { refused } from './refused.ts';

const args = z.object({ item: number });

export const why = {
  name: 'why',
  summary: 'why',
  role: 'reader',
  args,
  async run(asked, { item }) {
    const view = await asked.needs.store.read.view(item);
    if (!view) return refused(asked, view, { kind: 'not-found' });
    const t = explanationTexts(asked.locale);
    const explanation = await explanationOf(asked, view);
    if (!explanation)
      return { kind: 'page', title: t.title, body: [{ kind: 'text', text: t.noClock }] };
    const where = { locale: asked.locale, zone: explanation.zone };
    const steps = explanation.steps.map((step) => stepWords(step, where));
    const calendar = calendarName(asked, view);
    return {
      kind: 'page',
      title: t.title,
      body: [
        { kind: 'context', text: t.promise(promised(asked, view), calendar) },
        ...steps.map((text) => ({ kind: 'text', text }) as const),
      ],
    };
  },
} satisfies Command<typeof args>;

async function explanationOf(asked: Asked, { item }: ItemView): Promise<Explanation | null> {
  const channel = asked.town.channels.find(({ id }) => id === item.channel);
  const target = channel && targetOf(channel, item);
  if (!channel || !target || !item.cycle) return null;
  const pauses = await asked.needs.store.read.pauses(item.id, item.cycle.n);
  const calendar = asked.needs.calendars(asked.town, channel.department);
  return explain(
    calendar,
    target,
    item.cycle.startAtMs,
    pauses.map(({ startMs, endMs, reason }) => ({
      fromMs: startMs,
      ...(endMs !== null && { untilMs: endMs }),
      reason,
    })),
  );
}

function promised({ town, locale }: Asked, { item }: ItemView): string {
  const t = explanationTexts(locale);
  const channel = town.channels.find(({ id }) => id === item.channel);
  const target = channel && targetOf(channel, item);
  if (!target) return '';
  return 'hours' in target ? t.hours(target.hours) : t.workingDays(target.workingDays);
}

function calendarName({ town }: Asked, { item }: ItemView): string {
  const channel = town.channels.find(({ id }) => id === item.channel);
  const department = town.departments.find(({ id }) => id === channel?.department);
  return town.calendars.find(({ id }) => id === department?.calendar)?.name ?? '';
}
