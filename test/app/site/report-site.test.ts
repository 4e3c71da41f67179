import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import { siteTexts } from '#locales/site/site.ts';
import { reportSite, type SiteOptions } from '#site/report-site.ts';

type Received = Parameters<SiteOptions['receive']>[0];

let nowMs: number;
let received: Received[];
let keys: Set<string>;
let address: string;
let site: Hono;

beforeEach(() => {
  nowMs = Date.now();
  received = [];
  keys = new Set();
  address = '203.0.113.7';
  const spent = new Set<string>();
  site = reportSite({
    town: async () => ({
      name: 'Björkdal',
      website: 'https://bjorkdal.example',
      contact: 'kommun@bjorkdal.example',
      locale: 'sv',
      departments: [{ id: 'info', name: 'Informationsenheten' }],
    }),
    receive: async (asked) => {
      if (keys.has(asked.report.formKey)) return { kind: 'repeat' };
      keys.add(asked.report.formKey);
      received.push(asked);
      return { kind: 'received', receipt: 'R-TEST-0001' };
    },
    spend: async (nonce) => !spent.has(nonce) && Boolean(spent.add(nonce)),
    secret: new Uint8Array(32).fill(7),
    now: () => nowMs,
    clientAddress: () => address,
  });
});

async function openForm(lang = 'sv'): Promise<string> {
  const response = await site.request(`http://town.example/report/info?lang=${lang}`);
  expect(response.status).toBe(200);
  const token = /name="token" value="([^"]+)"/.exec(await response.text())?.[1];
  nowMs += 5_000;
  return token ?? '';
}

function send(fields: Record<string, string>, lang = 'sv', origin = 'http://town.example') {
  return site.request(`http://town.example/report/info?lang=${lang}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
}

async function solved(): Promise<string> {
  const challenge = (await (await site.request('/report/challenge')).json()) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

test('a report without JavaScript comes in, unverified, with a receipt number', async () => {
  const token = await openForm();
  const response = await send({ token, kind: 'contact', text: 'Hej, vem svarar på bloggen?' });
  expect(response.status).toBe(201);
  expect(await response.text()).toContain('R-TEST-0001');
  expect(received).toMatchObject([
    { department: 'info', report: { verified: false, kind: 'contact' } },
  ]);
});

test('the proof of work verifies once; a replay of it counts as none', async () => {
  const altcha = await solved();
  await send({ token: await openForm(), text: 'ett', altcha });
  await send({ token: await openForm(), text: 'två', altcha });
  expect(received.map((r) => r.report.verified)).toEqual([true, false]);
});

test('the same form sent twice is kept once', async () => {
  const token = await openForm();
  await send({ token, text: 'hej' });
  const second = await send({ token, text: 'hej' });
  expect(second.status).toBe(200);
  expect(await second.text()).toContain(siteTexts('sv').repeatTitle);
  expect(received).toHaveLength(1);
});

test('a form that is gone back to and filled in anew is another report', async () => {
  const token = await openForm();
  await send({ token, text: 'det första' });
  expect((await send({ token, text: 'det andra' })).status).toBe(201);
  expect(received.map((r) => r.report.text)).toEqual(['det första', 'det andra']);
});

test('no cache keeps a form, which is one visitor’s own', async () => {
  const form = await site.request('http://town.example/report/info');
  expect(form.headers.get('cache-control')).toBe('no-store');
});

test('what is wrong is said beside the field, and nothing typed is lost', async () => {
  const token = await openForm();
  const response = await send({
    token,
    kind: 'comment',
    link: 'javascript:alert(1)',
    text: '',
    email: 'x',
  });
  expect(response.status).toBe(422);
  const body = await response.text();
  expect(body).toContain('id="link-error"');
  expect(body).toContain('id="text-error"');
  expect(body).toContain('id="email-error"');
  expect(body).toContain('value="javascript:alert(1)"');
  expect(received).toEqual([]);
});

test('a forged, missing, hasty or old form is refused in words', async () => {
  const good = await openForm();
  expect((await send({ token: `${good}x`, text: 'hej' })).status).toBe(400);
  expect((await send({ text: 'hej' })).status).toBe(400);
  nowMs += 13 * 3_600_000;
  expect((await send({ token: good, text: 'hej' })).status).toBe(400);
  const hasty = await openForm();
  nowMs -= 4_000;
  expect((await send({ token: hasty, text: 'hej' })).status).toBe(429);
  expect(received).toEqual([]);
});

test('a form on somebody else’s site cannot send here', async () => {
  const token = await openForm();
  expect((await send({ token, text: 'hej' }, 'sv', 'https://evil.example')).status).toBe(403);
  expect(received).toEqual([]);
});

test('the honeypot catches machines without telling them', async () => {
  const token = await openForm();
  expect((await send({ token, text: 'buy', website: 'https://spam.example' })).status).toBe(200);
  expect(received).toEqual([]);
});

test('a network has its share; another one still gets through', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++) {
    statuses.push((await send({ token: await openForm(), text: `hej ${n}` })).status);
  }
  expect(statuses).toEqual([201, 201, 429]);
  address = '198.51.100.1';
  expect((await send({ token: await openForm(), text: 'hej' })).status).toBe(201);
});

test('every language answers in its own words; an unknown department is told where to go', async () => {
  for (const locale of LOCALES) {
    const page = await (await site.request(`/report/info?lang=${locale}`)).text();
    expect(page).toContain(`<html lang="${locale}"`);
    expect(page).toContain(siteTexts(locale).kindLegend);
    const missing = await site.request(`/report/nowhere?lang=${locale}`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('/report/info');
  }
});

test('arbitrary form posts never fail and are never interpreted', async () => {
  const anything = fc.dictionary(
    fc.constantFrom('token', 'kind', 'link', 'text', 'email', 'altcha', 'website', 'x'),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (fields) => {
      const response = await send({ ...fields, text: `<script>${fields['text'] ?? ''}` });
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toContain('<script>a');
    }),
    { numRuns: 300 },
  );
});

test('a body beyond the limit is refused', async () => {
  expect((await send({ text: 'x'.repeat(40_000) })).status).toBe(413);
});
