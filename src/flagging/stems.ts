import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import { newStemmer } from 'snowball-stemmers';
import type { Locale } from '#domain/locale.ts';

/** A word's possible stems; the first is the stemmer's own. */
export type Stem = (word: string) => readonly string[];

const swedish = newStemmer('swedish');
const norwegian = newStemmer('norwegian');
const english = newStemmer('english');

/** Stemmers only cut ends, so a word and its stems begin alike; the term index relies on it. */
export const stems: Readonly<Record<Locale, Stem>> = {
  // Snowball leaves the Swedish definite -an ("frågan") uncut.
  sv: (word) =>
    /ans?$/.test(word)
      ? [swedish.stem(word), swedish.stem(word.replace(/ns?$/, ''))]
      : [swedish.stem(word)],
  nb: (word) => [norwegian.stem(word)],
  uk: (word) => [ukrainian(word)],
  en: (word) => [english.stem(word)],
};
