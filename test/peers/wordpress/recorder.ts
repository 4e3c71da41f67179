import { createServer, type IncomingMessage } from 'node:http';
import type { Exchange } from '../../contract/replay.ts';
import { keyOf, listening } from '../../contract/replay.ts';

/** A proxy before a WordPress that keeps what was asked and answered, the blog's address left out. */
export async function startRecorder(target: string) {
  const exchanges: Exchange[] = [];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'GET',
      redirect: 'manual',
      headers: headersOf(request),
      ...(body ? { body } : {}),
    });
    const text = await answer.text();
    const location = answer.headers.get('location');
    const total = answer.headers.get('x-wp-total');
    exchanges.push({
      key: keyOf(request, body),
      status: answer.status,
      headers: {
        ...(location ? { location: placeless(location, target) } : {}),
        ...(total ? { 'x-wp-total': total } : {}),
      },
      // The page after a comment is of no interest, and long.
      body: text.startsWith('{') || text.startsWith('[') ? placeless(text, target) : '',
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'text/html',
      ...(location ? { location } : {}),
      ...(total ? { 'x-wp-total': total } : {}),
    });
    response.end(text);
  });
  return { ...(await listening(server)), exchanges };
}

/** JSON of PHP writes slashes with a backslash. */
const placeless = (text: string, target: string): string =>
  text.replaceAll(target, '{{url}}').replaceAll(target.replaceAll('/', '\\/'), '{{url}}');

const headersOf = (request: IncomingMessage): Record<string, string> => ({
  ...(request.headers.authorization ? { authorization: request.headers.authorization } : {}),
  'content-type': request.headers['content-type'] ?? 'application/octet-stream',
});

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
}
