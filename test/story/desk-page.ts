import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a person at the desk sees and does in a browser. */
export interface DeskPage {
  readonly page: Page;
  /** What the browser complained about: console, exceptions, the content security policy. */
  readonly complaints: readonly string[];
  /** A card of the open list by words on it; it may not be there. */
  card(words: string): Locator;
  /** Waits until the card comes by itself; the number of its item. */
  comes(words: string, limitMs: number): Promise<string>;
  /** Puts the hand on a card with the keyboard alone. */
  goTo(words: string): Promise<void>;
  /** Fills in the open dialog and asks for the preview; what will be sent. */
  preview(fields: Readonly<Record<string, string>>): Promise<string>;
  send(): Promise<void>;
  /** The item's own page in a tab of its own, kept open and live. */
  itemPage(item: string): Promise<Page>;
}

/** Comes in by a one-time link with a browser profile of one's own. */
export async function enter(browser: Browser, link: string): Promise<DeskPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(link);
  await page.click('main button');
  await page.waitForSelector('#list');
  const card = (words: string) => page.locator('#cards .card', { hasText: words });
  return {
    page,
    complaints,
    card,
    async comes(words, limitMs) {
      await card(words).waitFor({ timeout: limitMs });
      const key = (await card(words).getAttribute('data-key')) ?? '';
      return key.replace('item:', '');
    },
    goTo: (words) => goTo(page, card(words)),
    preview: (fields) => preview(page, fields),
    async send() {
      await page.click('#sheet form[data-step=send] .send');
      await page.waitForSelector('#sheet:not([open])', { state: 'attached' });
    },
    async itemPage(item) {
      const tab = await context.newPage();
      await tab.goto(new URL(`/desk/items/${item}`, page.url()).href);
      await tab.waitForSelector('#item .card');
      return tab;
    },
  };
}

async function goTo(page: Page, card: Locator): Promise<void> {
  const inHand = () => card.evaluate((element) => element.matches(':focus, :has(:focus)'));
  const steps = await page.locator('#cards .card').count();
  for (let step = 0; step <= steps && !(await inHand()); step++) await page.keyboard.press('j');
  expect(await inHand()).toBe(true);
}

async function preview(page: Page, fields: Readonly<Record<string, string>>): Promise<string> {
  await page.waitForSelector('#sheet[open] form[data-step=fill]');
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#sheet form[data-step=fill] [name="f.${name}"]`);
    const isSelect = (await field.evaluate((element) => element.tagName)) === 'SELECT';
    await (isSelect ? field.selectOption(value) : field.fill(value));
  }
  await page.click('#sheet form[data-step=fill] .send');
  return (await page.locator('#sheet .preview').textContent()) ?? '';
}

/** Where the browser speaks up, in the order it does. */
export function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** The text of a live page, once it says this. */
export async function says(page: Page, words: string | RegExp, limitMs = 15_000): Promise<string> {
  const main = page.locator('#main');
  await expect.poll(() => main.textContent(), { timeout: limitMs, interval: 100 }).toMatch(words);
  return (await main.textContent()) ?? '';
}
