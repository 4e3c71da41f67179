import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { wordpressConnection } from '#connectors/wordpress/connection.ts';
import { wordpressConnector } from '#connectors/wordpress/connector.ts';
import { asHtml, plainText } from '#connectors/wordpress/plain-text.ts';
import type { Connector } from '#ports/connector.ts';
import { actionOf } from './connector-suite.ts';
import { scripted } from './replay.ts';

// What a real WordPress does not do on command: break, hang, be behind a proxy.

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let close = async () => {};
afterEach(() => close());

/** A blog whose writes are answered as told; reads find an approved comment. */
async function blogThat(write: Answer, own: object[] = []): Promise<Connector> {
  const server = await scripted((request, response) => {
    const route = new URL(request.url ?? '', 'http://x').searchParams.get('rest_route') ?? '';
    if (request.method !== 'GET') return write(request, response);
    if (route === '/wp/v2/users/me')
      return json(200, { id: 2, capabilities: {} })(request, response);
    if (route === '/wp/v2/comments') return json(200, own)(request, response);
    json(200, { id: 7, post: 1, status: 'approved' })(request, response);
  });
  close = server.close;
  return connectorFor(server.url);
}

const connectorFor = (url: string) =>
  wordpressConnector({
    connection: { url, user: 'desk', officialUserIds: [], windowDays: 14 },
    password: 'x',
    hookSecrets: [],
  });

const json =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

const html =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Hm</h1>');
  };

const reply = actionOf('reply', { externalId: '7' });
const answerTo = async (write: Answer, own: object[] = []) =>
  (await blogThat(write, own)).act(reply, AbortSignal.timeout(5000));

test.each<[string, Answer, object]>([
  ['429 with Retry-After', html(429, { 'retry-after': '7' }), { kind: 'retry', afterMs: 7000 }],
  ['429 without', json(429, { code: 'comment_flood' }), { kind: 'retry', afterMs: 15_000 }],
  ['503 for maintenance', html(503, { 'retry-after': '600' }), { kind: 'retry', afterMs: 600_000 }],
  ['503 of a proxy that lost the answer', html(503), { kind: 'ambiguous' }],
  ['502', html(502), { kind: 'ambiguous' }],
  ['500 with a broken page', html(500), { kind: 'ambiguous' }],
  ['200 with the page of a firewall', html(200), { kind: 'ambiguous' }],
  ['301', html(301, { location: 'https://new.example/' }), { kind: 'refused', code: 'moved' }],
  ['401', json(401, { code: 'rest_not_logged_in' }), { kind: 'refused', code: 'credentials' }],
  [
    '403 of a closed post',
    json(403, { code: 'rest_comment_closed', message: 'Closed.' }),
    { kind: 'refused', code: 'rest_comment_closed', message: expect.stringContaining('Closed.') },
  ],
  [
    '400 for a text too long',
    json(400, { code: 'comment_content_column_length', message: 'Too long.' }),
    { kind: 'refused', code: 'comment_content_column_length', message: 'Too long.' },
  ],
  [
    'a reply held for moderation',
    json(201, { id: 9, status: 'hold' }),
    { kind: 'manual', how: expect.stringContaining('wp-admin/comment.php?action=editcomment&c=9') },
  ],
  [
    '409 for a text that is not ours',
    json(409, { code: 'comment_duplicate', message: 'Duplicate.' }),
    { kind: 'refused', code: 'comment_duplicate' },
  ],
])('a reply answered by %s', async (_name, write, outcome) => {
  expect(await answerTo(write)).toMatchObject(outcome);
});

test('409 for a text that is ours is already', async () => {
  const own = {
    id: 9,
    status: 'approved',
    content: { raw: 'Måndag  kl.\r\n10.' },
    link: 'https://b/9',
  };
  const outcome = await answerTo(json(409, { code: 'comment_duplicate' }), [own]);
  expect(outcome).toEqual({ kind: 'already', externalId: '9', url: 'https://b/9' });
});

test('an answer that never comes is ambiguous: it may be written', async () => {
  const blog = await blogThat(() => {});
  const outcome = await blog.act(reply, AbortSignal.timeout(300));
  expect(outcome).toMatchObject({ kind: 'ambiguous', message: expect.stringContaining('in time') });
});

test('a connection that breaks after the request is ambiguous', async () => {
  const outcome = await answerTo((request) => request.socket.destroy());
  expect(outcome.kind).toBe('ambiguous');
});

test('a connection that is never made is a retry: nothing can have happened', async () => {
  const server = await scripted(() => {});
  await server.close();
  const blog = connectorFor(server.url);
  for (const verb of ['reply', 'hide', 'remove'] as const) {
    const outcome = await blog.act(actionOf(verb, { externalId: '7' }), AbortSignal.timeout(5000));
    expect(outcome).toMatchObject({ kind: 'retry', message: expect.stringContaining('ECONN') });
  }
  expect(await blog.health(AbortSignal.timeout(5000))).toMatchObject([
    { check: 'reach', ok: false },
  ]);
});

test('a blog without a trash refuses removal instead of erasing', async () => {
  const blog = await blogThat(json(501, { code: 'rest_trash_not_supported' }));
  const outcome = await blog.act(
    actionOf('remove', { externalId: '7' }),
    AbortSignal.timeout(5000),
  );
  expect(outcome).toMatchObject({ kind: 'refused', code: 'rest_trash_not_supported' });
});

test('the password is never sent on to another host', async () => {
  const seen: string[] = [];
  const other = await scripted((request, response) => {
    seen.push(request.headers.authorization ?? 'none');
    response.end('{}');
  });
  const blog = await blogThat(html(307, { location: other.url }));
  expect(await blog.act(reply, AbortSignal.timeout(5000))).toMatchObject({ code: 'moved' });
  await other.close();
  expect(seen).toEqual([]);
});

test('health: another address, no WordPress, a clock that is wrong', async () => {
  const healthOf = async (answer: Answer) => {
    const server = await scripted(answer);
    const findings = await connectorFor(server.url).health(AbortSignal.timeout(5000));
    await server.close();
    return findings;
  };
  const moved = await healthOf(html(301, { location: 'https://www.blog.example/' }));
  expect(moved).toMatchObject([
    { ok: false, message: expect.stringContaining('www.blog.example') },
  ]);
  expect(await healthOf(html(200))).toMatchObject([{ check: 'reach', ok: false }]);
  const late = new Date(Date.now() - 600_000).toUTCString();
  const skewed = await healthOf(json(200, { name: 'B', namespaces: [] }, { date: late }));
  expect(skewed.find(({ check }) => check === 'clock-skew')).toMatchObject({
    ok: false,
    message: expect.stringMatching(/(599|600|601) s apart/),
  });
});

test('what is written as text is read as the same text', () => {
  const text = fc.string({ unit: 'grapheme' }).map((s) => s.trim());
  fc.assert(
    fc.property(text, (written) => {
      const html = asHtml(written);
      expect(html).not.toMatch(/[<>"']/);
      expect(plainText(html)).toEqual({ text: written, media: [] });
    }),
  );
});

test('the text of any HTML is found without fault, and images are kept', () => {
  fc.assert(fc.property(fc.string(), (html) => void plainText(html)));
  expect(plainText('<p>ett</p><p>två<br>tre</p><script>x()</script>')).toEqual({
    text: 'ett\ntvå\ntre',
    media: [],
  });
  expect(
    plainText(
      '<a href="https://a.example">https://a.example</a> <img src="https://b/c.png" alt="d">',
    ),
  ).toEqual({
    text: 'https://a.example',
    media: [{ url: 'https://b/c.png', alt: 'd' }],
  });
});

test('the town file: https but on loopback, defaults, no half groups', () => {
  const base = { url: 'https://blog.example/nyheter/', user: 'desk', passwordEnv: 'BLOG_PASSWORD' };
  expect(wordpressConnection.parse(base)).toEqual({
    ...base,
    url: 'https://blog.example/nyheter',
    officialUserIds: [],
    windowDays: 14,
  });
  const fails = (changes: object) =>
    !wordpressConnection.safeParse({ ...base, ...changes }).success;
  expect(fails({ url: 'http://127.0.0.1:8081' })).toBe(false);
  expect(fails({ url: 'http://blog.example' })).toBe(true);
  expect(fails({ url: 'ftp://blog.example' })).toBe(true);
  expect(fails({ passwordEnv: 'abcd efgh ijkl' })).toBe(true);
  expect(fails({ previousHookSecretEnv: 'OLD' })).toBe(true);
  expect(fails({ pasword: 'x' })).toBe(true);
});

test('the example in docs/wordpress.md is a connection', () => {
  const docs = readFileSync(new URL('../../docs/wordpress.md', import.meta.url), 'utf8');
  const example = /```yaml\n(.*?)```/s.exec(docs)?.[1] ?? '';
  expect(wordpressConnection.parse(parse(example).connection).user).toBe('desk');
});
