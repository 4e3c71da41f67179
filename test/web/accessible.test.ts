import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWebDesk } from './browser.ts';

let web: Awaited<ReturnType<typeof openWebDesk>>;

beforeAll(async () => {
  web = await openWebDesk();
});
afterAll(() => web[Symbol.asyncDispose]());

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDER = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** All rules in the light; in the dark only colours differ, so only contrast is asked about. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const axe = new AxeBuilder({ page });
      const run = colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast']);
      const { violations: faults } = await run.analyze();
      for (const { id, nodes } of faults) {
        const where = nodes.map(({ html }) => html.slice(0, 120)).join(' | ');
        found.push(`${width} ${colorScheme} ${id}: ${where}`);
      }
    }
    const wider = await page.evaluate<number>(WIDER);
    if (wider > 0) found.push(`${width}: ${wider} px wider than the screen`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

async function openForm(page: Page, verb: string): Promise<void> {
  await page.goto(`${web.url}/desk/items/12`);
  await page.click(`.card [data-verb=${verb}]`);
  await page.waitForSelector('#sheet[open] form[data-step=fill]');
}

/** Every page and state a person can be in. */
const STATES: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  queue: (page) => page.goto(`${web.url}/desk`),
  'empty list': (page) => page.goto(`${web.url}/desk?list=closed`),
  item: (page) => page.goto(`${web.url}/desk/items/12`),
  found: (page) => page.goto(`${web.url}/desk/find?q=Hej`),
  help: (page) => page.goto(`${web.url}/desk/help`),
  'unknown item': (page) => page.goto(`${web.url}/desk/items/999`),
  'unknown page': (page) => page.goto(`${web.url}/desk/nowhere`),
  menus: async (page) => {
    await page.goto(`${web.url}/desk`);
    await page.click('.card .menu summary');
    await page.evaluate('document.querySelector(".person").open = true');
  },
  'form in the dialog': (page) => openForm(page, 'no-answer'),
  'field error': async (page) => {
    await openForm(page, 'reply');
    await page.fill('#sheet textarea', 'kort');
    await page.click('#sheet .send');
    await page.waitForSelector('#sheet [aria-invalid=true]');
  },
  preview: async (page) => {
    await openForm(page, 'reply');
    await page.fill('#sheet textarea', 'I natt före klockan sex.');
    await page.click('#sheet .send');
    await page.waitForSelector('#sheet .preview');
    await page.click('#sheet .again summary');
  },
  notice: async (page) => {
    await page.goto(`${web.url}/desk`);
    await page.click('#card-item-13 [data-verb=take], #card-item-13 [data-verb=release]');
    await page.waitForSelector('#notice p');
  },
};

for (const [person, language] of [
  ['anna', 'sv'],
  ['kari', 'nb'],
  ['oksana', 'uk'],
  ['sam', 'en'],
] as const) {
  test(`axe finds nothing in ${language}, wide and narrow, light and dark`, {
    timeout: 300_000,
  }, async () => {
    const { page, complaints } = await web.visit(person);
    const found: Record<string, string[]> = {};
    for (const [name, reach] of Object.entries(STATES)) {
      await reach(page);
      const faults = await violations(page);
      if (faults.length > 0) found[name] = faults;
      const lang = await page.getAttribute('html', 'lang');
      if (!name.startsWith('unknown page')) expect(lang).toBe(language);
    }
    expect(found).toEqual({});
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  });
}

test('axe finds nothing before anybody is let in', async () => {
  const { page } = await web.visit(null, { locale: 'uk-UA' });
  for (const path of ['/enter', '/enter/a-secret', '/desk']) {
    await page.goto(`${web.url}${path}`);
    expect(await page.getAttribute('html', 'lang')).toBe('uk');
    expect(await violations(page)).toEqual([]);
  }
});

test('axe would find a fault', async () => {
  const { page } = await web.visit('anna');
  const bare = "for (const name of ['aria-label', 'placeholder']) search.removeAttribute(name)";
  await page.evaluate(`const search = document.querySelector('#search'); ${bare}`);
  expect((await violations(page)).join()).toContain('label');
});
