import { holds, type Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';

/** Whether a person handles items today: by role, and by a mandate in force (UA 1.4, Härjedalen 3). */
export function mayHandle({ departments }: Town, person: Person, nowMs: number): boolean {
  if (!holds(person, 'moderator')) return false;
  const zone = departments.find(({ id }) => id === person.department)?.zone ?? 'UTC';
  const { from, until } = person.mandate;
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
  return from <= today && (until === undefined || today <= until);
}
