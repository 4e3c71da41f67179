import type { Letter } from '#domain/items/letter.ts';
import type { Locale } from '#domain/locale.ts';
import { en, type LetterTexts } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Locale, LetterTexts>> = { en, sv, nb, uk };

/** What is mailed with a referred or forwarded item, and what the resident is told in public. */
export function letterTexts(locale: Locale): LetterTexts {
  return TEXTS[locale];
}

/** What a letter about an item has to say (Härjedalen 4.1: sender, time, link and content). */
export interface LetterFacts {
  readonly kind: Letter['kind'];
  readonly reference: string;
  readonly sender: string;
  readonly written: string;
  readonly received: string;
  readonly channel: string;
  readonly url?: string;
  readonly content: string;
  readonly note?: string;
  readonly by: { readonly name: string; readonly unit: string };
  readonly town: string;
}

/** The mail in plain text: who, when, where and what, so that it can be registered as it is. */
export function letterOf(locale: Locale, facts: LetterFacts): { subject: string; text: string } {
  const t = letterTexts(locale);
  const lines = [
    [t.reference, facts.reference],
    [t.sender, facts.sender],
    [t.time, facts.written],
    [t.received, facts.received],
    [t.channel, facts.channel],
    [t.link, facts.url ?? t.noLink],
  ].map(([label, value]) => `${label}: ${value}`);
  const parts = [
    t.opening[facts.kind],
    lines.join('\n'),
    `${t.content}:\n${facts.content.replaceAll(/^/gm, '> ')}`,
    ...(facts.note ? [`${t.note}:\n${facts.note}`] : []),
    t.regards(facts.by.name, facts.by.unit, facts.town),
  ];
  return {
    subject: t.subject[facts.kind](facts.reference, facts.channel),
    text: parts.join('\n\n'),
  };
}
