import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

/** A request as a stranger, or a system that signs but has gone mad, may send it. */
export interface HostileRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What the requests need to get past the door, where they shall. */
export interface Keys {
  readonly origin: string;
  /** Signing secret by channel. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of somebody who is signed in: a mad browser is a stranger, too. */
  readonly session: string;
  readonly department: string;
  /** A form token that is old enough. */
  readonly formToken: () => string;
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

const NASTY = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  '\\ud800\\u0000',
  '\u202eevil\u2066',
  '__proto__',
  'constructor',
  "'; DROP TABLE item; --",
  '{{7*7}}',
  '%00%0d%0a',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '|||',
  '#1',
  'NaN',
  '1e999',
  '-0',
  '🧑‍🧑‍🧒‍🧒'.repeat(40),
  'ſ'.repeat(3_000),
  `${'a '.repeat(8_000)}?`,
  `http://${'x.'.repeat(200)}example/`,
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
  { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
);

const date = fc.date({
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});

const instant = fc.oneof(
  { weight: 9, arbitrary: date.map((each) => each.toISOString()) },
  fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59+23:59', '2026-02-30T00:00:00Z'),
  text,
);

const whatever = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

const orWhatever = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: whatever });

/** Not too many of them, so that the same comment comes again changed, hidden and gone. */
const id = fc.oneof(fc.integer({ min: 1, max: 1500 }), fc.constantFrom('a', 'b', '-1', '1 '));

const webhookEvent = fc.record(
  {
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constant('comment') },
      { weight: 2, arbitrary: fc.constantFrom('gone', 'report') },
      { weight: 1, arbitrary: whatever },
    ),
    id: orWhatever(id),
    parent: orWhatever(id),
    root: orWhatever(id),
    author: orWhatever(fc.record({ id: orWhatever(id), name: text, handle: text, email: text })),
    text: orWhatever(text),
    url: orWhatever(fc.webUrl()),
    media: orWhatever(fc.array(fc.record({ url: fc.webUrl(), alt: text }), { maxLength: 3 })),
    created_at: orWhatever(instant),
    visibility: orWhatever(fc.constantFrom('public', 'private')),
    self: orWhatever(fc.constantFrom(false, false, false, true)),
    presence: orWhatever(fc.constantFrom('shown', 'hidden')),
    by: orWhatever(fc.constantFrom('author', 'moderator')),
  },
  { requiredKeys: ['type', 'id', 'text'] },
);

const wordpressEvent = fc.record({
  type: orWhatever(fc.constantFrom('comment.changed', 'comment.changed', 'comment.deleted')),
  timestamp: instant,
  data: fc.record(
    {
      id: orWhatever(fc.integer({ min: 1, max: 1500 })),
      post: orWhatever(fc.integer({ min: 1, max: 9 })),
      parent: orWhatever(fc.integer({ min: 0, max: 1500 })),
      author: orWhatever(fc.constantFrom(0, 0, 0, 3)),
      author_name: orWhatever(text),
      date_gmt: orWhatever(instant),
      content: orWhatever(fc.record({ raw: text.map((t) => `<p>${t}</p><img src="${t}">`) })),
      link: orWhatever(fc.webUrl()),
      status: orWhatever(fc.constantFrom('approved', 'hold', 'spam', 'trash')),
      type: orWhatever(fc.constantFrom('comment', 'comment', 'pingback')),
      kvorum_official: orWhatever(fc.constantFrom(false, false, false, true)),
    },
    { requiredKeys: ['id', 'content', 'status', 'type'] },
  ),
});

const deep = fc.integer({ min: 1, max: 20_000 }).map((n) => '['.repeat(n));

/** By channel: events in its own format, and some that are anybody's. */
const events = {
  bridge: fc.oneof(
    { weight: 8, arbitrary: webhookEvent.map((event) => JSON.stringify(event)) },
    fc.array(webhookEvent, { maxLength: 5 }).map((several) => JSON.stringify({ events: several })),
  ),
  blog: wordpressEvent.map((event) => JSON.stringify(event)),
};

const json = fc.oneof(
  { weight: 5, arbitrary: events.bridge },
  { weight: 5, arbitrary: events.blog },
  fc.json({ maxDepth: 4 }),
);

const rubbish = fc.oneof(
  text.map(utf8),
  deep.map(utf8),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
);

/** What HTTP lets through in a header at all. */
const headerText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...' !"#,;=v1.|/+ÿ{}0aZ'), maxLength: 60 }),
  fc.constantFrom('', 'v1,', 'v1,AAAA', '-1', '99999999999999', 'NaN', 'ÿ'),
);

const channelPath = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('/hooks/bridge', '/hooks/blog') },
  { weight: 1, arbitrary: text.map((t) => `/hooks/${encodeURIComponent(t.toWellFormed())}`) },
);

/** Unsigned, badly signed, or signed for another body: nothing of it may stay. */
const strangersDelivery: fc.Arbitrary<HostileRequest> = fc.record({
  path: channelPath,
  headers: fc.dictionary(
    fc.constantFrom(
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'content-type',
      'cookie',
    ),
    headerText,
  ),
  body: fc.oneof(rubbish, json.map(utf8)),
});

/** Signed as it should be, whatever it says. */
function signedDelivery({ secrets }: Keys): fc.Arbitrary<HostileRequest> {
  const of = (name: keyof typeof events) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof({ weight: 8, arbitrary: events[name].map(utf8) }, json.map(utf8), rubbish),
      fc.nat({ max: 1_000_000 }),
    );
  return fc.oneof(of('bridge'), of('blog')).map(([name, bytes, n]) => {
    const key = `${n}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`;
    const now = new Date();
    const content = Buffer.from(bytes).toString();
    return {
      path: `/hooks/${name}`,
      headers: {
        'webhook-id': key,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secrets[name] ?? '').sign(key, now, content),
      },
      body: bytes,
    };
  });
}

const urlencoded = (fields: Readonly<Record<string, string>>) =>
  utf8(
    new URLSearchParams(Object.entries(fields).map(([k, v]) => [k, v.toWellFormed()])).toString(),
  );

const BOUNDARY = 'x-boundary';

function multipart(fields: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return utf8(`${parts.join('')}--${BOUNDARY}--\r\n`);
}

/** Fields as a browser sends them, in either coding, sometimes in neither. */
function posted(
  path: fc.Arbitrary<string>,
  fields: fc.Arbitrary<Readonly<Record<string, string>>>,
  headers: Readonly<Record<string, string>>,
): fc.Arbitrary<HostileRequest> {
  const coded = fc.oneof(
    {
      weight: 6,
      arbitrary: fields.map((f) => ['application/x-www-form-urlencoded', urlencoded(f)] as const),
    },
    {
      weight: 2,
      arbitrary: fields.map(
        (f) => [`multipart/form-data; boundary=${BOUNDARY}`, multipart(f)] as const,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom(
          'multipart/form-data',
          `multipart/form-data; boundary=${BOUNDARY}`,
          'application/x-www-form-urlencoded',
          'application/json',
          'text/plain',
        ),
        rubbish,
      ),
    },
  );
  return fc.tuple(path, coded, fc.boolean()).map(([to, [type, body], fragment]) => ({
    path: to,
    headers: { ...headers, 'content-type': type, ...(fragment && { 'hx-request': 'true' }) },
    body,
  }));
}

function reportPost({ origin, department, formToken }: Keys): fc.Arbitrary<HostileRequest> {
  const fields = fc.record(
    {
      token: fc.oneof(fc.constant(null).map(formToken), text),
      kind: fc.oneof(fc.constantFrom('comment', 'contact'), text),
      link: fc.oneof(fc.webUrl(), text),
      text,
      email: fc.oneof(fc.emailAddress(), text),
      altcha: fc.oneof(
        text,
        fc.json({ maxDepth: 3 }).map((j) => Buffer.from(j).toString('base64')),
        fc.constant(
          Buffer.from(
            '{"challenge":{"parameters":{"nonce":"zz","cost":1e99},"signature":"0"},"solution":{"counter":-1,"derivedKey":"g"}}',
          ).toString('base64'),
        ),
      ),
      website: text,
      extra: text,
    },
    { requiredKeys: ['token', 'text'] },
  );
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.constant(`/report/${department}`) },
    { weight: 1, arbitrary: text.map((t) => `/report/${encodeURIComponent(t.toWellFormed())}`) },
  );
  return posted(path, fields, { origin });
}

/** The cookie's own forgery protection, so that the fields behind it are reached. */
const csrfOf = (session: string) =>
  createHash('sha256').update(`csrf ${session}`).digest('base64url');

const verb = fc.constantFrom(
  'take',
  'release',
  'reply',
  'refer',
  'forward',
  'no-answer',
  'class',
  'snooze',
  'show',
  'why',
  'history',
  'queue',
  'find',
  'next',
  'help',
  'again',
  'done',
  'settle',
);

const number = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(String),
  fc.constantFrom('99999999999', '-1', '1:2', '1e3', 'NaN'),
  text,
);

const values = fc.dictionary(
  fc.constantFrom(
    'text',
    'words',
    'kind',
    'to',
    'note',
    'reason',
    'class',
    'until',
    'item',
    'answer',
    'x',
  ),
  fc.oneof(text, fc.constantFrom('registry', 'other-authority', 'question', 'own', 'template')),
);

const commandLine = fc.tuple(fc.oneof(verb, text), number, text).map((words) => words.join(' '));

function deskPost({ origin, session }: Keys): fc.Arbitrary<HostileRequest> {
  const csrf = fc.oneof(
    { weight: 8, arbitrary: fc.constant(csrfOf(session)) },
    { weight: 1, arbitrary: text },
  );
  const action = fc.tuple(verb, number, number).map((token) => token.join('|'));
  const fields = fc.oneof(
    fc.record({ csrf, key: text, do: fc.oneof(action, text), back: text }),
    fc.record({ csrf, key: text, text: commandLine, back: text }),
    fc
      .tuple(csrf, verb, number, number, fc.constantFrom('1', '', 'x'), values)
      .map(([own, fill, ref, rev, preview, given]) => ({
        csrf: own,
        fill,
        ref,
        rev,
        preview,
        ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`f.${name}`, value])),
      })),
    fc.record({ csrf, person: text, colours: text, back: text }),
  );
  const path = fc.constantFrom(
    '/desk/ask',
    '/desk/ask',
    '/desk/command',
    '/desk/act-as',
    '/desk/colours',
  );
  return posted(path, fields, { origin, cookie: `kvorum-desk=${session}` });
}

function terminalPost({ session }: Keys): fc.Arbitrary<HostileRequest> {
  const key = fc.oneof(fc.uuid(), text);
  const rev = fc.oneof(fc.nat({ max: 30 }), whatever);
  const ask = fc.oneof(
    fc.record({ kind: fc.constant('command'), key, text: commandLine }),
    fc.record({ kind: fc.constant('action'), key, verb, ref: number, rev }),
    fc.record({ kind: fc.constant('formSubmit'), key, form: verb, ref: number, rev, values }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const bearer = fc.oneof(
    { weight: 6, arbitrary: fc.constant(`Bearer ${session}`) },
    { weight: 1, arbitrary: headerText },
  );
  const path = fc.constantFrom('/api/ask', '/api/ask', '/api/session', '/api/operator/link');
  const body = fc.oneof(
    { weight: 8, arbitrary: ask.map((each) => utf8(JSON.stringify(each))) },
    { weight: 1, arbitrary: rubbish },
  );
  return fc.tuple(path, bearer, body).map(([to, authorization, bytes]) => ({
    path: to,
    headers: { authorization, 'content-type': 'application/json' },
    body: bytes,
  }));
}

/** All of it, mixed as it might come: most of it never gets past the door. */
export function hostileRequest(keys: Keys): fc.Arbitrary<HostileRequest> {
  return fc.oneof(
    { weight: 55, arbitrary: strangersDelivery },
    { weight: 5, arbitrary: signedDelivery(keys) },
    { weight: 25, arbitrary: reportPost(keys) },
    { weight: 8, arbitrary: deskPost(keys) },
    { weight: 7, arbitrary: terminalPost(keys) },
  );
}
