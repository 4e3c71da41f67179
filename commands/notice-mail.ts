import type { Writing } from '#app/queue-letter.ts';
import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import { noticeTexts } from '#locales/notices/notices.ts';
import type { Notice } from '#ports/queue.ts';
import { zoneOf } from './admit.ts';
import { dated } from './when.ts';

/** The mail that tells a manager what is wrong with a desk, and that nothing is lost. */
export function noticeMail(
  { town, to, deskUrl }: { town: Town; to: Person; deskUrl: string },
  { desk, trouble, sinceMs }: Notice,
): Writing {
  const t = noticeTexts(to.locale);
  const since = t.since(dated(sinceMs, { locale: to.locale, zone: zoneOf(town, to) }));
  const lines = [
    `${since} ${t.why[trouble]}`,
    t.meanwhile(`${deskUrl}/desk`),
    ...(trouble === 'deleted' ? [] : [t.back]),
  ];
  return { subject: t.subject(desk, town.profile.name), text: lines.join('\n\n') };
}
