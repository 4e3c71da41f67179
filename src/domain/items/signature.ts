import type { Person } from '../people/person.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { Refusal } from './refusal.ts';

/** The longest text every desk's form takes, in UTF-16 code units. */
export const WORDS_MAX = 3000;

/** Communication may not be anonymous (Härjedalen 3); answers are personal (Ludvika "Svara snabbt"). */
export function signed(words: string, { name, unit }: Person): Result<string, Refusal> {
  const text = words.trim();
  if (text === '') return refuse({ kind: 'empty' });
  if (text.length > WORDS_MAX)
    return refuse({ kind: 'reply-too-long', length: text.length, max: WORDS_MAX });
  return ok(`${text}\n\n– ${name}, ${unit}`);
}
