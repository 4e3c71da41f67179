import { WEEKDAYS } from '../time/calendar.ts';
import type { Department } from '../town/town.ts';

/** Who is on duty in a department on the local date of a moment, by its weekly rota. */
export function onDuty({ duty = {}, zone }: Department, atMs: number): readonly string[] {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const weekday = WEEKDAYS[local.dayOfWeek - 1];
  return (weekday && duty[weekday]) ?? [];
}
