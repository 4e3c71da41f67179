import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../crash/desk-process.ts';
import { CHROMIUM } from '../web/browser.ts';
import { type DeskPage, enter } from './desk-page.ts';
import { startedDesk } from './open-town.ts';

// The first minute of a newcomer: no settings, a fresh folder, a link in the terminal.

const opening = new AsyncDisposableStack();
let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvorum-rehearsal-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  browser = await chromium.launch(CHROMIUM);
  opening.defer(() => browser.close());
});
afterAll(() => opening.disposeAsync());

const keysOn = ({ page }: DeskPage) =>
  page
    .locator('#cards .card')
    .evaluateAll((cards) => cards.map((card) => String(card.getAttribute('data-key'))));

async function comeIn(settings: Readonly<Record<string, string>>): Promise<DeskPage> {
  const desk = opening.use(startedDesk({ KVORUM_DATA: folder, ...settings }, await freePort()));
  const link = /http:\/\/\S+\/enter\/\S+/;
  await expect.poll(() => desk.printed(), { timeout: 60_000, interval: 50 }).toMatch(link);
  const visit = await enter(browser, link.exec(desk.printed())?.[0] ?? '');
  opening.defer(async () => void (await desk.end('SIGTERM')));
  return visit;
}

test('a newcomer sees the first card, may act as another, and more cards come by themselves', async () => {
  const startedAtMs = performance.now();
  const visit = await comeIn({ KVORUM_SPEED: '600', LC_ALL: 'sv_SE.UTF-8' });
  await visit.page.waitForSelector('#cards .card', { timeout: 30_000 });
  expect(performance.now() - startedAtMs).toBeLessThan(30_000);
  expect(await visit.page.getAttribute('html', 'lang')).toBe('sv');

  await visit.page.click('.person summary');
  expect(await visit.page.locator('.person [name=person]').count()).toBe(5);
  await visit.page.click('.person [name=person][value=mod-2]');
  await visit.page.waitForSelector('html[lang=uk] #cards .card');

  const before = new Set(await keysOn(visit));
  await expect
    .poll(async () => (await keysOn(visit)).filter((key) => !before.has(key)).length, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0);
  expect(visit.complaints).toEqual([]);
});
