import type {
  Capabilities,
  Capability,
  Connector,
  FetchedItem,
  ItemRef,
} from '#ports/connector.ts';
import { signatureVerifier } from '../signature.ts';
import { rememberedAccount } from './account.ts';
import { act, findOwn } from './act.ts';
import { UnexpectedAnswerError, wordpressClient } from './client.ts';
import type { WordpressConnection } from './connection.ts';
import { health } from './health.ts';
import { errorOf } from './outcome.ts';
import { pullComments } from './pull.ts';
import { COMMENT_FIELDS, readComment, readPush } from './read.ts';

export interface WordpressOptions {
  readonly connection: Pick<WordpressConnection, 'url' | 'user' | 'officialUserIds' | 'windowDays'>;
  /** The application password of `connection.user`. */
  readonly password: string;
  /** Of the must-use plugin; none where it is not installed, two while one is being replaced. */
  readonly hookSecrets: readonly string[];
}

/** Talks to a WordPress blog by its REST interface, and takes what its must-use plugin pushes. */
export function wordpressConnector(options: WordpressOptions): Connector {
  const { connection, hookSecrets } = options;
  const client = wordpressClient({ ...connection, password: options.password });
  const account = rememberedAccount(client);
  const acting = { client, account, url: connection.url };
  const pushes = hookSecrets.length > 0;
  const officials = new Set(connection.officialUserIds.map(String));
  const isOfficial = (userId: string) => officials.has(userId);

  const withOwn = async (signal: AbortSignal) => {
    const { id } = await account(signal);
    return (userId: string) => userId === id || isOfficial(userId);
  };

  return {
    platform: 'wordpress',
    capabilities: async () => ({ ...CAPABILITIES, ingest: pushes ? ['push', 'pull'] : ['pull'] }),
    ...(pushes ? { verify: signatureVerifier(hookSecrets) } : {}),
    // The plugin tells of each comment whether an official wrote it, the desk's account included.
    parse: (body) => readPush(body, isOfficial),
    async *pull(cursor, signal) {
      const isOwn = await withOwn(signal);
      const needs = { client, windowDays: connection.windowDays, nowMs: Date.now() };
      yield* pullComments(needs, (json) => readComment(json, isOwn), cursor, signal);
    },
    fetchItem: async (ref, signal) => fetchComment(ref, signal),
    act: (action, signal) => act(acting, action, signal),
    findOwn: (action, signal) => findOwn(acting, action, signal),
    health: (signal) => health({ client, nowMs: Date.now, expectsPush: pushes }, signal),
  };

  async function fetchComment(ref: ItemRef, signal: AbortSignal): Promise<FetchedItem> {
    const route = `/wp/v2/comments/${encodeURIComponent(ref.externalId)}`;
    const query = { context: 'edit', _fields: COMMENT_FIELDS };
    const answer = await client.get(route, query, signal);
    const { code, message } = errorOf(answer);
    if (answer.status === 404 && code === 'rest_comment_invalid_id') return 'gone';
    if (answer.status === 401 || answer.status === 403) return 'forbidden';
    const event = answer.status === 200 ? readComment(answer.json, await withOwn(signal)) : null;
    if (event?.type === 'comment') return event;
    throw new UnexpectedAnswerError(
      `WordPress answered ${answer.status} (${code}) for a comment: ${message}`,
    );
  }
}

const byApi: Capability = {
  how: 'api',
  reversible: true,
  effect: 'public',
  needs: ['moderate_comments'],
};

const CAPABILITIES: Omit<Capabilities, 'ingest'> = {
  reply: byApi,
  hide: { ...byApi, note: 'The comment waits for moderation.' },
  unhide: { ...byApi, note: 'The comment is approved.' },
  remove: {
    ...byApi,
    note: 'Into the trash. WordPress erases it after 30 days (EMPTY_TRASH_DAYS): then it is final.',
  },
  block: {
    how: 'manual',
    reversible: true,
    effect: 'public',
    duration: 'scheduled',
    needs: ['manage_options'],
    note: 'WordPress has no interface for it: Settings, Discussion, Disallowed Comment Keys.',
  },
  unblock: {
    how: 'manual',
    reversible: true,
    effect: 'public',
    needs: ['manage_options'],
    note: 'Settings, Discussion, Disallowed Comment Keys.',
  },
  notifyAuthor: {
    how: 'manual',
    reversible: false,
    needs: [],
    note: "By e-mail to the address the author gave, which nobody has checked to be the author's.",
  },
  detectsEdit: true,
  detectsDeletion: true,
  privateMessages: false,
};
