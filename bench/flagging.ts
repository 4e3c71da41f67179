/**
 * How long the flag rules take: an ordinary comment under a millisecond, 12,000 characters made to
 * keep them busy under 50 ms. Run: npm run bench:flagging. Exits 1 when a bound is missed.
 */
import { ruleFlagger } from '../src/flagging/rule-flagger.ts';
import { bounds, median } from './bounds.ts';

const flagger = ruleFlagger({ grounds: [], ownHosts: ['malmo.example'] });

const comment =
  'Hej! Jag undrar när ni tänker laga gatlyktan på Storgatan, den har varit släckt i flera veckor. '
    .repeat(6)
    .slice(0, 500);

const hostile: readonly string[] = [
  ...[
    'a',
    'j*v ',
    'a*',
    'i d ',
    '@',
    '<a ',
    '<a href=',
    '[',
    '[.]',
    'a[.]',
    'http://',
    'a.se ',
    'bit.ly/x ',
  ],
  ...[
    'a\u0301',
    '\u0301',
    'ﷺ',
    '?',
    '? ',
    'när ',
    '850709-9805 ',
    '8',
    '1 ',
    'dnr ',
    'a.b@',
    'сa',
    '(',
    'idiot ',
  ],
  ...['https://a.se (https://b.se) ', '[a.se](https://b.se) ', 'döda dig ', '\u200b', '😀', 'ab-'],
].map((piece) => piece.repeat(Math.ceil(12_000 / piece.length)));

function medianMs(text: string, runs: number): number {
  const asked = {
    text,
    channelLocale: 'sv' as const,
    visibility: 'public' as const,
    repliesToCitizen: false,
    recentByAuthor: [],
    atMs: 0,
  };
  return median(
    Array.from({ length: runs }, () => {
      const startMs = performance.now();
      flagger.assess(asked);
      return performance.now() - startMs;
    }),
  );
}

const kept = bounds();
medianMs(comment, 200);
kept.below('comment of 500 characters', medianMs(comment, 200), 1, 'ms');
const slowest = hostile
  .map((text) => ({ text, ms: medianMs(text, 5) }))
  .sort((a, b) => b.ms - a.ms);
for (const { text, ms } of slowest.slice(0, 5))
  kept.below(`12,000 characters of ${JSON.stringify(text.slice(0, 12))}`, ms, 50, 'ms');
kept.close();
