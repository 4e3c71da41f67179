import type { Locale } from '#domain/locale.ts';
import { en, type SiteTexts } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, SiteTexts>> = { en, nb, sv, uk };

/** The texts of the public pages. */
export const siteTexts = (locale: Locale): SiteTexts => TEXTS[locale];
