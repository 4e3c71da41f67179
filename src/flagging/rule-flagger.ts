import { createHash } from 'node:crypto';
import type { Assessment } from '#domain/items/flag.ts';
import type { AssessedText, Flagger, FlaggerSettings } from '#ports/flagger.ts';
import { suggestClass } from './assess.ts';
import { findCaseNumber, findToldByCues } from './cue-flags.ts';
import { CUES, findCues } from './cues.ts';
import { findFlood } from './flood.ts';
import { guessLanguage } from './language.ts';
import { findLinkTricks } from './link.ts';
import { normalize } from './normalize.ts';
import { findPersonalNumbers, maskNumbers } from './personal-data.ts';
import { findQuestions } from './question.ts';
import type { Reading, RuleFlag } from './reading.ts';
import { findGroundWords, findMaskedWords, indexGrounds } from './words.ts';

/** To be raised whenever a rule changes what it finds. */
const ENGINE_VERSION = 1;
/** More reasons than this nobody reads; the urgent come first. */
const FLAGS_CAP = 30;

const URGENCY = { urgent: 0, review: 1, note: 2 } as const;

/**
 * Rules with an explanation: the same text gives the same flags, at any time, in some 0.3 ms for 500 characters.
 * Reads the first 5,000 characters. Answers any string, never throws.
 */
export function ruleFlagger(settings: FlaggerSettings): Flagger {
  const grounds = indexGrounds(settings.grounds);
  const ownHosts = settings.ownHosts.map((host) => host.toLowerCase().replace(/^www\./, ''));
  const rulesVersion = versionOf({ ...settings, ownHosts });

  return {
    assess(asked: AssessedText): Assessment {
      const normal = normalize(asked.text);
      const guess = guessLanguage(normal.text, asked.channelLocale);
      const cues = findCues(normal.tokens, guess.locales);
      const reading: Reading = { asked, normal, guess, cues };
      const words = findGroundWords(reading, grounds);
      const found = [
        ...findPersonalNumbers(reading),
        ...findLinkTricks(reading, ownHosts),
        ...words,
        ...findMaskedWords(reading, words),
        ...findToldByCues(reading),
        ...findCaseNumber(reading),
        ...findQuestions(reading),
        ...findFlood(reading),
      ];
      const suggestedClass = suggestClass(reading, found);
      const flags = mostUrgent(maskNumbers(found, asked.text));
      return { flags, suggestedClass, language: guess.language, rulesVersion };
    },
  };
}

/** One flag per rule and reason, the urgent first, the rest in the order found. */
function mostUrgent(flags: readonly RuleFlag[]): RuleFlag[] {
  const byReason = new Map<string, RuleFlag>();
  for (const flag of flags) {
    const reason = JSON.stringify([flag.rule, flag.ground, flag.why]);
    if (!byReason.has(reason)) byReason.set(reason, flag);
  }
  return [...byReason.values()]
    .sort((a, b) => URGENCY[a.band] - URGENCY[b.band])
    .slice(0, FLAGS_CAP);
}

/** Engine and lists in one name: a stored flag says under which words it was raised. */
function versionOf({ grounds, ownHosts }: FlaggerSettings): string {
  const lists = grounds.map(({ id, words }) => [id, words]);
  const hash = createHash('sha256')
    .update(JSON.stringify([CUES, lists, ownHosts]))
    .digest('hex');
  return `rules-${ENGINE_VERSION}+${hash.slice(0, 16)}`;
}
