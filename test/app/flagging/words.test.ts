import { expect, test } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import { categoryOf } from '#flagging/words.ts';
import { assess } from './a-town.ts';

const groundFlags = (text: string, channelLocale: Locale) =>
  assess(text, { channelLocale }).flags.filter(({ rule }) => rule.startsWith('ground-word'));

const found: readonly [Locale, string, string, string?][] = [
  ['sv', 'Han är en riktig idiot, tycker jag.', 'idiot'],
  ['sv', 'Ni är idioterna i det här huset.', 'idioterna'],
  ['sv', 'De kallade henne horan på byn.', 'horan'],
  ['sv', 'Dra åt helvete med era regler.', 'Dra åt helvete'],
  ['sv', 'Vilken jävlig vinter det är.', 'jävlig'],
  ['sv', 'Ni är 1d1oter allihop där uppe.', '1d1oter', 'leet'],
  ['sv', 'Ni är i d i o t e r allihop där.', 'i d i o t e r', 'spaced'],
  ['sv', 'Ni är idiiiiioter allihop där uppe.', 'idiiiiioter', 'repeated'],
  ['sv', 'Ni är idіoter allihop där uppe.', 'idіoter', 'script'],
  ['sv', 'Vilken j*vla röra det är här.', 'j*vla', 'masked'],
  ['sv', 'Ni är id\u200bio\u00adter allihop där uppe.', 'id\u200bio\u00adter'],
  ['sv', 'Ni är ｉｄｉｏｔｅｒ allihop där uppe.', 'ｉｄｉｏｔｅｒ'],
  ['sv', 'Hela banden är SVIN!', 'SVIN'],
  ['nb', 'For noen idioter som styrer her.', 'idioter'],
  ['nb', 'Han er en drittsekk, rett og slett.', 'drittsekk'],
  ['uk', 'Там самі ідіоти сидять у кабінетах.', 'ідіоти'],
  ['uk', 'З цими ідіотами неможливо говорити.', 'ідіотами'],
  ['uk', 'Яка ж ти сукa, сидиш там у кріслі.', 'сукa', 'script'],
  ['en', 'They are all idiots in that building.', 'idiots'],
  ['en', 'This is f**king ridiculous, sort it out.', 'f**king', 'masked'],
  ['en', 'Go to hell, the lot of you over there.', 'Go to hell'],
  // A short text may be in any language.
  ['sv', 'You idiot', 'idiot'],
  ['en', 'Ідіот!', 'Ідіот'],
];

test.each(found)('%s: %s', (locale, text, word, how) => {
  const [flag] = groundFlags(text, locale);
  expect(flag).toMatchObject({ shown: word, why: { word, ...(how ? { how } : {}) } });
  expect(flag?.rule).toBe(how ? 'ground-word-disguised' : 'ground-word');
  expect(text.slice(flag?.span?.start, flag?.span?.end)).toBe(word);
});

const innocent: readonly (readonly [Locale, string])[] = [
  ['sv', 'Filmen tog slut'],
  ['sv', 'När är badsäsongen slut för i år?'],
  ['sv', 'Slut på informationen, tack för idag allihop.'],
  ['sv', 'Jag är ett stort fan av biblioteket här.'],
  ['sv', 'Hur kommer man till Fittja från Sveg?'],
  ['sv', 'Bygget ska vara idiotsäkert enligt ritningen.'],
  ['sv', 'Det var fans på läktaren hela matchen.'],
  ['sv', 'Klass 8b och 4a har 3D-skrivare i A5.'],
  ['sv', 'Han skrev 1 200 kr i punkt a, b och c.'],
  ['en', 'The road is as icy as it was last year.'],
  ['en', 'I am a big fan of the new library.'],
  ['en', 'The assistant will assess the class in Essex.'],
  ['nb', 'Bussen fra Fitjar kom for sent i dag.'],
  ['nb', 'Løpet er slutt, takk til alle frivillige.'],
  ['uk', 'Застрахуйте своє житло до кінця року.'],
  ['uk', 'Ми приїхали з Херсона і шукаємо житло.'],
  ['uk', 'На святі співали гімн, гімназія виступала першою.'],
  ['uk', 'Рахуйте самі, скільки коштує проїзд.'],
];

test.each(innocent)('no word of a ground: %s: %s', (locale, text) => {
  expect(groundFlags(text, locale)).toEqual([]);
});

test('criticism of officials is no ground', () => {
  for (const [locale, text] of [
    ['sv', 'Kommunchefen är inkompetent, odugligt ledarskap, avgå!'],
    ['nb', 'Rådmannen er udugelig og inkompetent, gå av!'],
    ['uk', 'Начальник некомпетентний і бездарний, у відставку!'],
    ['en', 'The manager is incompetent and must resign!'],
  ] as const) {
    const { flags, suggestedClass } = assess(text, { channelLocale: locale });
    expect(flags.filter(({ band }) => band !== 'note')).toEqual([]);
    expect(suggestedClass).not.toBe('unlawful');
  }
});

test('a masked word of no list is a note', () => {
  const [flag] = assess('Det var en s*tans lång kö i dag.').flags;
  expect(flag).toMatchObject({ rule: 'masked-word', band: 'note', why: { word: 's*tans' } });
  expect(assess('Det är **viktigt** att komma 2*3 gånger.').flags).toEqual([]);
});

test('a hateful word is urgent to nobody, but to be removed if a person agrees', () => {
  const { flags, suggestedClass } = assess('Alla blattar borde bort härifrån.');
  expect(flags[0]).toMatchObject({ category: 'hate', band: 'review', ground: 'hate' });
  expect(suggestedClass).toBe('unlawful');
});

test.each([
  ['insults', 'insult'],
  ['personal-attacks', 'insult'],
  ['hets-mot-folkgrupp', 'hate'],
  ['svordomar', 'profanity'],
  ['threats', 'threat'],
  ['spam', 'spam'],
  ['personuppgifter', 'personal-data'],
])('ground %s is about %s', (id, category) => {
  expect(categoryOf(id)).toBe(category);
});
