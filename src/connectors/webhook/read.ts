import type { CommentEvent, ConnectorEvent, EventAuthor, MediaRef } from '#ports/connector.ts';
import { parseJson } from '../json.ts';
import { type WebhookEvent, webhookEvent } from './event.ts';

/**
 * The events of a delivery in our own format (docs/webhook.md). Total: what does not fit becomes
 * `unknown`, naming the fields at fault but never their content.
 */
export function readDelivery(body: Uint8Array): ConnectorEvent[] {
  const parsed = parseJson(body);
  if (!parsed.ok) return [{ type: 'unknown', kind: parsed.why }];
  const events = listOf(parsed.value);
  return events.length > 0 ? events.map(readEvent) : [{ type: 'unknown', kind: 'no events' }];
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const events = isRecord(value) && value['events'];
  return Array.isArray(events) ? events : [value];
}

function readEvent(value: unknown): ConnectorEvent {
  const type = isRecord(value) ? value['type'] : undefined;
  if (typeof type !== 'string') return { type: 'unknown', kind: 'event without type' };
  const result = webhookEvent.safeParse(value);
  if (result.success) return eventOf(result.data);
  const fields = new Set(result.error.issues.map((issue) => issue.path.join('.')));
  fields.delete('type');
  const fault = fields.size > 0 ? ` with wrong ${[...fields].join(', ')}` : '';
  return { type: 'unknown', kind: `${type}${fault}`.slice(0, 200) };
}

function eventOf(event: WebhookEvent): ConnectorEvent {
  const occurredAtMs = event.created_at == null ? null : Date.parse(event.created_at);
  const base = { externalId: event.id, occurredAtMs };
  switch (event.type) {
    case 'comment':
      return { ...base, ...commentOf(event) };
    case 'gone':
      return { ...base, type: 'gone', ...(event.by ? { by: event.by } : {}) };
    case 'report':
      return { ...base, type: 'report', text: event.text };
  }
}

function commentOf(
  event: WebhookEvent & { type: 'comment' },
): Omit<CommentEvent, 'externalId' | 'occurredAtMs'> {
  return {
    type: 'comment',
    ...(event.parent ? { parentExternalId: event.parent } : {}),
    ...(event.root ? { rootExternalId: event.root } : {}),
    author: authorOf(event.author ?? {}),
    self: event.self,
    visibility: event.visibility,
    text: event.text,
    media: (event.media ?? []).map(mediaOf),
    ...(event.url ? { url: event.url } : {}),
    presence: event.presence,
  };
}

type Given<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

const authorOf = (
  author: Given<EventAuthor> & { id?: string | null | undefined },
): EventAuthor => ({
  ...(author.id ? { externalId: author.id } : {}),
  ...(author.handle ? { handle: author.handle } : {}),
  ...(author.name ? { name: author.name } : {}),
  ...(author.email ? { email: author.email } : {}),
});

const mediaOf = (media: Given<MediaRef> & { readonly url: string }): MediaRef => ({
  url: media.url,
  ...(media.type ? { type: media.type } : {}),
  ...(media.alt ? { alt: media.alt } : {}),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
