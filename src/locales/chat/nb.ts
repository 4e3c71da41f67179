import { pluralIn } from '../plural.ts';
import type { ChatTexts } from './en.ts';

const plural = pluralIn('nb');

export const nb: ChatTexts = {
  more: 'Mer …',
  wholeCard: 'Hele kortet',
  show: 'Åpne',
  cut: '… Resten finner du på nettdesken.',
  others: (n) => plural(n, { other: '{n} til finner du på nettdesken.' }),
  when: 'For eksempel 30m, 2h, 3d eller 2026-12-24 09:00',
  myItems: 'Mine innlegg',
  atWork: 'På jobb nå',
  hint: 'Skriv /desk help for å se alt du kan be om.',
  flagThis: 'Flagg innlegget',
  flagHint: 'Gi et innlegg fra en innbygger til desken',
  slash: 'Det innbyggerne skriver: se hva som venter, ta, svar, henvis',
  otherWorkspace:
    'Denne desken hører til et annet arbeidsområde; bare medlemmer der kan bruke den.',
  guest: 'Gjester kan ikke bruke desken. Be om å bli fullt medlem av arbeidsområdet.',
  tryAgain: 'Slack forteller ikke hvem du er akkurat nå. Prøv igjen om et minutt.',
  waiting: 'Arbeider fortsatt med det …',
  draftGone: 'Utkastet finnes ikke lenger. Ingenting er sendt; åpne skjemaet på nytt.',
  threadIsInternal:
    'Det som skrives under et kort, blir mellom kolleger. Bruk «Svar» for å svare innbyggeren.',
};
