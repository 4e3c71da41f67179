import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** A comment as WordPress's REST interface shows it with `context=edit`. */
export interface BlogComment {
  readonly id: number;
  readonly post: number;
  readonly parent: number;
  readonly author: number;
  readonly author_name: string;
  readonly date_gmt: string;
  readonly content: { readonly raw: string; readonly rendered: string };
  readonly link: string;
  readonly status: 'approved';
  readonly type: 'comment';
}

/**
 * The comments of a blog, as much of WordPress as the desk asks for, and a worse witness than a real
 * one: it takes its time before and after it writes a comment down, sometimes says nothing after it
 * has, and accepts the same text twice, which WordPress itself would not.
 */
export interface Blog extends AsyncDisposable {
  readonly url: string;
  /** Everything that was written, oldest first. */
  readonly comments: readonly BlogComment[];
  /** A visitor writes. */
  write(text: string, name: string): BlogComment;
  /** How often it went silent after having written an answer down. */
  readonly silences: () => number;
}

/** The desk's own account there. */
export const DESK_USER = 7;

const POST = 1;
const DELAY_MAX_MS = 300;
const SILENT = 0.1;
const BUSY = 0.05;

export async function openBlog(
  random: Chance,
  written: (comment: BlogComment) => void,
): Promise<Blog> {
  const comments: BlogComment[] = [];
  let silences = 0;
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function add(comment: Pick<BlogComment, 'parent' | 'author' | 'author_name'>, raw: string) {
    const id = comments.length + 1;
    const added: BlogComment = {
      id,
      post: POST,
      ...comment,
      date_gmt: new Date().toISOString().slice(0, 19),
      content: { raw, rendered: raw },
      link: `${url}/?p=${POST}#comment-${id}`,
      status: 'approved',
      type: 'comment',
    };
    comments.push(added);
    return added;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '/', url).searchParams;
    const route = query.get('rest_route') ?? '';
    const one = /^\/wp\/v2\/comments\/(\d+)$/.exec(route)?.[1];
    await sleep(random.upTo(DELAY_MAX_MS / 4));
    if (request.method === 'POST' && route === '/wp/v2/comments') return reply(request, response);
    if (route === '/wp/v2/users/me')
      return json(response, 200, { id: DESK_USER, capabilities: { moderate_comments: true } });
    if (route === '/wp/v2/comments') return list(query, response);
    const found = comments[Number(one) - 1];
    if (found) return json(response, 200, found);
    json(response, 404, { code: 'rest_comment_invalid_id', message: 'Invalid comment ID.' });
  }

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { parent, content } = JSON.parse(body) as { parent: number; content: string };
    await sleep(random.upTo(DELAY_MAX_MS));
    if (random.happens(BUSY)) return json(response, 503, { code: 'busy', message: 'Busy.' });
    const added = add({ parent, author: DESK_USER, author_name: 'The town' }, content);
    written(added);
    await sleep(random.upTo(DELAY_MAX_MS));
    if (random.happens(SILENT)) {
      silences += 1;
      response.destroy();
      return;
    }
    json(response, 201, added);
  }

  function list(query: URLSearchParams, response: ServerResponse): void {
    const wanted = (name: 'parent' | 'author', comment: BlogComment) =>
      !query.has(name) || query.get(name) === String(comment[name]);
    const found = comments.filter(
      (comment) =>
        !['spam', 'trash'].includes(query.get('status') ?? 'all') &&
        wanted('parent', comment) &&
        wanted('author', comment) &&
        Date.parse(`${comment.date_gmt}Z`) >= Date.parse(query.get('after') ?? '1970-01-01'),
    );
    if (query.get('order') === 'desc') found.reverse();
    const offset = Number(query.get('offset') ?? 0);
    const page = found.slice(offset, offset + Number(query.get('per_page') ?? 10));
    response.setHeader('x-wp-total', found.length);
    json(response, 200, page);
  }

  return {
    url,
    comments,
    write: (text, name) => add({ parent: 0, author: 0, author_name: name }, text),
    silences: () => silences,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
