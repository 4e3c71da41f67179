/** Numbers that only look random: the same seed gives the same run, as far as the machine lets it. */
export interface Chance {
  /** From 0 up to, not including, `below`. */
  upTo(below: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  oneOf<T>(choices: readonly [T, ...T[]]): T;
}

/** mulberry32 */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    upTo: (below) => next() * below,
    happens: (probability) => next() < probability,
    oneOf: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
  };
}
