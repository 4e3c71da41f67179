import type { Ground } from '#domain/items/grounds.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { AssessedText, FlaggerSettings } from '#ports/flagger.ts';

const NOON_MS = Date.UTC(2026, 10, 20, 12);

const ground = (id: string, words: Ground['words']): Ground => ({
  id,
  wording: { en: id },
  law: 'house rule',
  publishedAt: 'https://www.malmo.se/rules',
  from: '2026-01-01',
  permits: ['hide'],
  words,
});

/** Words as a town could write them: some plain, some with wildcards, some with exceptions. */
export const settings: FlaggerSettings = {
  grounds: [
    ground('insults', {
      sv: ['idiot*', '-idiotsäker*', 'svin', 'hora', 'as', 'dra åt helvete'],
      nb: ['idiot*', 'svin', 'hore', 'drittsekk', 'dra til helvete'],
      uk: ['ідіот', 'дурень', 'сволота', 'хер*', '*хуй*', 'гімн*'],
      en: ['idiot', 'slut', 'scum', 'ass*', 'go to hell'],
    }),
    ground('profanity', {
      sv: ['jävl*', 'fan', 'fitt*'],
      nb: ['faen', 'helvete', 'fitt*'],
      uk: ['сука', 'курв*'],
      en: ['fuck*', 'shit'],
    }),
    ground('hate', { sv: ['blatte'], nb: ['svarting'], uk: ['жид*'], en: ['vermin'] }),
  ],
  ownHosts: ['malmo.se', 'ringebu.kommune.no', 'harjedalen.se', 'hromada.gov.ua'],
};

export const flagger = ruleFlagger(settings);

export const asked = (text: string, more: Partial<AssessedText> = {}): AssessedText => ({
  text,
  channelLocale: 'sv',
  visibility: 'public',
  repliesToCitizen: false,
  recentByAuthor: [],
  atMs: NOON_MS,
  ...more,
});

export const assess = (text: string, more: Partial<AssessedText> = {}) =>
  flagger.assess(asked(text, more));

export const rulesOf = (text: string, more: Partial<AssessedText> = {}) =>
  assess(text, more).flags.map(({ rule }) => rule);
