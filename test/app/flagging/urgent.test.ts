import { expect, test } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import { assess } from './a-town.ts';

const urgent = (text: string, channelLocale: Locale) =>
  assess(text, { channelLocale })
    .flags.filter(({ band }) => band === 'urgent')
    .map(({ rule }) => rule);

test.each([
  ['sv', 'Jag vet var du bor och ska döda dig.', 'threat'],
  ['sv', 'De borde skjutas allihop på torget.', 'incitement'],
  ['sv', 'Det luktar gas i trapphuset på Parkgatan.', 'crisis'],
  ['nb', 'Vi skal drepe dere alle sammen.', 'threat'],
  ['nb', 'De burde henges på torget alle sammen.', 'incitement'],
  ['nb', 'Jeg vil ta livet av meg i natt.', 'crisis'],
  ['uk', 'Знаю, де ти живеш, начувайся.', 'threat'],
  ['uk', 'Їх треба розстріляти біля стіни.', 'incitement'],
  ['uk', 'У під’їзді сильно пахне газом.', 'crisis'],
  ['en', 'I am going to kill you, watch out.', 'threat'],
  ['en', 'These people should be shot in public, hang them all.', 'incitement'],
  ['en', 'I want to die and nobody cares.', 'crisis'],
] as const)('%s: %s → %s', (locale, text, rule) => {
  expect(urgent(text, locale)).toContain(rule);
});

test.each([
  ['sv', 'Beslutet borde skjutas upp till våren.'],
  ['sv', 'Tavlan borde hängas upp i foajén.'],
  ['sv', 'Barnen höll på att dö av skratt på teatern.'],
  ['sv', 'Döda fiskar flyter i ån vid bron.'],
  ['sv', 'Man får hitta på något att slå ihjäl tiden med.'],
  ['sv', 'Hon brinner för skolan, det brinner i mig också.'],
  ['sv', 'Varför ska ni skjuta upp mötet igen?'],
  ['nb', 'Båten burde skytes ut fra brygga tidligere.'],
  ['nb', 'Bildet bør henges opp i foajeen.'],
  ['nb', 'Døde fisker flyter i elva ved brua.'],
  ['uk', 'Треба вішати оголошення заздалегідь.'],
  ['uk', 'Вбили клин, а міст так і не полагодили.'],
  ['uk', 'Не хочу жити в гуртожитку ще один рік.'],
  ['en', 'The film should be shot in the old town.'],
  ['en', 'This heat will kill me, open the pool earlier.'],
  ['en', 'The dead fish in the river smell terrible.'],
] as const)('nobody is called for %s: %s', (locale, text) => {
  expect(urgent(text, locale)).toEqual([]);
});
