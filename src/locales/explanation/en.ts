import { type PluralForms, pluralIn } from '../plural.ts';

const plural = pluralIn('en');
const days: PluralForms = { one: '{n} working day', other: '{n} working days' };

/** Why an answer is due when it is, step by step. This file's shape is the law for the others. */
export const en = {
  title: 'Why due then',
  noClock: 'No answer is owed, so no clock runs.',
  promise: (target: string, calendar: string) => `Promised: ${target}, counted by “${calendar}”.`,
  hours: (n: number) =>
    plural(n, { one: 'within {n} working hour', other: 'within {n} working hours' }),
  workingDays: (n: number) =>
    plural(n, { one: 'within {n} working day', other: 'within {n} working days' }),
  received: (when: string) => `Received ${when}`,
  receiptDay: (date: string) => `${date}: the day of receipt is not counted`,
  closed: (dates: string, reasons: string) => `${dates}: closed (${reasons})`,
  clockStarts: (when: string) => `The clock starts ${when}`,
  worked: (dates: string, times: string, duration: string) =>
    `${dates}, ${times}: ${duration} of working time`,
  workedDays: (dates: string, n: number, duration: string) =>
    `${dates}: ${plural(n, days)}, ${duration} of working time`,
  special: (sentence: string, day: string) => `${sentence} (${day})`,
  specialHours: 'other hours than usual',
  counted: (dates: string, n: number) => `${dates}: ${plural(n, days)}`,
  notCounted: (date: string, reason: string) => `${date} is not counted: ${reason}`,
  pause: (from: string, until: string, lost: string, reason: string) =>
    `Paused from ${from} to ${until}, ${lost} of working time: ${reason}`,
  stopped: (since: string, reason: string, left: string) =>
    `The clock stands still since ${since}: ${reason}. Left: ${left}`,
  daysLeft: (n: number) => plural(n, days),
  due: (when: string) => `Due ${when}`,
  overdueFrom: (when: string) => `Overdue from ${when}`,
  range: (from: string, until: string) => `${from} – ${until}`,
  weekend: 'weekend',
  localDay: 'a day of the town’s own',
};

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer A) => string
    ? (...values: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type ExplanationTexts = Widened<typeof en>;
