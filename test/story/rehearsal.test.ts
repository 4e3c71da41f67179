import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskProcess, freePort } from '../crash/desk-process.ts';
import { CHROMIUM } from '../web/chromium.ts';
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

const LINK = /http:\/\/\S+\/enter\/\S+/;

let desk: DeskProcess;
let newcomer: DeskPage;

test('a newcomer comes in by the printed link and sees the first card at once', async () => {
  const startedAtMs = performance.now();
  const settings = { KVORUM_DATA: folder, KVORUM_SPEED: '600', LC_ALL: 'sv_SE.UTF-8' };
  desk = opening.use(startedDesk(settings, await freePort()));
  await expect.poll(() => desk.printed(), { timeout: 60_000, interval: 50 }).toMatch(LINK);
  newcomer = await enter(browser, LINK.exec(desk.printed())?.[0] ?? '');
  await newcomer.page.waitForSelector('html[lang=sv] #cards .card', { timeout: 30_000 });
  expect(performance.now() - startedAtMs).toBeLessThan(30_000);
});

test('the newcomer may act as another of the five, who reads another language', async () => {
  const { page } = newcomer;
  await page.click('.person summary');
  expect(await page.locator('.person [name=person]').count()).toBe(5);
  await page.click('.person [name=person][value=mod-2]');
  await page.waitForSelector('html[lang=uk] #cards .card');
});

test('with the clock sped up, new cards come into the open page by themselves', async () => {
  const before = new Set(await keysOn(newcomer));
  const fresh = async () => (await keysOn(newcomer)).filter((key) => !before.has(key));
  await expect.poll(async () => (await fresh()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(newcomer.complaints).toEqual([]);
});

test('Ctrl-C closes everything within 5 s, while a browser looks on', async () => {
  const toldAtMs = performance.now();
  expect(await desk.end('SIGINT')).toBe(0);
  expect(performance.now() - toldAtMs).toBeLessThan(5_000);
});
