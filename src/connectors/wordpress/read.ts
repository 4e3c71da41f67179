import { z } from 'zod';
import type { CommentEvent, ConnectorEvent, UnknownEvent } from '#ports/connector.ts';
import { parseJson } from '../json.ts';
import { plainText } from './plain-text.ts';

const id = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);

/** A comment as `GET /wp/v2/comments?context=edit` shows it (WordPress 6.1 to 6.8). */
const restComment = z.object({
  id,
  post: id.optional(),
  parent: id.optional(),
  /** 0 for a visitor who is not logged in. */
  author: id.optional(),
  author_name: z.string().optional(),
  author_email: z.string().optional(),
  /** UTC, yet without Z. */
  date_gmt: z.string().optional(),
  content: z.object({ raw: z.string().optional(), rendered: z.string().optional() }),
  link: z.string().optional(),
  status: z.string(),
  type: z.string(),
  /** Told by our must-use plugin: written by a user who may moderate comments. */
  kvorum_official: z.boolean().optional(),
});

/** What is asked of a comment: its author's address and browser are not the desk's to know. */
export const COMMENT_FIELDS = Object.keys(restComment.shape).join(',');

/** Whether a comment is the town's own: by its author's WordPress user id. */
export type IsOfficial = (userId: string) => boolean;

/** One comment of the REST interface; total. */
export function readComment(json: unknown, isOfficial: IsOfficial): CommentEvent | UnknownEvent {
  const result = restComment.safeParse(json);
  if (!result.success) return { type: 'unknown', kind: 'comment of an unknown shape' };
  const comment = result.data;
  // Pingbacks and what shops and other plugins keep among the comments.
  if (comment.type !== 'comment') return { type: 'unknown', kind: comment.type.slice(0, 200) };
  const { text, media } = plainText(comment.content.raw ?? comment.content.rendered ?? '');
  const user = comment.author === '0' ? undefined : comment.author;
  return {
    type: 'comment',
    externalId: comment.id,
    occurredAtMs: utcMs(comment.date_gmt),
    ...(comment.parent && comment.parent !== '0' ? { parentExternalId: comment.parent } : {}),
    ...(comment.post && comment.post !== '0' ? { rootExternalId: rootOf(comment.post) } : {}),
    author: {
      ...(user ? { externalId: user } : {}),
      ...(comment.author_name ? { name: comment.author_name } : {}),
      ...(comment.author_email ? { email: comment.author_email } : {}),
    },
    self: comment.kvorum_official === true || (user !== undefined && isOfficial(user)),
    visibility: 'public',
    text,
    media,
    ...(comment.link ? { url: comment.link } : {}),
    // `hold`, `spam`, `trash` and `post-trashed` are all kept from the public and can come back.
    presence: comment.status === 'approved' ? 'shown' : 'hidden',
  };
}

/** Posts and comments are numbered apart, and both are external ids of this channel. */
const rootOf = (post: string): string => `post:${post}`;

/** The id of the post from a comment's root. */
export const postOf = (root: string | undefined): string | undefined =>
  root?.startsWith('post:') ? root.slice('post:'.length) : undefined;

function utcMs(date: string | undefined): number | null {
  const ms = date ? Date.parse(`${date.replace(/Z$/, '')}Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

const push = z.discriminatedUnion('type', [
  z.object({ type: z.literal('comment.changed'), data: z.unknown() }),
  z.object({
    type: z.literal('comment.deleted'),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    data: z.object({ id }),
  }),
]);

/** What the must-use plugin sends (examples/wordpress/kvorum.php); total. */
export function readPush(body: Uint8Array, isOfficial: IsOfficial): ConnectorEvent[] {
  const parsed = parseJson(body);
  if (!parsed.ok) return [{ type: 'unknown', kind: parsed.why }];
  const result = push.safeParse(parsed.value);
  if (!result.success) return [{ type: 'unknown', kind: kindOf(parsed.value) }];
  const event = result.data;
  switch (event.type) {
    case 'comment.changed':
      return [readComment(event.data, isOfficial)];
    case 'comment.deleted':
      return [
        {
          type: 'gone',
          externalId: event.data.id,
          occurredAtMs: event.timestamp ? Date.parse(event.timestamp) : null,
          // Visitors cannot delete comments in WordPress.
          by: 'moderator',
        },
      ];
  }
}

function kindOf(value: unknown): string {
  const named = z.object({ type: z.string() }).safeParse(value);
  return named.success ? named.data.type.slice(0, 200) : 'event without type';
}
