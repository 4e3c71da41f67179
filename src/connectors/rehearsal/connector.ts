import { z } from 'zod';
import type { Locale } from '#domain/locale.ts';
import type { Capability, Connector, ConnectorEvent, PlatformAction } from '#ports/connector.ts';
import { type PlatformState, rehearsalPlatform } from './platform.ts';
import { commentOf, eventsBetween, ownReply } from './read.ts';

export interface RehearsalOptions {
  readonly channel: string;
  readonly locale: Locale;
  /** Address the comments seem to stand at. */
  readonly url: string;
  /** File of the make-believe page. */
  readonly stateFile: string;
  readonly now: () => number;
}

const cursorSchema = z.object({ startMs: z.number(), untilMs: z.number() });

const BY_API: Capability = { how: 'api', reversible: true, effect: 'public', needs: [] };

const NONE: Capability = { how: 'none', reversible: false, needs: [] };

/** A make-believe page that plays a week of residents' comments: real in all but the residents. */
export function rehearsalConnector(options: RehearsalOptions): Connector {
  const platform = rehearsalPlatform(options.stateFile);
  const page = { locale: options.locale, url: options.url };
  return {
    platform: 'rehearsal',
    capabilities: async () => ({
      ingest: ['pull'],
      reply: BY_API,
      hide: BY_API,
      unhide: BY_API,
      remove: { ...BY_API, reversible: false },
      block: NONE,
      unblock: NONE,
      notifyAuthor: NONE,
      detectsEdit: true,
      detectsDeletion: true,
      privateMessages: false,
    }),
    parse: () => [{ type: 'unknown', kind: 'push' }],
    async *pull(cursor) {
      const nowMs = options.now();
      const parsed = cursorSchema.safeParse(cursor);
      const { startMs, untilMs } = parsed.data ?? { startMs: nowMs, untilMs: 0 };
      const own = Object.values(platform.read().replies)
        .filter((r) => r.atMs > untilMs && r.atMs <= nowMs)
        .map((r) => ownReply(page, r));
      const events: ConnectorEvent[] = [...eventsBetween(page, startMs, untilMs, nowMs), ...own];
      yield { events, cursor: { startMs, untilMs: nowMs } };
    },
    fetchItem: async ({ externalId }) => {
      const { hidden, removed } = platform.read();
      if (removed.includes(externalId)) return 'gone';
      return commentOf(page, externalId, hidden.includes(externalId)) ?? 'gone';
    },
    act: async (action) => {
      const state = platform.read();
      const done = state.replies[action.key];
      if (done) return { kind: 'already', externalId: done.externalId, url: options.url };
      const after = carriedOut(state, action, `${options.channel}-${action.key}`, options.now());
      if (!after) return { kind: 'already' };
      platform.write(after);
      const reply = after.replies[action.key];
      return { kind: 'applied', ...(reply && { externalId: reply.externalId, url: options.url }) };
    },
    findOwn: async ({ key }) => {
      const reply = platform.read().replies[key];
      return reply ? { externalId: reply.externalId, url: options.url } : null;
    },
    health: async () => [
      { check: 'reach', ok: true, message: 'The rehearsal page is always there.' },
    ],
  };
}

/** The page after an action, or null when it already looks so. */
function carriedOut(
  state: PlatformState,
  action: PlatformAction,
  externalId: string,
  atMs: number,
): PlatformState | null {
  const id = action.item.externalId;
  const without = (ids: readonly string[]) => ids.filter((other) => other !== id);
  switch (action.verb) {
    case 'reply': {
      const reply = { externalId, to: id, text: action.text, atMs };
      return { ...state, replies: { ...state.replies, [action.key]: reply } };
    }
    case 'hide':
      return state.hidden.includes(id) ? null : { ...state, hidden: [...state.hidden, id] };
    case 'unhide':
      return state.hidden.includes(id) ? { ...state, hidden: without(state.hidden) } : null;
    case 'remove':
      return state.removed.includes(id) ? null : { ...state, removed: [...state.removed, id] };
  }
}
