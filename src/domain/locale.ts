/** The desk's languages: English, Swedish, Norwegian (bokmål), Ukrainian. */
export const LOCALES = ['en', 'sv', 'nb', 'uk'] as const;

export type Locale = (typeof LOCALES)[number];
