import { pluralIn } from '../plural.ts';
import type { ReminderTexts } from './en.ts';

const plural = pluralIn('nb');

export const nb: ReminderTexts = {
  reminders: {
    title: (n) =>
      plural(n, { one: 'Ett innlegg venter på deg', other: '{n} innlegg venter på deg' }),
    half: (due) => `halve tiden er gått; svar innen ${due}`,
    soon: (due) => `haster: svar innen ${due}`,
    overdue: (due) => `over fristen siden ${due}`,
    late: (due) => `lenge over fristen: skulle vært besvart ${due}`,
    inThread: (names) => `Over fristen. Påminnet: ${names}.`,
    released: () => 'tilbake i køen: det lå urørt i to arbeidstimer',
    open: (url) => `Til innleggene: ${url}`,
  },
  absence: {
    when: 'Skriv fra når og til når, for eksempel: absent 2026-12-21 2026-12-28 mod-2. Eller: absent now',
    begun: (from, until) => `Notert: borte fra ${from} til ${until}.`,
    open: 'du skriver «back»',
    ended: 'Velkommen tilbake.',
    notAway: 'Du var ikke notert som borte.',
    gap: 'Ingen er stedfortreder for deg når den tiden begynner: påminnelser går til lederne.',
    backwards: 'Tiden er allerede ute, eller slutter før den begynner.',
    'unknown-deputy': 'Ingen her heter det.',
    'own-deputy': 'Du kan ikke være din egen stedfortreder.',
    loop: 'Vedkommende er borte da, og det samme er stedfortrederen. Velg noen andre.',
  },
};
