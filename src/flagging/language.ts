import { eld } from 'eld/small';
import { LOCALES, type Locale } from '#domain/locale.ts';

/** Below this many characters detection is right 87 times of 100, above it 97 and more. */
const DETECTABLE_CHARS = 20;
/** More text makes no detection better. */
const READ_CHARS = 1000;

// Russian stays among them although no list is in it: without it Russian is taken for Ukrainian.
const detector = eld.newInstance();
detector.setLanguageSubset(['sv', 'no', 'uk', 'ru', 'en']);
detector.enableTextCleanup(true);

export interface LanguageGuess {
  /** BCP 47: sv, nb, uk, en, or ru. */
  readonly language: string;
  /** The language whose grammar is tried. */
  readonly main: Locale;
  /** The languages whose lists are tried, the likeliest first. */
  readonly locales: readonly Locale[];
}

/** A short text is taken to be in the channel's language, unless its script says otherwise. */
export function guessLanguage(text: string, channelLocale: Locale): LanguageGuess {
  const head = text.slice(0, READ_CHARS);
  const letters = head.replace(/https?:\S*|[^\p{L}]/gu, '');
  const isCyrillic = (head.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) * 2 > letters.length;
  const isShort = letters.length < DETECTABLE_CHARS;
  if (isShort && isCyrillic) return guess(/[ыэъё]/.test(head) ? 'ru' : 'uk', 'uk', true);
  if (isShort && channelLocale !== 'uk') return guess(channelLocale, channelLocale, true);
  const detected = detector.detect(head).language.replace('no', 'nb');
  if (isCyrillic) return guess(detected === 'ru' ? 'ru' : 'uk', 'uk', false);
  const main = LOCALES.find((locale) => locale === detected && locale !== 'uk') ?? channelLocale;
  return guess(main, main, isShort);
}

/** Swedish and Norwegian are taken for one another, and their lists seldom collide. */
const ALSO: Readonly<Record<Locale, readonly Locale[]>> = {
  sv: ['nb', 'en'],
  nb: ['sv', 'en'],
  uk: ['en'],
  en: [],
};

function guess(language: string, main: Locale, isShort: boolean): LanguageGuess {
  const others = isShort ? LOCALES.filter((locale) => locale !== main) : ALSO[main];
  return { language, main, locales: [main, ...others] };
}
