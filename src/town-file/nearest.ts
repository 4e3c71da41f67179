import distance from 'damerau-levenshtein';

/** What people write for it by habit: domain suffixes and country codes for languages. */
const HABITS: Readonly<Record<string, string>> = {
  no: 'nb',
  nn: 'nb',
  norsk: 'nb',
  se: 'sv',
  svenska: 'sv',
  ua: 'uk',
  gb: 'en',
  lang: 'language',
  locale: 'language',
  mail: 'email',
  'e-mail': 'email',
  timezone: 'zone',
  tz: 'zone',
  admin: 'administrator',
  delete: 'remove',
};

const WORD_LETTERS_MAX = 60;

/** The known word that a mistyped one was most likely meant to be, if any is near enough. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  if (written.length > WORD_LETTERS_MAX) return undefined;
  const wanted = written.toLowerCase();
  const habit = HABITS[wanted];
  if (habit !== undefined && known.includes(habit)) return habit;
  const ranked = known
    .map((word) => ({ word, steps: distance(wanted, word.toLowerCase()).steps }))
    .sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  const tolerated = Math.max(1, Math.floor(wanted.length / 3));
  return best && best.steps <= tolerated ? best.word : undefined;
}
