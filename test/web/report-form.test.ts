import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import { baseApp } from '#http/base-app.ts';
import { type RunningServer, serve } from '#http/server.ts';
import { siteTexts } from '#locales/site/site.ts';
import { reportSite, type SiteOptions } from '#site/report-site.ts';
import { CHROMIUM } from './chromium.ts';

let browser: Browser;
let server: RunningServer;
let received: Parameters<SiteOptions['receive']>[0][];

beforeAll(async () => {
  received = [];
  const spent = new Set<string>();
  const app = baseApp({ https: false, onError: (error) => expect.fail(error.message) });
  app.route(
    '/',
    reportSite({
      town: async () => ({
        name: 'Björkdal',
        website: 'https://bjorkdal.example',
        contact: 'kommun@bjorkdal.example',
        locale: 'sv',
        departments: [{ id: 'info', name: 'Informationsenheten' }],
      }),
      receive: async (asked) => {
        received.push(asked);
        return { kind: 'received', receipt: 'R-TEST-0001' };
      },
      spend: async (nonce) => !spent.has(nonce) && Boolean(spent.add(nonce)),
      secret: new Uint8Array(32).fill(7),
      now: Date.now,
      clientAddress: () => `203.0.${received.length}.1`,
    }),
  );
  server = await serve(app, { host: '127.0.0.1', port: 0 });
  browser = await chromium.launch(CHROMIUM);
});

afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

async function open(
  path: string,
  options: object = {},
): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on(
    'request',
    (r) =>
      r.url().startsWith(server.url) || r.url().startsWith('data:') || complaints.push(r.url()),
  );
  await page.goto(`${server.url}${path}`);
  return { page, complaints };
}

const LOOKS = LOCALES.flatMap((locale) =>
  [360, 1280].map((width) => ({ locale, width, scheme: width === 360 ? 'dark' : 'light' })),
);

test.each(LOOKS)(
  'no accessibility fault: $locale at $width, $scheme',
  async ({ locale, width, scheme }) => {
    const { page, complaints } = await open(`/report/info?lang=${locale}`, {
      viewport: { width, height: 900 },
      colorScheme: scheme,
    });
    await page.waitForSelector('altcha-widget input[type=checkbox]');
    const form = await new AxeBuilder({ page }).analyze();
    expect(form.violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([]);
    await page.fill('#email', 'x');
    await page.click('button[type=submit]');
    await page.waitForSelector('#errors');
    const errors = await new AxeBuilder({ page }).analyze();
    expect(errors.violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(overflow).toBe(false);
    expect(complaints.filter((c) => !c.includes('422'))).toEqual([]);
    await page.context().close();
  },
);

test('the browser does the proof of work by itself and the visitor gets a receipt', async () => {
  const { page, complaints } = await open('/report/info?lang=nb');
  await page.fill('#text', 'Hvem svarer på bloggen?');
  // It has begun when the first field was entered: nobody has to tick anything.
  await page.waitForSelector(`altcha-widget >> text=Verifisert`, { timeout: 30_000 });
  await page.waitForTimeout(2_500);
  await page.click('button[type=submit]');
  expect(await page.textContent('#receipt')).toBe('R-TEST-0001');
  expect(received.at(-1)?.report).toMatchObject({
    verified: true,
    text: 'Hvem svarer på bloggen?',
  });
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('without JavaScript the report comes in all the same', async () => {
  const { page } = await open('/report/info?lang=uk', { javaScriptEnabled: false });
  await page.check('#kind-comment');
  await page.fill('#link', 'https://blog.example/p#c1');
  await page.fill('#text', 'Тут образа');
  await page.waitForTimeout(3_200);
  await page.click('button[type=submit]');
  expect(await page.textContent('h1')).toBe(siteTexts('uk').receiptTitle);
  expect(received.at(-1)?.report).toMatchObject({ verified: false, kind: 'comment' });
  await page.context().close();
});
