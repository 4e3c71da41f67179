import type { FlagCategory } from '#domain/items/flag.ts';
import type { Ground } from '#domain/items/grounds.ts';
import { LOCALES, type Locale } from '#domain/locale.ts';
import type { CueHit } from './cues.ts';
import { findTerms, indexTerms, type TermHit, type TermIndex } from './phrases.ts';
import { flagHit, type Reading, type RuleFlag } from './reading.ts';
import { stems } from './stems.ts';

export type GroundIndex = Readonly<Record<Locale, TermIndex<string>>>;

/** Prepares the words of the town's grounds, by language; the tag is the ground's id. */
export function indexGrounds(grounds: readonly Ground[]): GroundIndex {
  return Object.fromEntries(
    LOCALES.map((locale) => {
      const entries = grounds.flatMap(({ id, words }) =>
        (words[locale] ?? []).map((term) => ({ tag: id, term })),
      );
      return [locale, indexTerms(locale, entries, stems[locale])];
    }),
  ) as Record<Locale, TermIndex<string>>;
}

/** Words of the published grounds (Ludvika "Innehåll", Härjedalen 4.1, UA 6.2). */
export function findGroundWords(reading: Reading, grounds: GroundIndex): RuleFlag[] {
  const { normal, guess, cues } = reading;
  const innocent = cues.filter((cue) => cue.tag === 'innocent' && cue.locale === guess.main);
  const indexes = guess.locales.map((locale) => grounds[locale]);
  return findTerms(indexes, normal.tokens)
    .filter((hit) => !innocent.some((cue) => excuses(cue, hit)))
    .map((hit) => {
      const category = categoryOf(hit.tag);
      return flagHit(normal, hit, {
        category,
        rule: hit.evasion ? 'ground-word-disguised' : 'ground-word',
        band: category === 'threat' || category === 'incitement' ? 'urgent' : 'review',
        why: { ground: hit.tag, ...(hit.evasion ? { how: hit.evasion } : {}) },
        ground: hit.tag,
      });
    });
}

/**
 * `slut` ends something in Swedish; Херсон is no swear word for beginning like one; a `stort fan` is
 * an admirer. What the town's own list says to the letter stands.
 */
function excuses(cue: CueHit, hit: TermHit<string>): boolean {
  if (cue.first > hit.first || cue.last < hit.last) return false;
  const isWider = cue.last - cue.first > hit.last - hit.first;
  return isWider || hit.locale !== cue.locale || hit.term.includes('*');
}

/** `f**k` that no list has: shown, no more. */
export function findMaskedWords({ normal }: Reading, found: readonly RuleFlag[]): RuleFlag[] {
  const at = normal.tokens.findIndex(({ spellings, from }) => {
    const [only] = spellings;
    return (
      only?.evasion === 'masked' &&
      /^\p{L}+[*#]+\p{L}*$/u.test(only.text) &&
      !found.some(({ span }) => span?.start === normal.starts[from])
    );
  });
  if (at < 0) return [];
  const hit = { first: at, last: at };
  return [flagHit(normal, hit, { category: 'profanity', rule: 'masked-word', band: 'note' })];
}

const CATEGORY_WORDS: readonly (readonly [FlagCategory, RegExp])[] = [
  ['hate', /hate|hets|hat|sexis|racis|harass|discrimin|диск|ненав/],
  ['threat', /threat|hot|trusl|trussel|погроз/],
  ['incitement', /incite|uppvigl|uppman|oppford|заклик/],
  ['sexual', /sex|porn/],
  ['violence', /violen|vald|våld|vold|насил/],
  ['profanity', /profan|swear|obscen|svord|banning|banneord|нецензур|лайк/],
  ['personal-data', /personal-data|privacy|personuppgift|personoppl|персональн/],
  ['secrecy', /secre|sekret|taushet|таємн/],
  ['malicious-link', /virus|malware|phishing|malicious/],
  ['spam', /spam|advert|reklam|спам|реклам/],
];

/** A ground's id tells what kind of words it has; what it does not tell is an insult. */
export function categoryOf(groundId: string): FlagCategory {
  const id = groundId.toLowerCase();
  return CATEGORY_WORDS.find(([, words]) => words.test(id))?.[0] ?? 'insult';
}
