import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** What reminders and absences say. This file's shape is the law for the others. */
export const en = {
  reminders: {
    title: (n: number) =>
      plural(n, { one: 'One item waits for you', other: '{n} items wait for you' }),
    half: (due: string) => `half of the time is gone; due ${due}`,
    soon: (due: string) => `due soon: ${due}`,
    overdue: (due: string) => `overdue since ${due}`,
    late: (due: string) => `long overdue: it was due ${due}`,
    inThread: (names: string) => `Overdue. Reminded: ${names}.`,
    released: (_due: string) => 'back in the queue: it lay untouched for two working hours',
    open: (url: string) => `The desk: ${url}`,
  },
  absence: {
    when: 'Write from when and until when, for example: absent 2026-12-21 2026-12-28 mod-2. Or: absent now',
    begun: (from: string, until: string) => `Noted: away from ${from} until ${until}.`,
    open: 'you say "back"',
    ended: 'Welcome back.',
    notAway: 'You were not noted as away.',
    gap: 'Nobody stands in for you at the beginning of that time: reminders go to the managers.',
    backwards: 'The end of that time has passed, or comes before its beginning.',
    'unknown-deputy': 'Nobody here is called that.',
    'own-deputy': 'You cannot stand in for yourself.',
    loop: 'That person is away then, and so is whoever stands in for them. Name somebody else.',
  },
};

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer A) => string
    ? (...values: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type ReminderTexts = Widened<typeof en>;
