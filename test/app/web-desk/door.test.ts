import { expect, test } from 'vitest';
import { fakeWebDesk } from '../../web/fake-desk.ts';

const HOME = 'http://127.0.0.1:8080';
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: HOME };

async function enter({ desk, app }: ReturnType<typeof fakeWebDesk>) {
  const secret = await desk.access.issueLink('anna', 'test');
  const entered = await app.request(`${HOME}/enter/${secret}`, { method: 'POST', headers: FORM });
  const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await app.request(`${HOME}/desk`, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const post = (
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ) =>
    app.request(HOME + path, {
      method: 'POST',
      headers: { ...FORM, cookie, ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  return { entered, cookie, csrf, page, post };
}

test('looking at a one-time link does not use it up; using it does', async () => {
  const web = fakeWebDesk();
  const secret = await web.desk.access.issueLink('anna', 'test');
  for (let i = 0; i < 3; i += 1) {
    expect((await web.app.request(`${HOME}/enter/${secret}`)).status).toBe(200);
  }
  const use = () => web.app.request(`${HOME}/enter/${secret}`, { method: 'POST', headers: FORM });
  const used = await use();
  expect(used.status).toBe(303);
  expect(used.headers.get('location')).toBe('/desk');
  expect((await use()).status).toBe(410);
});

test('trying links is slowed down', async () => {
  const { app } = fakeWebDesk();
  const statuses = new Set<number>();
  for (let i = 0; i < 25; i += 1) {
    const tried = await app.request(`${HOME}/enter/guess-${i}`, { method: 'POST', headers: FORM });
    statuses.add(tried.status);
  }
  expect([...statuses]).toEqual([410, 429]);
});

test('whoever tries links in vain does not shut the door for others behind the same proxy', async () => {
  const { desk, app } = fakeWebDesk();
  const enterBy = (secret: string) =>
    app.request(`${HOME}/enter/${secret}`, { method: 'POST', headers: FORM });
  for (let i = 0; i < 25; i += 1) await enterBy(`guess-${i}`);
  expect((await enterBy(await desk.access.issueLink('anna', 'test'))).status).toBe(303);
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const { entered } = await enter(fakeWebDesk());
  expect(entered.headers.get('set-cookie')).toMatch(/^kvorum-desk=.*HttpOnly; SameSite=Strict/);
  const secure = await enter(fakeWebDesk(true));
  expect(secure.entered.headers.get('set-cookie')).toMatch(
    /^__Host-kvorum-desk=[^;]+;.*Path=\/;.*HttpOnly; Secure; SameSite=Strict/,
  );
});

test('without a session nothing is shown and nothing is done', async () => {
  const { desk, app } = fakeWebDesk();
  for (const path of ['/desk', '/desk/list', '/desk/items/12', '/desk/find?q=a', '/desk/events']) {
    expect((await app.request(HOME + path)).status).toBe(401);
  }
  const posted = await app.request(`${HOME}/desk/ask`, {
    method: 'POST',
    headers: FORM,
    body: 'do=take|item:12|1',
  });
  expect(posted.status).toBe(401);
  expect(desk.asked).toEqual([]);
});

test('a form of another site, or without the session’s token, does nothing', async () => {
  const web = fakeWebDesk();
  const { csrf, post } = await enter(web);
  const actions = () => web.desk.asked.filter(({ kind }) => kind === 'action').length;
  const fields = { do: 'take|item:12|1', key: 'k', back: '/desk' };
  const foreign = await post('/desk/ask', { ...fields, csrf }, { origin: 'https://evil.example' });
  expect(foreign.status).toBe(403);
  await post('/desk/ask', fields);
  await post('/desk/ask', { ...fields, csrf: 'guessed' });
  expect(actions()).toBe(0);
  const own = await post('/desk/ask', { ...fields, csrf });
  expect(own.status).toBe(303);
  expect(own.headers.get('location')).toBe('/desk');
  expect(actions()).toBe(1);
});

test('asking only for the head of the live changes leaves nothing running', async () => {
  const web = fakeWebDesk();
  const { cookie } = await enter(web);
  const head = await web.app.request(`${HOME}/desk/events`, {
    method: 'HEAD',
    headers: { cookie },
  });
  expect(head.status).toBe(204);
  expect(web.desk.listeners.size).toBe(0);
});

test('a page coming from another site asks again from here', async () => {
  const { app } = fakeWebDesk();
  const linked = await app.request(`${HOME}/desk/items/12`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(linked.headers.get('refresh')).toBe('0');
  expect((await app.request(`${HOME}/desk/items/12`)).headers.get('refresh')).toBeNull();
});

test('every page forbids everything inline and from elsewhere, and is not kept', async () => {
  const { page, cookie } = await enter(fakeWebDesk());
  const { app } = fakeWebDesk();
  const shown = await app.request(`${HOME}/enter`, { headers: { cookie } });
  const policy = shown.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|http/);
  expect(shown.headers.get('cache-control')).toBe('no-store');
  expect(shown.headers.get('referrer-policy')).toBe('same-origin');
  const inline = /<script(?![^>]*\ssrc=)|<style|<[a-z][^>]*\s(?:style|on[a-z]+|hx-on[^=]*)=/;
  expect(page).not.toMatch(inline);
  expect('<p onclick="x">').toMatch(inline);
});

test('assets are kept for ever under a name that changes with them', async () => {
  const web = fakeWebDesk();
  const { page } = await enter(web);
  const urls = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '');
  expect(urls.length).toBeGreaterThanOrEqual(7);
  for (const url of urls) {
    const asset = await web.app.request(HOME + url, { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.status).toBe(200);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect(url).toMatch(/\.[0-9a-f]{12}\./);
  }
  expect((await web.app.request(`${HOME}/assets/desk.000000000000.js`)).status).toBe(404);
});

test('a huge post and a fault behind the desk end in a calm page', async () => {
  const web = fakeWebDesk();
  const { csrf, post } = await enter(web);
  const fields = { csrf, key: 'k', back: '/desk' };
  expect((await post('/desk/command', { ...fields, text: 'a'.repeat(300_000) })).status).toBe(413);
  web.desk.access.session = () => Promise.reject(new Error('the database is gone'));
  const failed = await post('/desk/command', { ...fields, text: 'next' });
  expect(failed.status).toBe(500);
  expect(await failed.text()).not.toContain('database');
  expect(web.desk.faults).toHaveLength(1);
});

test('only in rehearsal may one act as another', async () => {
  const web = fakeWebDesk();
  const { csrf, cookie, page, post } = await enter(web);
  expect(page).toContain('value="oksana"');
  await post('/desk/act-as', { csrf, person: 'oksana' });
  const after = await web.app.request(`${HOME}/desk`, { headers: { cookie } });
  expect(await after.text()).toContain('<html lang="uk"');
  for (const [token, session] of web.desk.sessions) {
    web.desk.sessions.set(token, { ...session, rehearsal: false });
  }
  const plain = await web.app.request(`${HOME}/desk`, { headers: { cookie } });
  expect(await plain.text()).not.toContain('value="oksana"');
});
