declare module 'snowball-stemmers' {
  /** Algorithms by English name: `swedish`, `norwegian`, `english`… */
  export function newStemmer(algorithm: string): { stem(word: string): string };
}
