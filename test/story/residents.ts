import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { WordPress } from '../peers/wordpress/start.ts';
import { listen } from './desk-page.ts';

export interface StandingComment {
  readonly id: number;
  readonly text: string;
}

/** What everybody can read under a comment on the blog. */
export async function answersUnder(blog: WordPress, id: string): Promise<StandingComment[]> {
  const response = await fetch(`${blog.url}/wp-json/wp/v2/comments?parent=${id}&per_page=100`);
  expect(response.status).toBe(200);
  const listed = (await response.json()) as { id: number; content: { rendered: string } }[];
  return listed.map((each) => ({ id: each.id, text: each.content.rendered }));
}

/** The answer under a comment once it stands there. */
export async function answerUnder(blog: WordPress, id: string): Promise<string> {
  await expect
    .poll(() => answersUnder(blog, id), { timeout: 20_000, interval: 200 })
    .toHaveLength(1);
  return (await answersUnder(blog, id))[0]?.text ?? '';
}

/** An official signs in at the blog itself and answers there, as if there were no desk. */
export async function answerOnTheBlog(
  browser: Browser,
  blog: WordPress,
  { to, text }: { readonly to: string; readonly text: string },
): Promise<void> {
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${blog.url}/wp-login.php`);
  await page.fill('#user_login', blog.admin.user);
  await page.fill('#user_pass', blog.loginPassword);
  await page.click('#wp-submit');
  await page.waitForURL(/wp-admin/, { waitUntil: 'commit' });
  await page.goto(`${blog.page}?replytocom=${to}`);
  await page.fill('#comment', text);
  await page.click('#submit');
  await page.waitForURL(/#comment-\d+$/, { waitUntil: 'commit' });
}

export interface Report {
  readonly link: string;
  readonly text: string;
}

/** A visitor fills in the public form; the receipt, and whether the browser did the proof of work. */
export async function report(
  browser: Browser,
  deskUrl: string,
  { link, text, javaScript }: Report & { readonly javaScript: boolean },
): Promise<{ receipt: string | null; worked: boolean; complaints: readonly string[] }> {
  await using context = await browser.newContext({
    javaScriptEnabled: javaScript,
    locale: 'sv-SE',
  });
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(`${deskUrl}/report/info`);
  const openedAtMs = performance.now();
  await page.check('#kind-comment');
  await page.fill('#link', link);
  await page.fill('#text', text);
  // Nobody writes faster than this, and the form knows it.
  await expect
    .poll(() => performance.now() - openedAtMs, { timeout: 5_000 })
    .toBeGreaterThan(3_100);
  const sent = page.waitForRequest((request) => request.method() === 'POST', { timeout: 30_000 });
  await page.click('main form button[type=submit]');
  const worked = /(^|&)altcha=[\w%+/=]{20,}/.test((await sent).postData() ?? '');
  const receipt = await page.locator('#receipt').textContent();
  return { receipt, worked, complaints };
}
