import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM } from './chromium.ts';
import { startWebDesk } from './fake-desk.ts';

export interface Visit {
  readonly page: Page;
  /** Everything the browser complained about: console, exceptions, the content security policy. */
  readonly complaints: readonly string[];
}

/** A desk with a browser before it. Whoever opens it closes both. */
export async function openWebDesk() {
  const running = await startWebDesk();
  const browser = await chromium.launch(CHROMIUM);

  /** A new browser profile; `person` enters by a one-time link, null stays outside. */
  async function visit(person: string | null, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'sv-SE',
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(running.url) && !request.url().startsWith('data:')) {
        complaints.push(`left the desk: ${request.url()}`);
      }
    });
    if (person !== null) {
      const secret = await running.desk.access.issueLink(person, 'test');
      await page.goto(`${running.url}/enter/${secret}`);
      await page.click('main button');
      await page.waitForSelector('#cards .card');
    }
    return { page, complaints };
  }

  return {
    ...running,
    visit,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await running[Symbol.asyncDispose]();
    },
  };
}
