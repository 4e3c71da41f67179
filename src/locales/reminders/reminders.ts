import type { Locale } from '#domain/locale.ts';
import { en, type ReminderTexts } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, ReminderTexts>> = { en, sv, nb, uk };

export function reminderTexts(locale: Locale): ReminderTexts {
  return TEXTS[locale];
}
