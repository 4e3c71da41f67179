import { at, type Scene } from './scene.ts';

/** A week of newcomers, students and visitors on the town's page in English. Persons are made up. */
export const en: readonly Scene[] = [
  {
    id: 'en-1',
    minutes: at(-1, -4),
    who: 'Priya N',
    says: 'Where do I register my new address? I moved here last month.',
  },
  {
    id: 'en-2',
    minutes: at(-1, -3),
    to: 'en-1',
    townSays:
      'Welcome, Priya! You register with the Tax Agency; our service centre is happy to help.',
  },
  {
    id: 'en-3',
    minutes: at(0, -6),
    who: 'Tom Hadley',
    says: 'Thank you for the lovely midsummer concert!',
  },
  {
    id: 'en-4',
    minutes: at(0, -2),
    who: 'Grace O',
    says: 'There is broken glass all over the playground by the river. Please fix it before the weekend.',
  },
  {
    id: 'en-5',
    minutes: at(0, 0, -40),
    who: 'Marco',
    says: 'How do I book the tennis court, and what does it cost?',
  },
  {
    id: 'en-6',
    minutes: at(0, 0, -30),
    to: 'en-5',
    who: 'Helen',
    says: 'Marco, it is free before noon, you just turn up.',
  },
  {
    id: 'en-7',
    minutes: 10,
    who: 'Angry Resident',
    says: 'Another year, another tax rise, and the buses still do not run on Sundays. Absolutely useless.',
  },
  {
    id: 'en-8',
    minutes: at(0, 1),
    who: 'Yuki',
    says: 'Is the tap water safe to drink in the old town?',
  },
  {
    id: 'en-9',
    minutes: at(0, 7),
    who: 'Sam',
    says: 'Your post says the museum opened in 1980. It opened in 1908.',
  },
  { id: 'en-10', minutes: at(1, 3), who: 'Dana', says: 'Nice picture!' },
  { id: 'en-11', minutes: at(3, 2), who: 'Ben', says: 'Does the library lend laptops?' },
];
