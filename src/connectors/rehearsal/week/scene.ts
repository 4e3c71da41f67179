/**
 * One thing that happens on the rehearsal page. `minutes` counts from the moment the rehearsal was
 * first started: below zero lies what residents wrote before the newcomer came.
 */
export type Scene = { readonly minutes: number; readonly id: string } & (
  | { readonly says: string; readonly who: string; readonly to?: string }
  /** The town's own account answers on the page itself. */
  | { readonly townSays: string; readonly to: string }
  | { readonly editedTo: string }
  | { readonly deleted: true }
);

const HOUR = 60;

const DAY = 24 * HOUR;

/** Minutes from days, hours and minutes, all of the same sign. */
export function at(days: number, hours = 0, minutes = 0): number {
  return days * DAY + hours * HOUR + minutes;
}
