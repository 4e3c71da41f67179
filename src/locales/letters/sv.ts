import type { LetterTexts } from './en.ts';

export const sv: LetterTexts = {
  subject: {
    registry: (reference, channel) => `${reference}: för registrering, från ${channel}`,
    political: (reference, channel) => `${reference}: politisk fråga från ${channel}`,
    'other-authority': (reference, channel) => `${reference}: fråga från ${channel}`,
    'own-matter': (reference, channel) => `${reference}: eget ärende från ${channel}`,
    forward: (reference, channel) => `${reference}: fråga från ${channel}`,
  },
  opening: {
    registry: 'Följande har kommit in i en av våra öppna kanaler och lämnas över för registrering.',
    political:
      'Följande fråga har kommit in i en av våra öppna kanaler och rör den politiska nivån.',
    'other-authority':
      'Följande fråga har kommit in i en av våra öppna kanaler. Vi bedömer att den rör er.',
    'own-matter':
      'Följande har kommit in i en av våra öppna kanaler och rör en enskilds ärende. Det lämnas över för registrering; invånaren har ombetts att höra av sig, eller ska kontaktas.',
    forward: 'Följande har kommit in i en av våra öppna kanaler. Kan du hjälpa till att svara?',
  },
  reference: 'Beteckning',
  sender: 'Avsändare',
  time: 'Skrivet',
  received: 'Inkommet',
  channel: 'Kanal',
  link: 'Länk',
  noLink: 'saknas (direktmeddelande)',
  content: 'Innehåll',
  note: 'Anteckning',
  regards: (name, unit, town) => `Med vänlig hälsning\n${name}\n${unit}, ${town}`,
  hello: (name) => (name ? `Hej ${name}!` : 'Hej!'),
  tell: {
    registry: (reference) =>
      `Tack för att du skriver till oss. Vi har lämnat över ditt meddelande till vår registrator, där det tas om hand. Beteckningen är ${reference}.`,
    political: (reference) =>
      `Tack för din fråga. Den rör ett politiskt beslut, så vi har lämnat över den till våra förtroendevalda. Beteckningen är ${reference}.`,
    'other-authority': (reference) =>
      `Tack för din fråga. En annan myndighet ansvarar för det här, så vi har skickat den vidare dit. Vår beteckning är ${reference}.`,
    'own-matter': (reference, contact) =>
      `Vi kan inte ta upp enskilda ärenden här, där alla kan läsa. Skriv till ${contact} och ange beteckningen ${reference}, så hjälper vi dig där. Skriv inga personliga uppgifter här.`,
  },
};
