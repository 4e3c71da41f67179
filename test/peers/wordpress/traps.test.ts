import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordpressConnector } from '#connectors/wordpress/connector.ts';
import { asHtml } from '#connectors/wordpress/plain-text.ts';
import { readComment } from '#connectors/wordpress/read.ts';
import type { CommentEvent, Connector, ConnectorEvent } from '#ports/connector.ts';
import { actionOf, idOf, pulled, receiptOf } from '../../contract/connector-suite.ts';
import type { WordPressUser } from './settings.ts';
import { startWordPress, type WordPress } from './start.ts';
import { postCommentForm } from './visitor.ts';

// Each trap of WordPress that its documentation does not warn of, against a real one.

let blog: WordPress;
let desk: Connector;
const signal = () => AbortSignal.timeout(30_000);

beforeAll(async () => {
  blog = await startWordPress();
  desk = connectorAs(blog.moderator);
});
afterAll(() => blog.stop());

function connectorAs(user: { user: string; password: string }, officialUserIds: number[] = []) {
  const connection = { url: blog.url, user: user.user, officialUserIds, windowDays: 14 };
  return wordpressConnector({ connection, password: user.password, hookSecrets: [] });
}

/** What the tests look at in an answer: a comment, an error, or a list of comments. */
interface Comment {
  readonly id: number;
  readonly code: string;
  readonly date_gmt: string;
  readonly content: { readonly rendered: string };
  readonly kvorum_official?: boolean;
}

/** WordPress's own interface, as the desk's account unless another is given. */
async function rest(
  method: string,
  route: string,
  body?: object,
  user: WordPressUser | null = blog.moderator,
) {
  const credentials = Buffer.from(`${user?.user}:${user?.password}`).toString('base64');
  const response = await fetch(`${blog.url}/wp-json/wp/v2${route}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(user ? { authorization: `Basic ${credentials}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, json: (await response.json()) as Comment & Comment[] };
}

const find = (events: readonly ConnectorEvent[], id: string) =>
  events.findLast((event) => idOf(event) === id) as CommentEvent | undefined;

const item = (externalId: string) => ({ externalId });

test('status=all excludes spam and trash: these are pulled by name, as hidden', async () => {
  const { cursor } = await pulled(desk, null);
  const spam = await blog.addComment({ text: 'Köp billiga klockor' });
  const trash = await blog.addComment({ text: 'Slängd' });
  const held = await blog.addComment({ text: 'Väntar' });
  await rest('POST', `/comments/${spam}`, { status: 'spam' });
  await rest('DELETE', `/comments/${trash}`);
  await rest('POST', `/comments/${held}`, { status: 'hold' });
  const all = await rest('GET', '/comments?context=edit&status=all&per_page=100');
  const ids = all.json.map((comment) => String(comment.id));
  expect(ids).toContain(held);
  expect(ids).not.toContain(spam);
  expect(ids).not.toContain(trash);
  const { events } = await pulled(desk, cursor);
  for (const id of [spam, trash, held]) expect(find(events, id)?.presence).toBe('hidden');
});

test('the default list is approved only, even for the administrator', async () => {
  const held = await blog.addComment({ text: 'Syns inte utan status=all' });
  await rest('POST', `/comments/${held}`, { status: 'hold' });
  const list = await rest('GET', '/comments?per_page=100', undefined, blog.admin);
  expect(list.json.map(({ id }) => String(id))).not.toContain(held);
  expect(find((await pulled(desk, null)).events, held)?.presence).toBe('hidden');
});

test('after= without a zone is local time: with Z it is right', async () => {
  const id = await blog.addComment({ text: 'Nyss' });
  const { json } = await rest('GET', `/comments/${id}`);
  const earlier = new Date(Date.parse(`${json.date_gmt}Z`) - 60_000).toISOString();
  const listed = async (after: string) => {
    const list = await rest('GET', `/comments?per_page=100&after=${after}`);
    return list.json.some((comment) => String(comment.id) === id);
  };
  // The blog is in Stockholm, east of UTC: one minute ago in UTC is an hour or two ago there.
  const later = new Date(Date.parse(`${json.date_gmt}Z`) + 60_000).toISOString();
  expect(await listed(earlier)).toBe(true);
  expect(await listed(later)).toBe(false);
  expect(await listed(later.replace(/\.\d+Z$/, ''))).toBe(true);
});

test('date_gmt comes without Z and is UTC all the same', async () => {
  const before = Date.now() - 2000;
  const id = await blog.addComment({ text: 'Hur dags?' });
  const { json } = await rest('GET', `/comments/${id}`);
  expect(json.date_gmt).not.toMatch(/Z|[+-]\d\d:?\d\d$/);
  const comment = (await desk.fetchItem(item(id), signal())) as CommentEvent;
  expect(comment.occurredAtMs).toBeGreaterThanOrEqual(before);
  expect(comment.occurredAtMs).toBeLessThanOrEqual(Date.now() + 2000);
});

test('no modified field: an edit and a status change are seen by re-reading the window', async () => {
  const id = await blog.addComment({ text: 'Före' });
  const { cursor } = await pulled(desk, null);
  await rest('POST', `/comments/${id}`, { content: 'Efter', status: 'hold' });
  const { json } = await rest('GET', `/comments/${id}?context=edit`);
  expect(Object.keys(json).filter((key) => key.includes('modified'))).toEqual([]);
  const { events } = await pulled(desk, cursor);
  expect(find(events, id)).toMatchObject({ text: 'Efter', presence: 'hidden' });
});

test('a comment with an old date is found by its id', async () => {
  const { cursor } = await pulled(desk, null);
  const id = await blog.runPhp(
    `echo wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => 'Importerad',
      'comment_author' => 'Bo', 'comment_date' => '2019-05-01 10:00:00',
      'comment_date_gmt' => '2019-05-01 08:00:00', 'comment_approved' => 1]);`,
  );
  expect(find((await pulled(desk, null)).events, id)).toBeUndefined();
  const found = find((await pulled(desk, cursor)).events, id);
  expect(found?.occurredAtMs).toBe(Date.UTC(2019, 4, 1, 8));
});

test('paging: more than a page is pulled whole and once, while comments leave the list', async () => {
  const { cursor } = await pulled(desk, null);
  const printed = await blog.runPhp(`for ($i = 0; $i < 230; $i++) {
    echo wp_insert_comment(['comment_post_ID' => 1, 'comment_content' => "Nummer $i",
      'comment_date' => '2018-01-01 10:00:00', 'comment_date_gmt' => '2018-01-01 09:00:00',
      'comment_approved' => 1]), ' '; }`);
  const ids = printed.trim().split(' ');
  expect(ids).toHaveLength(230);
  const seen: string[] = [];
  let pages = 0;
  for await (const page of desk.pull?.(cursor, signal()) ?? []) {
    const fresh = page.events.map((event) => idOf(event) ?? '').filter((id) => ids.includes(id));
    seen.push(...fresh);
    if (fresh.length > 0 && pages++ === 0) {
      // All offsets move by thirty between the first page and the second.
      await blog.runPhp(`foreach ([${ids.slice(0, 30)}] as $id) wp_trash_comment($id);`);
    }
  }
  expect(pages).toBeGreaterThan(1);
  // The thirty are told again, as what they are now: hidden.
  expect(seen.filter((id) => !ids.slice(0, 30).includes(id))).toEqual(ids.slice(30));
  await blog.runPhp(`foreach ([${ids}] as $id) wp_delete_comment($id, true);`);
});

test('409 comment_duplicate: a second try finds the first', async () => {
  const id = await blog.addComment({ text: 'Svara mig' });
  const text = 'Hej! "Badet" öppnar <kl. 10> & \'stänger\' 18.\n\nVänliga hälsningar\nAnna, Fritid';
  const reply = actionOf('reply', { externalId: id, rootExternalId: 'post:1' }, text);
  const first = await desk.act(reply, signal());
  const raw = await rest('POST', '/comments', {
    post: 1,
    parent: Number(id),
    content: asHtml(text),
  });
  expect([raw.status, raw.json.code]).toEqual([409, 'comment_duplicate']);
  const second = await desk.act(reply, signal());
  expect(second).toMatchObject({ kind: 'already', externalId: receiptOf(first) });
  expect(second).toMatchObject({ url: expect.stringContaining(`#comment-${receiptOf(first)}`) });
});

test('410 rest_already_trashed: removing twice is removing once', async () => {
  const id = await blog.addComment({ text: 'Bort med mig' });
  expect((await desk.act(actionOf('remove', item(id)), signal())).kind).toBe('applied');
  const again = await rest('DELETE', `/comments/${id}`);
  expect([again.status, again.json.code]).toEqual([410, 'rest_already_trashed']);
  expect((await desk.act(actionOf('remove', item(id)), signal())).kind).toBe('already');
});

test('trash is not the end: unhide brings a removed comment back', async () => {
  const id = await blog.addComment({ text: 'Överklagad' });
  await desk.act(actionOf('remove', item(id)), signal());
  expect((await desk.act(actionOf('unhide', item(id)), signal())).kind).toBe('applied');
  expect(await desk.fetchItem(item(id), signal())).toMatchObject({
    presence: 'shown',
    text: 'Överklagad',
  });
});

test('force delete erases: the comment is gone, then 404', async () => {
  const id = await blog.addComment({ text: 'Raderad på riktigt' });
  const erased = await rest('DELETE', `/comments/${id}?force=true`);
  expect(erased.json).toMatchObject({ deleted: true, previous: { id: Number(id) } });
  expect((await rest('DELETE', `/comments/${id}?force=true`)).status).toBe(404);
  expect(await desk.fetchItem(item(id), signal())).toBe('gone');
  expect(await desk.act(actionOf('hide', item(id)), signal())).toMatchObject({ code: 'gone' });
});

test('a held comment is 401 for a stranger, and readable with only the desk role', async () => {
  const id = await blog.addComment({ text: 'Hålls kvar' });
  await desk.act(actionOf('hide', item(id)), signal());
  const stranger = await rest('GET', `/comments/${id}`, undefined, null);
  expect([stranger.status, stranger.json.code]).toEqual([401, 'rest_cannot_read']);
  expect(await desk.fetchItem(item(id), signal())).toMatchObject({ presence: 'hidden' });
});

test('a held comment is not answered where nobody would see it', async () => {
  const id = await blog.addComment({ text: 'Svara inte än' });
  await desk.act(actionOf('hide', item(id)), signal());
  const outcome = await desk.act(actionOf('reply', item(id)), signal());
  expect(outcome).toMatchObject({ kind: 'refused', code: 'not-shown' });
});

test('a wrong password is rest_forbidden_context on a list: health says what is wrong', async () => {
  const wrong = { ...blog.moderator, password: 'abcd efgh ijkl mnop qrst uvwx' };
  const list = await rest('GET', '/comments?context=edit', undefined, wrong);
  expect([list.status, list.json.code]).toEqual([401, 'rest_forbidden_context']);
  const stranger = connectorAs(wrong);
  const findings = await stranger.health(signal());
  expect(findings.find(({ check }) => check === 'reach')?.ok).toBe(true);
  const credentials = findings.find(({ check }) => check === 'credentials');
  expect(credentials?.ok).toBe(false);
  expect(credentials?.message).toContain('password');
  const id = await blog.addComment({ text: 'Fel lösenord' });
  const outcome = await stranger.act(actionOf('hide', item(id)), signal());
  expect(outcome).toMatchObject({ kind: 'refused', code: 'credentials' });
  await expect(pulled(stranger, null)).rejects.toThrow(/does not tell who the desk is: 401/);
});

test('an account without the right is told so by health and by every action', async () => {
  const password = await blog.runPhp(
    `$id = wp_insert_user(['user_login' => 'writer', 'user_pass' => 'x', 'role' => 'author']);
     echo WP_Application_Passwords::create_new_application_password($id, ['name' => 'x'])[0];`,
  );
  const writer = connectorAs({ user: 'writer', password });
  const findings = await writer.health(signal());
  expect(findings.find(({ check }) => check === 'permission')?.ok).toBe(false);
  const id = await blog.addComment({ text: 'Får inte' });
  expect(await writer.act(actionOf('hide', item(id)), signal())).toMatchObject({
    kind: 'refused',
    code: 'rest_cannot_edit',
  });
});

test('unfiltered_html: what a desk writes is text even from an administrator', async () => {
  const id = await blog.addComment({ text: 'Skriv kod åt mig' });
  const text = '<script>alert(1)</script> & <b>fet</b> &lt;';
  const raw = { post: 1, parent: Number(id), content: '<script>alert(2)</script>' };
  const trap = await rest('POST', '/comments', raw, blog.admin);
  expect(trap.json.content.rendered).toContain('<script>');
  for (const connector of [desk, connectorAs(blog.admin)]) {
    const outcome = await connector.act(actionOf('reply', item(id), text), signal());
    expect(outcome.kind).toBe('applied');
    const shown = await rest('GET', `/comments/${receiptOf(outcome)}`);
    expect(shown.json.content.rendered).not.toMatch(/<script|<b>/);
    const read = await connector.fetchItem(item(receiptOf(outcome)), signal());
    expect(read).toMatchObject({ text, self: true });
  }
  const findings = await connectorAs(blog.admin).health(signal());
  expect(findings.find(({ check }) => check === 'permission')?.message).toContain('any HTML');
});

test('the desk role can neither write HTML nor change what the town publishes', async () => {
  const may = await blog.runPhp(`$u = get_user_by('login', 'desk'); wp_set_current_user($u->ID);
    echo json_encode(array_map('current_user_can', ['moderate_comments', 'unfiltered_html',
      'publish_posts', 'edit_others_posts', 'delete_posts', 'upload_files', 'list_users']));`);
  expect(JSON.parse(may)).toEqual([true, false, false, false, false, false, false]);
  const change = await rest('POST', '/posts/1', { title: 'Kapad' });
  expect(change.status).toBe(403);
});

test('the flood filter answers 429 to a visitor, and lets the desk pass', async () => {
  await blog.addComment({ text: 'Flod 1' });
  const second = await postCommentForm(blog.url, { text: 'Flod 2' }, { 'x-test-flood': 'on' });
  expect(second.status).toBe(429);
  const id = await blog.addComment({ text: 'Två svar i följd' });
  for (const text of ['Ett', 'Två']) {
    const outcome = await desk.act(actionOf('reply', item(id), text), signal());
    expect(outcome.kind).toBe('applied');
  }
});

test("the town's own answers in WordPress itself are native answers", async () => {
  const id = await blog.addComment({ text: 'Fråga' });
  const raw = { post: 1, parent: Number(id), content: 'Svar direkt i WordPress' };
  const { json } = await rest('POST', '/comments', raw, blog.admin);
  const native = find((await pulled(desk, null)).events, String(json.id));
  expect(native).toMatchObject({ self: true, parentExternalId: id, rootExternalId: 'post:1' });
  // Where the must-use plugin does not tell, the town file does.
  const { kvorum_official: told, ...untold } = json;
  expect(told).toBe(true);
  expect(readComment(untold, () => false)).toMatchObject({ self: false });
  expect(readComment(untold, (user) => user === String(blog.admin.id))).toMatchObject({
    self: true,
  });
});

test("a citizen's HTML becomes the text a reader sees, with the address behind a link", async () => {
  const id = await blog.addComment({
    text: 'Fint & "bra" 🙂 <b>verkligen</b>\n\n<a href="http://phish.example/">Swedbank</a> 1 < 2',
  });
  expect(await desk.fetchItem(item(id), signal())).toMatchObject({
    text: 'Fint & "bra" 🙂 verkligen\n\nSwedbank (http://phish.example/) 1 < 2',
  });
});

test('a blog with plain permalinks has no /wp-json: ?rest_route= works', async () => {
  await blog.runPhp(`update_option('permalink_structure', '');`);
  const findings = await desk.health(signal());
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  await blog.runPhp(`update_option('permalink_structure', '/%postname%/');`);
});

test('a trashed post takes its comments along: the desk may not read them, which is not gone', async () => {
  const post = await blog.runPhp(
    `echo wp_insert_post(['post_title' => 'Kort', 'post_status' => 'publish']);`,
  );
  const id = await blog.runPhp(
    `echo wp_insert_comment(['comment_post_ID' => ${post}, 'comment_content' => 'Under ett
      inlägg', 'comment_approved' => 1]);`,
  );
  await blog.runPhp(`wp_trash_post(${post});`);
  expect(await desk.fetchItem(item(id), signal())).toBe('forbidden');
  await blog.runPhp(`wp_untrash_post(${post}); wp_publish_post(${post});`);
  expect(await desk.fetchItem(item(id), signal())).toMatchObject({ presence: 'shown' });
});
