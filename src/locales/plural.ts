import type { Locale } from '#domain/locale.ts';

/** A text per plural form of the language, with `{n}` where the number stands. */
export type PluralForms = Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }
>;

/** The text for a number, by the language's own plural rules. */
export function pluralIn(locale: Locale): (n: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  const digits = new Intl.NumberFormat(locale);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('{n}', digits.format(n));
}
