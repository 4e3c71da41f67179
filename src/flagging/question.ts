import type { CueKind } from './cues/cue-list.ts';
import type { CueHit } from './cues.ts';
import { originalSpan, type Token } from './normalize.ts';
import { flagAt, flagHit, type Reading, type RuleFlag } from './reading.ts';

/** A question without its mark is short: in longer sentences the word asks nothing. */
const UNMARKED_CHARS = 140;

interface Sentence {
  readonly from: number;
  readonly to: number;
  /** What closes it: `?`, another mark, or nothing. */
  readonly closing: string;
}

/**
 * Whether the text asks for something: a question with or without its mark, a request, a fault
 * report, a complaint about silence. Rhetorical ones count: "Varför i helvete har ni inte sandat?"
 * is owed an answer (facts: Malmö service duty, Ludvika "Svara snabbt").
 */
export function findQuestions(reading: Reading): RuleFlag[] {
  const sentences = sentencesOf(reading.normal.text);
  const marked = sentences.find((sentence) => sentence.closing === '?');
  const question = marked ? markedQuestion(reading, marked) : unmarkedQuestion(reading, sentences);
  const indirect = question ? null : cueFlag(reading, 'indirect-question', 'question-indirect');
  return [
    ...(question ? [question] : []),
    ...(indirect ? [indirect] : []),
    ...faults(reading, sentences),
    ...[cueFlag(reading, 'request', 'request'), cueFlag(reading, 'silence', 'silence')].filter(
      (flag) => flag !== null,
    ),
  ];
}

function markedQuestion(reading: Reading, { from, to }: Sentence): RuleFlag {
  const { normal, cues } = reading;
  const word = cues.find((cue) => cue.tag === 'question-word' && isWithin(reading, cue, from, to));
  if (word) {
    return flagHit(normal, word, {
      category: 'question',
      rule: 'question-mark-word',
      band: 'note',
    });
  }
  const mark = originalSpan(normal, to - 1, to);
  return flagAt(normal.original, mark, {
    category: 'question',
    rule: 'question-mark',
    band: 'note',
  });
}

function unmarkedQuestion(reading: Reading, sentences: readonly Sentence[]): RuleFlag | null {
  const { normal, cues, guess } = reading;
  // Beginnings collide between languages ("var" asks in Swedish, tells in Norwegian).
  const own = cues.filter((cue) => cue.locale === guess.main);
  for (const { from, to, closing } of sentences) {
    const text = normal.text.slice(from, to);
    if (closing !== '' || text.length > UNMARKED_CHARS) continue;
    const first = firstWord(own, normal.tokens, from);
    const cue = own.find(
      ({ tag, first: at }) => at === first && (tag === 'question-word' || tag === 'inversion'),
    );
    const start = normal.tokens[cue?.last ?? -1];
    if (!cue || !start || start.to > to) continue;
    // "När det snöar, blir det halt" tells: a comma begins the main clause.
    if (normal.text.slice(start.to, to).includes(',')) continue;
    const rule = cue.tag === 'inversion' ? 'question-inversion' : 'question-word';
    return flagHit(normal, cue, { category: 'question', rule, band: 'note' });
  }
  return null;
}

/** Index of the first token from a place on that is no greeting. */
function firstWord(cues: readonly CueHit[], tokens: readonly Token[], from: number): number {
  let at = tokens.findIndex((token) => token.from >= from);
  let greeting: CueHit | undefined;
  do {
    greeting = cues.find((cue) => cue.tag === 'greeting' && cue.first === at);
    if (greeting) at = greeting.last + 1;
  } while (greeting);
  return at;
}

function faults(reading: Reading, sentences: readonly Sentence[]): RuleFlag[] {
  const { normal, cues } = reading;
  const things = cues.filter((cue) => cue.tag === 'fault-thing');
  const states = cues.filter((cue) => cue.tag === 'fault-state');
  const direct = cueFlag(reading, 'fault', 'fault');
  if (things.length > 0 && states.length > 0) {
    for (const { from, to } of sentences) {
      const thing = things.find((cue) => isWithin(reading, cue, from, to));
      const state = states.find((cue) => isWithin(reading, cue, from, to));
      if (!thing || !state || thing.locale !== state.locale || thing.first === state.first)
        continue;
      const finding = { category: 'request', rule: 'fault-report', band: 'note' } as const;
      const what = flagHit(normal, thing, finding);
      const { shown } = flagHit(normal, state, finding);
      return [{ ...what, why: { thing: what.shown ?? '', state: shown ?? '' } }];
    }
  }
  return direct ? [direct] : [];
}

function cueFlag(
  { normal, cues }: Reading,
  tag: CueKind,
  rule: 'question-indirect' | 'request' | 'silence' | 'fault',
): RuleFlag | null {
  const cue = cues.find((one) => one.tag === tag);
  if (!cue) return null;
  const category = rule === 'question-indirect' ? 'question' : 'request';
  return flagHit(normal, cue, { category, rule, band: 'note' });
}

function isWithin({ normal }: Reading, cue: CueHit, from: number, to: number): boolean {
  const first = normal.tokens[cue.first];
  return first !== undefined && first.from >= from && first.from < to;
}

const CLOSING = /[.!?\n]+/g;

/** Cut at marks, but not inside links, times and numbers: there the mark has text right after it. */
function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (const { 0: marks, index } of text.matchAll(CLOSING)) {
    const to = index + marks.length;
    const isInside = /[\p{L}\p{N}=&%/_]/u.test(text.charAt(to)) && !marks.includes('\n');
    if (isInside) continue;
    const closing = marks.includes('?') ? '?' : marks.trim().slice(0, 1);
    sentences.push({
      from,
      to: marks.includes('?') ? index + marks.lastIndexOf('?') + 1 : to,
      closing,
    });
    from = to;
  }
  if (text.slice(from).trim() !== '') sentences.push({ from, to: text.length, closing: '' });
  return sentences;
}
