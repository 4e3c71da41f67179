import type { Locale } from '#domain/locale.ts';
import type { Evasion, Spelling, Token } from './normalize.ts';
import type { Stem } from './stems.ts';

/**
 * A term is one or more words. `*` stands for any letters (`idiot*`); a leading `-` makes it an
 * exception: hits of the same tag within it are dropped (`-idiotsäker*`, `-stort fan`).
 */
export interface Entry<T> {
  readonly term: string;
  readonly tag: T;
}

export interface TermHit<T> {
  readonly tag: T;
  readonly locale: Locale;
  readonly term: string;
  /** Index of the first and last token of the hit. */
  readonly first: number;
  readonly last: number;
  readonly evasion?: Evasion;
}

interface Word {
  readonly text: string;
  readonly stem: string | null;
  readonly parts: readonly string[];
}

interface Term<T> {
  readonly tag: T;
  readonly term: string;
  readonly words: readonly [Word, ...Word[]];
  readonly isException: boolean;
}

export interface TermIndex<T> {
  readonly locale: Locale;
  /** Terms by the first two letters of their first word. */
  readonly byHead: ReadonlyMap<string, readonly Term<T>[]>;
  /** Terms beginning with a wildcard. */
  readonly headless: readonly Term<T>[];
  readonly stem: Stem | null;
}

/** Shorter words have too many accidental relatives; they match as written. */
const SHORTEST_STEMMED = 4;
/** Comparing masked words is slow, and nobody masks more than this in earnest. */
const MASKED_CAP = 20;

/** Prepares terms for `findTerms`; with `stem`, words without `*` match their inflections too. */
export function indexTerms<T>(
  locale: Locale,
  entries: readonly Entry<T>[],
  stem: Stem | null,
): TermIndex<T> {
  const byHead = new Map<string, Term<T>[]>();
  const headless: Term<T>[] = [];
  for (const entry of entries) {
    const term = termOf(entry, stem);
    if (!term) continue;
    const [first] = term.words;
    const head = (first.stem ?? first.parts[0] ?? '').slice(0, 2);
    if (first.parts.length > 1 && head.length < 2) headless.push(term);
    else byHead.set(head, [...(byHead.get(head) ?? []), term]);
  }
  return { locale, byHead, headless, stem };
}

function termOf<T>({ term, tag }: Entry<T>, stem: Stem | null): Term<T> | null {
  const isException = term.startsWith('-');
  const plain = term.normalize('NFKC').toLowerCase().replace(/[’ʼ]/g, "'");
  const [first, ...rest] = (plain.match(/[\p{L}\p{N}'*]+/gu) ?? [])
    .filter((text) => /[\p{L}\p{N}]/u.test(text))
    .map((text) => wordOf(text, stem));
  return first ? { tag, term, words: [first, ...rest], isException } : null;
}

function wordOf(text: string, stem: Stem | null): Word {
  const isStemmed = stem !== null && !text.includes('*') && text.length >= SHORTEST_STEMMED;
  return { text, parts: text.split('*'), stem: isStemmed ? (stem(text)[0] ?? null) : null };
}

/**
 * All hits, by index and then in the order of the text. Exceptions are already taken out: those of
 * one language hold for the others too. Linear in the tokens.
 */
export function findTerms<T>(
  indexes: readonly TermIndex<T>[],
  tokens: readonly Token[],
): TermHit<T>[] {
  const hits: TermHit<T>[] = [];
  const exceptions: TermHit<T>[] = [];
  for (const index of indexes) {
    let masked = 0;
    for (const [at, token] of tokens.entries()) {
      if (token.spellings[0]?.evasion === 'masked' && ++masked > MASKED_CAP) continue;
      for (const term of candidates(index, token)) {
        const hit = hitAt(term, tokens, at, index);
        if (hit) (term.isException ? exceptions : hits).push(hit);
      }
    }
  }
  return hits.filter((hit) => !exceptions.some((other) => covers(other, hit)));
}

function candidates<T>({ byHead, headless }: TermIndex<T>, token: Token): readonly Term<T>[] {
  const [only, ...more] = token.spellings;
  if (!only) return [];
  // A mask may sit on the second letter, so every head with the first is possible.
  if (only.evasion === 'masked') {
    return [...byHead].flatMap(([head, terms]) => (head[0] === only.text[0] ? terms : []));
  }
  const ending = headless.filter(({ words: [word] }) => matchingSpelling(word, token, null));
  if (more.length === 0) {
    const headed = byHead.get(only.text.slice(0, 2)) ?? [];
    return ending.length === 0 ? headed : [...headed, ...ending];
  }
  const heads = new Set(token.spellings.map(({ text }) => text.slice(0, 2)));
  return [...[...heads].flatMap((head) => byHead.get(head) ?? []), ...ending];
}

function hitAt<T>(
  { tag, term, words }: Term<T>,
  tokens: readonly Token[],
  first: number,
  { locale, stem }: TermIndex<T>,
): TermHit<T> | null {
  let evasion: Evasion | undefined;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const token = tokens[first + i];
    const spelling = word && token && matchingSpelling(word, token, stem);
    if (!spelling) return null;
    evasion ??= spelling.evasion;
  }
  const last = first + words.length - 1;
  return { tag, locale, term, first, last, ...(evasion ? { evasion } : {}) };
}

/** The first spelling of a token that is the word. A loop, for this runs for all terms and tokens. */
function matchingSpelling(word: Word, token: Token, stem: Stem | null): Spelling | null {
  for (const spelling of token.spellings) {
    if (isMatch(word, spelling.text, spelling.evasion, stem)) return spelling;
  }
  return null;
}

function isMatch(word: Word, text: string, evasion: Evasion | undefined, stem: Stem | null) {
  if (evasion === 'masked') return isMaskOf(text, word);
  if (word.parts.length > 1) return isGlobMatch(word, text);
  if (word.text === text) return true;
  return (
    word.stem !== null &&
    stem !== null &&
    text.length >= SHORTEST_STEMMED &&
    text.startsWith(word.stem.slice(0, 2)) &&
    stem(text).includes(word.stem)
  );
}

function isGlobMatch({ parts }: Word, text: string): boolean {
  const head = parts[0] ?? '';
  const tail = parts[parts.length - 1] ?? '';
  if (text.length < head.length + tail.length) return false;
  if (!text.startsWith(head) || !text.endsWith(tail)) return false;
  if (parts.length === 2) return true;
  let at = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}

/** `j*vla` for `jävla`: as long as the word, alike where it shows letters, and half of them shown. */
function isMaskOf(masked: string, word: Word): boolean {
  const head = word.parts[0] ?? '';
  const isPrefix = word.parts.length === 2 && word.parts[1] === '';
  if (word.parts.length > 1 && !isPrefix) return false;
  if (isPrefix ? masked.length < head.length : masked.length !== head.length) return false;
  let shown = 0;
  for (let i = 0; i < head.length; i++) {
    if (masked[i] === head[i]) shown += 1;
    else if (masked[i] !== '*' && masked[i] !== '#') return false;
  }
  return head.length >= 3 && shown * 2 >= head.length;
}

function covers<T>(exception: TermHit<T>, hit: TermHit<T>): boolean {
  return exception.tag === hit.tag && exception.first <= hit.first && exception.last >= hit.last;
}
