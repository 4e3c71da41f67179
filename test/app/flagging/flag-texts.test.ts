import { expect, test } from 'vitest';
import { FLAG_CATEGORIES } from '#domain/items/flag.ts';
import { LOCALES } from '#domain/locale.ts';
import { RULES } from '#flagging/rules.ts';
import { flagReason, flagTexts } from '#locales/flags/flags.ts';
import { assess } from './a-town.ts';

test.each(LOCALES)('%s has words for every rule and category, and for no other', (locale) => {
  expect(Object.keys(flagTexts(locale).reason).toSorted()).toEqual([...RULES].toSorted());
  expect(Object.keys(flagTexts(locale).category).toSorted()).toEqual(
    [...FLAG_CATEGORIES].toSorted(),
  );
});

test('a reason is read in the reader’s language', () => {
  const reasons = (text: string, locale: (typeof LOCALES)[number]) =>
    assess(text).flags.map((flag) => flagReason(flag, locale));
  const asks = 'När öppnar simhallen i sommar?';
  expect(reasons(asks, 'en')).toEqual(['question mark + “När”']);
  expect(reasons(asks, 'sv')).toEqual(['frågetecken + ”När”']);
  expect(reasons(asks, 'nb')).toEqual(['spørsmålstegn + «När»']);
  expect(reasons(asks, 'uk')).toEqual(['знак питання + «När»']);
  expect(reasons('Ni är 1d1oter allihop där uppe.', 'sv')).toEqual([
    'förklätt ord ur grunden insults: ”1d1oter” (siffror i stället för bokstäver)',
  ]);
  expect(flagReason({ rule: 'reported-by-visitor', why: {} }, 'en')).toBe(
    'rule “reported-by-visitor”',
  );
});

test('no rule leaves a hole in its sentence', () => {
  const texts = [
    'Hej! Jag undrar varför gatlyktan är trasig? Dnr KS-2026/118, mitt ärende. Tack! Uselt.',
    'http://malmo.se@evil.example/a.exe http://192.0.2.7/a.zip bit.ly/x malmo.se.evil.example',
    'hxxp://evil.example [malmo.se](https://evil.example) xn--tst-qla.se mаlmo.se j*vla s*tans',
    '850709-9805, 13097248022, ІПН 3184710691. Ni är idioter! Politiker! Jag ska döda dig',
  ];
  for (const locale of LOCALES) {
    for (const flag of texts.flatMap((text) => assess(text).flags)) {
      expect(flagReason(flag, locale)).not.toMatch(/undefined|NaN|\(\)/);
    }
  }
});
