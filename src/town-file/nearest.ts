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
    .map((word) => ({ word, distance: editDistance(wanted, word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const tolerated = Math.max(1, Math.floor(wanted.length / 3));
  return best && best.distance <= tolerated ? best.word : undefined;
}

/** Letters to insert, delete, replace or swap with their neighbour to make one word of the other. */
function editDistance(a: string, b: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, at(beforeLast, j - 2) + 1);
      row.push(least);
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], n: number): number {
  return row[n] ?? Number.POSITIVE_INFINITY;
}
