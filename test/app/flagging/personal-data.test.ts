import { expect, test } from 'vitest';
import type { Locale } from '#domain/locale.ts';
import { assess } from './a-town.ts';

// Numbers of nobody: published examples, or computed here to have the checksum and no owner.
const numbers: readonly (readonly [Locale, string, string, string, string])[] = [
  ['sv', 'Han har 850709-9805.', 'personal-number-se', '850709-****', 'personnummer'],
  ['sv', 'Han har 8507099805.', 'personal-number-se', '850709-****', 'personnummer'],
  ['sv', 'Han har 19850709-9805', 'personal-number-se', '19850709-****', 'personnummer'],
  ['sv', 'Han har 850709‑9805.', 'personal-number-se', '850709-****', 'personnummer'],
  ['sv', 'Han har ８５０７０９-９８０５.', 'personal-number-se', '850709-****', 'personnummer'],
  ['sv', 'Hon har 701063-2391', 'personal-number-se', '701063-****', 'samordningsnummer'],
  ['nb', 'Fødselsnummer 13097248022.', 'personal-number-no', '130972*****', 'fnr'],
  ['nb', 'Han har 130972 48022', 'personal-number-no', '130972 *****', 'fnr'],
  ['nb', 'D-nummer 53097248016', 'personal-number-no', '530972*****', 'dnr'],
  ['uk', 'Мій ІПН 3184710691, перевірте.', 'personal-number-ua', '31********', 'РНОКПП'],
  ['uk', 'Дзвоніть сюди 3184710691 будь ласка', 'personal-number-maybe', '31********', 'РНОКПП'],
];

test.each(numbers)('%s: %s → %s %s', (channelLocale, text, rule, masked, kind) => {
  const { flags } = assess(text, { channelLocale });
  const found = flags.filter(({ category }) => category === 'personal-data');
  expect(found).toMatchObject([{ rule, shown: masked, why: { masked, kind } }]);
  expect(found[0]?.band).toBe(rule === 'personal-number-maybe' ? 'review' : 'urgent');
  const { start = 0, end = 0 } = found[0]?.span ?? {};
  expect(text.slice(start, end).normalize('NFKC').replace(/\D/g, '')).toMatch(/^\d{10,12}$/);
});

test.each([
  ['sv', 'Checksumman stämmer inte i 850709-9806.'],
  ['sv', 'Organisationsnummer 212000-1124, bankgiro 5050-1055.'],
  ['sv', 'Ring växeln på 040-34 10 00 eller 0771-12 34 56.'],
  ['sv', 'Säsongen 2025-2026 kostar 1 200 000 kr, dnr 2026-00123.'],
  ['sv', 'Öppet 20261224 och 2026-12-24, kl 10.00-16.00.'],
  ['nb', 'Kontonummer 1234.56.78903 og 13097248023 er feil.'],
  ['uk', 'Телефонуйте 0501234567 або 380501234567.'],
  ['en', 'The total was 1234567890 and 98765432109 exactly.'],
] as const)('no personal number: %s: %s', (channelLocale, text) => {
  const { flags } = assess(text, { channelLocale });
  expect(flags.filter(({ category }) => category === 'personal-data')).toEqual([]);
});

test('no other flag shows the number', () => {
  const { flags } = assess(
    'Mitt ärende 850709-9805: http://850709-9805.evil.example/850709-9805.exe, varför 850709-9805?',
  );
  expect(flags.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['link-program']));
  expect(JSON.stringify(flags)).not.toContain('9805');
});
