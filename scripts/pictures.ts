/**
 * Takes the README's pictures of the desk: starts a rehearsal in a folder of its own, comes in by the
 * printed link and photographs desktop, phone and dark. Needs Debian's chromium.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM } from '../test/web/chromium.ts';

const PORT = '8093';

const PICTURES = [
  { name: 'desk', width: 1280, height: 860, dark: false },
  { name: 'phone', width: 390, height: 844, dark: false },
  { name: 'dark', width: 1280, height: 860, dark: true },
] as const;

const folder = await mkdtemp(join(tmpdir(), 'kvorum-pictures-'));
const desk = spawn(process.execPath, ['src/main.ts'], {
  env: { ...process.env, KVORUM_DATA: folder, KVORUM_PORT: PORT },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const link = await printedLink();
  const browser = await chromium.launch(CHROMIUM);
  await photograph(browser, link);
  await browser.close();
} finally {
  desk.kill('SIGTERM');
  await new Promise((resolve) => desk.once('exit', resolve));
  await rm(folder, { recursive: true });
}

async function printedLink(): Promise<string> {
  let printed = '';
  for await (const chunk of desk.stdout.setEncoding('utf8')) {
    printed += chunk;
    const link = /http:\S+\/enter\/\S+/.exec(printed)?.[0];
    if (link) return link;
  }
  throw new Error(`The desk did not start: ${printed}`);
}

async function photograph(browser: Browser, link: string): Promise<void> {
  const first = await browser.newContext();
  const door = await first.newPage();
  await door.goto(link);
  await door.getByRole('button').first().click();
  await door.waitForSelector('article');
  const storageState = await first.storageState();
  for (const { name, width, height, dark } of PICTURES) {
    const context = await browser.newContext({
      storageState,
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      deviceScaleFactor: 2,
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${PORT}/desk`);
    await page.waitForSelector('article');
    await page.screenshot({ path: `docs/pictures/${name}.png` });
    await context.close();
  }
}
