import { pluralIn } from '../plural.ts';
import type { ReminderTexts } from './en.ts';

const plural = pluralIn('sv');

export const sv: ReminderTexts = {
  reminders: {
    title: (n) => plural(n, { one: 'Ett inlägg väntar på dig', other: '{n} inlägg väntar på dig' }),
    half: (due) => `halva tiden har gått; svar senast ${due}`,
    soon: (due) => `snart dags: svar senast ${due}`,
    overdue: (due) => `försenat sedan ${due}`,
    late: (due) => `länge försenat: skulle ha besvarats ${due}`,
    inThread: (names) => `Försenat. Påminda: ${names}.`,
    released: () => 'tillbaka i kön: det låg orört i två arbetstimmar',
    open: (url) => `Till inläggen: ${url}`,
  },
  absence: {
    when: 'Skriv från när och till när, till exempel: absent 2026-12-21 2026-12-28 mod-2. Eller: absent now',
    begun: (from, until) => `Noterat: borta från ${from} till ${until}.`,
    open: 'du skriver ”back”',
    ended: 'Välkommen tillbaka.',
    notAway: 'Du var inte antecknad som borta.',
    gap: 'Ingen är din ersättare när den tiden börjar: påminnelser går till cheferna.',
    backwards: 'Tiden har redan tagit slut, eller slutar innan den börjar.',
    'unknown-deputy': 'Ingen här heter så.',
    'own-deputy': 'Du kan inte vara din egen ersättare.',
    loop: 'Den personen är borta då, liksom den som ersätter den. Välj någon annan.',
  },
};
