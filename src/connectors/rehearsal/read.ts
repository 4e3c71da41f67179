import type { Locale } from '#domain/locale.ts';
import type { CommentEvent, ConnectorEvent } from '#ports/connector.ts';
import { en } from './week/en.ts';
import { nb } from './week/nb.ts';
import type { Scene } from './week/scene.ts';
import { sv } from './week/sv.ts';
import { uk } from './week/uk.ts';

export interface Page {
  readonly locale: Locale;
  readonly url: string;
}

const WEEK: Readonly<Record<Locale, readonly Scene[]>> = { en, nb, sv, uk };

const MINUTE_MS = 60_000;

/** What happens on the page after `fromMs` up to and with `untilMs`, oldest first. */
export function eventsBetween(
  page: Page,
  startMs: number,
  fromMs: number,
  untilMs: number,
): ConnectorEvent[] {
  return WEEK[page.locale]
    .map((scene) => ({ scene, atMs: startMs + scene.minutes * MINUTE_MS }))
    .filter(({ atMs }) => atMs > fromMs && atMs <= untilMs)
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ scene, atMs }) => eventOf(page, scene, atMs));
}

/** A comment of the week as the page shows it, or null when nobody wrote it. */
export function commentOf(page: Page, externalId: string, hidden: boolean): CommentEvent | null {
  const scene = WEEK[page.locale].find((s) => s.id === externalId && 'says' in s);
  if (!scene) return null;
  const event = eventOf(page, scene, null);
  return event.type === 'comment' ? { ...event, presence: hidden ? 'hidden' : 'shown' } : null;
}

/** A reply that the desk put on the page, as a pull shows it. */
export function ownReply(
  page: Page,
  reply: { externalId: string; to: string; text: string; atMs: number },
): CommentEvent {
  return comment(page, reply.externalId, reply.atMs, {
    text: reply.text,
    to: reply.to,
    self: true,
    who: 'Kvorum',
  });
}

function eventOf(page: Page, scene: Scene, atMs: number | null): ConnectorEvent {
  if ('deleted' in scene)
    return { type: 'gone', externalId: scene.id, occurredAtMs: atMs, by: 'author' };
  if ('editedTo' in scene) {
    const first = WEEK[page.locale].find((s) => s.id === scene.id && 'says' in s);
    const who = first && 'who' in first ? first.who : scene.id;
    return comment(page, scene.id, atMs, { text: scene.editedTo, self: false, who });
  }
  if ('townSays' in scene)
    return comment(page, scene.id, atMs, {
      text: scene.townSays,
      to: scene.to,
      self: true,
      who: page.url,
    });
  return comment(page, scene.id, atMs, {
    text: scene.says,
    self: false,
    who: scene.who,
    ...(scene.to && { to: scene.to }),
  });
}

function comment(
  page: Page,
  externalId: string,
  occurredAtMs: number | null,
  said: { text: string; self: boolean; who: string; to?: string },
): CommentEvent {
  return {
    type: 'comment',
    externalId,
    occurredAtMs,
    ...(said.to && { parentExternalId: said.to }),
    author: { externalId: said.who, name: said.who },
    self: said.self,
    visibility: 'public',
    text: said.text,
    media: [],
    url: `${page.url}#${externalId}`,
    presence: 'shown',
  };
}
