import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import { normalize, originalSpan } from '#flagging/normalize.ts';
import { assess } from './a-town.ts';

const pieces = [
  ...[
    'när ',
    'Ni är idioter',
    'j*vla',
    'i d i o t',
    'http://malmo.se@evil.example/',
    '850709-9805',
  ],
  ...[
    '13097248022',
    'ІПН 3184710691',
    '\u200b',
    '\u0301',
    '\ud800',
    'ﷺ',
    'сукa',
    'İ',
    '?',
    ' ',
    '\n',
  ],
  ...[
    '<a href="',
    '">',
    '</a>',
    '[',
    '](',
    ')',
    '@',
    'dnr ',
    'KS-2026/118',
    'bit.ly/x',
    '８５０７０９',
  ],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })))
    .map((all) => all.join('')),
);

test('any text is answered, the same each time, with places within it', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...LOCALES), (text, channelLocale) => {
      const found = assess(text, { channelLocale });
      expect(assess(text, { channelLocale })).toEqual(found);
      for (const { span } of found.flags) {
        if (!span) continue;
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 2000 },
  );
});

test('normal text leads back to where it came from, and is normal already', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const normal = normalize(text);
      expect(normal.starts).toHaveLength(normal.text.length);
      for (let i = 0; i < normal.text.length; i++) {
        const { start, end } = originalSpan(normal, i, i + 1);
        expect(start).toBeLessThan(end);
        expect(normalize(text.slice(start, end)).text).toContain(normal.text[i]);
      }
      expect(normalize(normal.text).text).toBe(normal.text);
    }),
    { numRuns: 2000 },
  );
});

test('no flag displays a whole personal number', () => {
  const number = fc.constantFrom('850709-9805', '8507099805', '13097248022', '130972 48022');
  const around = fc.constantFrom(
    ...[
      ' ',
      '. ',
      ', ',
      ' dnr ',
      ' ärende ',
      '/',
      ' http://evil.example/',
      ' http://',
      '.exe ',
      '@',
      '? ',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(around, number, around), { minLength: 1 }), (parts) => {
      const { flags } = assess(`Varför ${parts.flat().join('')}`);
      const displayed = JSON.stringify(flags.map(({ shown, why }) => [shown, why]));
      const isFound = flags.some(({ category }) => category === 'personal-data');
      if (isFound) for (const tail of ['9805', '48022']) expect(displayed).not.toContain(tail);
    }),
    { numRuns: 1000 },
  );
});
