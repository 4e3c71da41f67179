/**
 * What kind of thing a citizen's text is. It decides whether a clock runs (design §6; Ringebu
 * "Representing", Ludvika "Svara snabbt", Malmö "Hur").
 */
export const CLASSES = [
  'question',
  'error-of-fact',
  'negative',
  'praise',
  'neutral',
  'citizen-to-citizen',
  'political',
  'own-matter',
  'message',
  'unlawful',
] as const;

export type ItemClass = (typeof CLASSES)[number];

/** Which of the channel's targets an item's clock runs against; null: no answer is owed. */
export type ClockKind = 'answer' | 'removal' | null;

export function clockOf(itemClass: ItemClass): ClockKind {
  switch (itemClass) {
    case 'question':
    case 'error-of-fact':
    case 'negative':
    case 'political':
    case 'own-matter':
    case 'message':
      return 'answer';
    case 'unlawful':
      return 'removal';
    case 'praise':
    case 'neutral':
    case 'citizen-to-citizen':
      return null;
  }
}
