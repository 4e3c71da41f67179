import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { wordpressConnector } from '#connectors/wordpress/connector.ts';
import type { ConnectorEvent } from '#ports/connector.ts';
import { idOf } from '../../contract/connector-suite.ts';
import { scripted } from '../../contract/replay.ts';
import { startWordPress, type WordPress } from './start.ts';

// The must-use plugin in a real WordPress, sending to a desk that is sometimes away.

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PUSHED = new URL('../../fixtures/wordpress/pushed.json', import.meta.url);

interface Delivery {
  readonly key: string;
  readonly json: unknown;
  readonly events: ConnectorEvent[];
}

let blog: WordPress;
let desk: Awaited<ReturnType<typeof scripted>>;
let deliveries: Delivery[] = [];
let status = 204;

const connector = wordpressConnector({
  connection: { url: 'http://127.0.0.1', user: 'desk', officialUserIds: [], windowDays: 14 },
  password: '',
  hookSecrets: [SECRET],
});

beforeAll(async () => {
  desk = await scripted(async (request, response) => {
    deliveries.push(await verified(request));
    response.writeHead(status).end();
  });
  blog = await startWordPress({ hook: { url: desk.url, secret: SECRET } });
  await blog.runPhp('kvorum_push();');
});
afterAll(async () => {
  await blog.stop();
  await desk.close();
});
beforeEach(() => {
  deliveries = [];
  status = 204;
});

/** As the desk takes it: over the raw bytes, by the clock of this moment. */
async function verified(request: IncomingMessage): Promise<Delivery> {
  const body = Buffer.concat(await request.toArray());
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const verdict = connector.verify?.({ headers, body }, Date.now());
  if (!verdict?.ok) throw new Error(`not verified: ${JSON.stringify(verdict)}`);
  return {
    key: verdict.deliveryKey,
    json: JSON.parse(body.toString()),
    events: connector.parse(body),
  };
}

const about = (id: string) =>
  deliveries.filter(({ events }) => events.some((event) => idOf(event) === id));

/** The newest delivery about a comment that the check agrees with. */
async function pushed(id: string, agrees: (event: ConnectorEvent) => boolean = () => true) {
  for (let tries = 0; tries < 200; tries++) {
    const found = about(id).findLast(({ events }) => events.some(agrees));
    if (found) return found;
    await wait(50);
  }
  throw new Error(`nothing was pushed about ${id}: ${JSON.stringify(deliveries)}`);
}

const asModerator = (id: string, method: string, body: object) =>
  fetch(`${blog.url}/wp-json/wp/v2/comments/${id}${method === 'DELETE' ? '?force=true' : ''}`, {
    method,
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${blog.moderator.user}:${blog.moderator.password}`)}`,
    },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });

const shown = (presence: string) => (event: ConnectorEvent) =>
  event.type === 'comment' && event.presence === presence;

test('a comment, its hiding, its edit and its end are each pushed and verified', async () => {
  const id = await blog.addComment({ text: 'När & var?' });
  const first = await pushed(id);
  expect(first.events).toMatchObject([
    { type: 'comment', text: 'När & var?', self: false, presence: 'shown' },
  ]);
  await asModerator(id, 'POST', { status: 'hold' });
  const hidden = await pushed(id, shown('hidden'));
  await asModerator(id, 'POST', { content: 'När?' });
  const edited = await pushed(id, (event) => event.type === 'comment' && event.text === 'När?');
  await asModerator(id, 'DELETE', {});
  const gone = await pushed(id, ({ type }) => type === 'gone');
  expect(gone.events).toMatchObject([{ externalId: id, by: 'moderator' }]);
  if (process.env['KVORUM_RECORD']) {
    const json = [first, hidden, edited, gone].map((delivery) => delivery.json);
    const text = JSON.stringify(json, null, 1).replaceAll(blog.url, 'https://blog.example');
    writeFileSync(PUSHED, `${text}\n`);
  }
});

test('edit_comment also fires when only the status changes: the content is the same', async () => {
  const id = await blog.addComment({ text: 'Oförändrad' });
  const before = await pushed(id);
  const fired = await blog.runPhp(
    `add_action('edit_comment', function () { echo 'edit_comment'; });
     wp_update_comment(['comment_ID' => ${id}, 'comment_approved' => 0]);`,
  );
  expect(fired).toContain('edit_comment');
  const after = await pushed(id, shown('hidden'));
  expect(after.events).toEqual(before.events.map((e) => ({ ...e, presence: 'hidden' })));
});

test('several changes before the desk is reached are one event, the last', async () => {
  const id = await blog.runPhp(
    `$id = wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'ett',
       'comment_approved' => 1]);
     wp_update_comment(['comment_ID' => $id, 'comment_content' => 'två']);
     wp_set_comment_status($id, 'hold'); echo $id;`,
  );
  await pushed(id);
  await wait(300);
  expect(about(id)).toHaveLength(1);
  expect(about(id)[0]?.events).toMatchObject([{ text: 'två', presence: 'hidden' }]);
});

test('the answer of an official is marked as the own of the town', async () => {
  const id = await blog.runPhp(
    `echo wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'Kl. 10',
       'user_id' => ${blog.admin.id}, 'comment_approved' => 1]);`,
  );
  expect((await pushed(id)).events).toMatchObject([{ self: true }]);
});

test('the visitor does not wait while the desk is away, and nothing is lost', async () => {
  status = 503;
  const startMs = performance.now();
  const ids = [await blog.addComment({ text: 'Ett' }), await blog.addComment({ text: 'Två' })];
  expect(performance.now() - startMs).toBeLessThan(5000);
  const refused = await pushed(ids[0] ?? '');
  status = 204;
  deliveries = [];
  // The minute until WP-Cron tries again, passed at once.
  const waiting = `foreach (_get_cron_array() as $t => $e) if (isset($e['kvorum_push'])) {
    wp_unschedule_event($t, 'kvorum_push'); wp_schedule_single_event(time() - 1, 'kvorum_push');
    echo 'waiting'; }`;
  expect(await blog.runPhp(waiting)).toBe('waiting');
  await fetch(`${blog.url}/wp-cron.php`);
  for (const id of ids) await pushed(id);
  // The key stays the same over retries: a delivery whose answer was lost is known again.
  expect(about(ids[0] ?? '')[0]?.key).toBe(refused.key);
  expect(await blog.runPhp('echo count(kvorum_notes(10));')).toBe('0');
});

test('one event that the desk refuses does not hold up the others', async () => {
  status = 400;
  const first = await blog.addComment({ text: 'Avvisad' });
  await pushed(first);
  status = 204;
  const second = await blog.addComment({ text: 'Släpps fram' });
  await pushed(second);
});

test('pings and notes of other plugins are not pushed', async () => {
  const id = await blog.runPhp(
    `echo wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'ping',
       'comment_type' => 'pingback', 'comment_approved' => 1]);`,
  );
  const comment = await blog.addComment({ text: 'Efter pingen' });
  await pushed(comment);
  expect(about(id)).toHaveLength(0);
});

test('with its post a comment is hidden, and shown again', async () => {
  const post = await blog.runPhp(
    `echo wp_insert_post(['post_title' => 'Kort', 'post_status' => 'publish']);`,
  );
  const id = await blog.runPhp(
    `echo wp_insert_comment(['comment_post_ID' => ${post}, 'comment_content' => 'Under',
       'comment_approved' => 1]);`,
  );
  await pushed(id, shown('shown'));
  deliveries = [];
  await blog.runPhp(`wp_trash_post(${post});`);
  await pushed(id, shown('hidden'));
  deliveries = [];
  await blog.runPhp(`wp_untrash_post(${post});`);
  await pushed(id, shown('shown'));
});

test('health asks the plugin what it has not been able to send', async () => {
  const { url } = blog;
  const { user, password } = blog.moderator;
  const real = wordpressConnector({
    connection: { url, user, officialUserIds: [], windowDays: 14 },
    password,
    hookSecrets: [SECRET],
  });
  const subscription = async () => {
    const findings = await real.health(AbortSignal.timeout(10_000));
    return findings.find(({ check }) => check === 'subscription');
  };
  expect(await subscription()).toMatchObject({ ok: true });
  await blog.runPhp(`set_transient('kvorum_away', 1, 30);`);
  await blog.addComment({ text: 'Fast' });
  expect(await subscription()).toMatchObject({ ok: false, message: expect.stringContaining('1') });
});
