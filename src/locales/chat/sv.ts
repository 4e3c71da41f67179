import { pluralIn } from '../plural.ts';
import type { ChatTexts } from './en.ts';

const plural = pluralIn('sv');

export const sv: ChatTexts = {
  more: 'Mer…',
  wholeCard: 'Hela kortet',
  show: 'Öppna',
  cut: '… Resten finns på webbdesken.',
  others: (n) => plural(n, { other: '{n} till finns på webbdesken.' }),
  when: 'Till exempel 30m, 2h, 3d eller 2026-12-24 09:00',
  myItems: 'Mina inlägg',
  atWork: 'I tjänst nu',
  hint: 'Skriv /desk help för att se allt du kan be om.',
  flagThis: 'Flagga inlägget',
  flagHint: 'Lämna en invånares inlägg till desken',
  slash: 'Det invånarna skriver: se vad som väntar, ta, svara, hänvisa',
  otherWorkspace: 'Den här desken hör till en annan arbetsyta; bara medlemmar där kan använda den.',
  guest: 'Gäster kan inte använda desken. Be att få bli fullvärdig medlem i arbetsytan.',
  tryAgain: 'Slack talar just nu inte om vem du är. Försök igen om en minut.',
  waiting: 'Arbetar fortfarande på det…',
  draftGone: 'Utkastet finns inte kvar. Inget har skickats; öppna formuläret igen.',
  threadIsInternal:
    'Det som skrivs under ett kort stannar inom arbetslaget. Använd ”Svara” för att svara invånaren.',
};
