import type { LetterTexts } from './en.ts';

export const nb: LetterTexts = {
  subject: {
    registry: (reference, channel) => `${reference}: til journalføring, fra ${channel}`,
    political: (reference, channel) => `${reference}: politisk henvendelse fra ${channel}`,
    'other-authority': (reference, channel) => `${reference}: henvendelse fra ${channel}`,
    'own-matter': (reference, channel) => `${reference}: egen sak fra ${channel}`,
    forward: (reference, channel) => `${reference}: spørsmål fra ${channel}`,
  },
  opening: {
    registry: 'Følgende kom inn i en av våre åpne kanaler og oversendes til journalføring.',
    political:
      'Følgende henvendelse kom inn i en av våre åpne kanaler og gjelder det politiske nivået.',
    'other-authority':
      'Følgende henvendelse kom inn i en av våre åpne kanaler. Vi mener at den gjelder dere.',
    'own-matter':
      'Følgende kom inn i en av våre åpne kanaler og gjelder en enkeltpersons sak. Det oversendes til journalføring; innbyggeren er bedt om å ta kontakt, eller skal kontaktes.',
    forward: 'Følgende kom inn i en av våre åpne kanaler. Kan du hjelpe til med å svare?',
  },
  reference: 'Referanse',
  sender: 'Avsender',
  time: 'Skrevet',
  received: 'Mottatt',
  channel: 'Kanal',
  link: 'Lenke',
  noLink: 'ingen (direktemelding)',
  content: 'Innhold',
  note: 'Merknad',
  regards: (name, unit, town) => `Vennlig hilsen\n${name}\n${unit}, ${town}`,
  hello: (name) => (name ? `Hei ${name}!` : 'Hei!'),
  tell: {
    registry: (reference) =>
      `Takk for at du skriver til oss. Vi har sendt meldingen din til postmottaket vårt, der den blir behandlet. Referansen er ${reference}.`,
    political: (reference) =>
      `Takk for spørsmålet. Det gjelder en politisk avgjørelse, så vi har sendt det til våre folkevalgte. Referansen er ${reference}.`,
    'other-authority': (reference) =>
      `Takk for spørsmålet. En annen myndighet har ansvaret for dette, så vi har sendt det videre dit. Vår referanse er ${reference}.`,
    'own-matter': (reference, contact) =>
      `Vi kan ikke behandle enkeltsaker her, der alle kan lese. Skriv til ${contact} og oppgi referansen ${reference}, så hjelper vi deg der. Ikke skriv personlige opplysninger her.`,
  },
};
