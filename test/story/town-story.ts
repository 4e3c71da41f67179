import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWER, BUS, EDITED, MATTER, PULL_MS, PUSH_MS, QUESTION } from './day.ts';
import { type DeskPage, enter, says } from './desk-page.ts';
import { openTown, type StoryTown } from './open-town.ts';
import { failedStart, kvorum, logVerifies } from './process.ts';
import { answerOnTheBlog, answersUnder, answerUnder, report } from './residents.ts';
import { REGISTRY } from './town.ts';

const RUDE = 'Vilken idiot har ritat lekplatsen? Vem bestämmer sådant?';
const PULLED = 'Kan man boka bastun vid lekplatsen?';

/** One day of a town with its blog, as everybody in it lives it; each step goes on from the last. */
export function tellTownStory(database: 'postgres' | 'embedded'): void {
  let town: StoryTown;
  let anna: DeskPage;
  /** Ids on the blog and at the desk, by the text. */
  const comments = new Map<string, string>();
  const items = new Map<string, string>();
  const commentOf = (text: string) => comments.get(text) ?? '';
  const itemOf = (text: string) => items.get(text) ?? '';

  beforeAll(async () => {
    town = await openTown(database);
    anna = await enter(town.browser, await town.link('mod-1'));
  });
  afterAll(async () => await town?.[Symbol.asyncDispose]());

  /** A resident writes on the blog, and the card comes into the open page by itself. */
  async function written(author: string, text: string, limitMs = PUSH_MS): Promise<void> {
    const email = `${author.toLowerCase()}@example.org`;
    comments.set(text, await town.blog.addComment({ text, author, email }));
    items.set(text, await anna.comes(text, limitMs));
  }

  test('a question comes by push, is taken and answered from the desk, in time', async () => {
    await written('Ebba', QUESTION);
    await anna.goTo(QUESTION);
    await anna.page.keyboard.press('a');
    await expect.poll(() => anna.card(QUESTION).textContent()).toContain('Anna Lindqvist');
    await anna.page.keyboard.press('r');
    const seen = await anna.preview({ text: ANSWER });
    expect(seen).toContain(ANSWER);
    expect(seen).toMatch(/Anna Lindqvist[\s\S]*Kommunikationsenheten/);
    expect(await answersUnder(town.blog, commentOf(QUESTION))).toEqual([]);
    await anna.send();
    const answer = await answerUnder(town.blog, commentOf(QUESTION));
    expect(answer).toContain(ANSWER);
    expect(answer).toMatch(/Anna Lindqvist[\s\S]*Kommunikationsenheten/);
    await anna.card(QUESTION).waitFor({ state: 'detached', timeout: PUSH_MS });
    const page = await anna.itemPage(itemOf(QUESTION));
    const said = await says(page, /Klockan stannade: besvarat \(i tid\)/);
    expect(said).toMatch(/Läge\s*Besvarat/);
    await page.close();
  });

  test('an answer written on the blog itself closes its card without a click', async () => {
    await written('Sven', BUS);
    const page = await anna.itemPage(itemOf(BUS));
    await answerOnTheBlog(town.browser, town.blog, {
      to: commentOf(BUS),
      text: 'Hej! Vid kyrkan, till och med fredag.',
    });
    const said = await says(page, /Läge\s*Besvarat direkt på plattformen/);
    expect(said).toContain('Klockan stannade: besvarat direkt på plattformen (i tid)');
    expect(said).toContain('Vid kyrkan, till och med fredag.');
    await anna.card(BUS).waitFor({ state: 'detached', timeout: PUSH_MS });
    await page.close();
  });

  test('an edit keeps both versions; a deletion is told and the copy stays', async () => {
    await written('Maja', EDITED);
    const id = commentOf(EDITED);
    const after = `${EDITED} Och i mellandagarna?`;
    const page = await anna.itemPage(itemOf(EDITED));
    await town.blog.runPhp(
      `wp_update_comment(['comment_ID' => ${id}, 'comment_content' => '${after}']);`,
    );
    await says(page, 'Ändrat 1 gång av avsändaren');
    await anna.card(after).waitFor({ timeout: PUSH_MS });
    await town.blog.runPhp(`wp_delete_comment(${id}, true);`);
    await says(page, 'Finns inte längre på plattformen; kopian är sparad');
    const kept = page.locator('[aria-labelledby=history-title] blockquote');
    expect((await kept.allTextContents()).map((text) => text.trim())).toEqual([EDITED, after]);
    await page.close();
  });

  test('an own matter is referred: one letter to the registry, and the resident is told', async () => {
    await written('Karin', MATTER);
    const card = anna.card(MATTER);
    expect(await card.textContent()).toContain('Eget ärende');
    await card.locator('button[data-verb=refer]').click();
    const seen = await anna.preview({ kind: 'own-matter' });
    expect(seen).toContain(REGISTRY);
    expect(town.post.letters).toEqual([]);
    await anna.send();
    const answer = await answerUnder(town.blog, commentOf(MATTER));
    await expect.poll(() => town.post.letters.length, { timeout: PUSH_MS }).toBe(1);
    const [letter] = town.post.letters;
    const reference = /[A-ZÅÄÖ]+-\d{4}-\d+(?:-\d+)?/.exec(letter?.subject ?? '')?.[0];
    expect(reference).toBeDefined();
    expect(answer).toContain(reference);
    expect(letter).toMatchObject({ to: [REGISTRY], from: 'desk@kraby.example' });
    for (const part of [reference, 'Karin', MATTER, `#comment-${commentOf(MATTER)}`])
      expect(letter?.text).toContain(part);
    expect(letter?.text).toMatch(/Skrivet: .*2\d\d\d.*\d\d:\d\d/);
    const page = await anna.itemPage(itemOf(MATTER));
    await says(page, new RegExp(`Läge\\s*Hänvisat .*${reference}`));
    await page.close();
  });

  test('visitors report a comment, with and without JavaScript: flags on its card', async () => {
    await written('Bo', RUDE);
    expect(await anna.card(RUDE).textContent()).not.toContain('anmäld av en besökare');
    const link = `${town.blog.page}#comment-${commentOf(RUDE)}`;
    const first = { link, text: 'Det här är ett personangrepp.' };
    const withWork = await report(town.browser, town.desk.url, { ...first, javaScript: true });
    expect(withWork).toMatchObject({
      receipt: expect.stringMatching(/^R-\w{4}-\w{4}$/),
      worked: true,
      complaints: [],
    });
    await expect
      .poll(() => anna.card(RUDE).textContent(), { timeout: PUSH_MS })
      .toContain('anmäld av en besökare');
    const second = { link, text: 'Så skriver man inte om någon.' };
    const without = await report(town.browser, town.desk.url, { ...second, javaScript: false });
    expect(without).toMatchObject({
      receipt: expect.stringMatching(/^R-\w{4}-\w{4}$/),
      worked: false,
    });
    const page = await anna.itemPage(itemOf(RUDE));
    const said = await says(page, second.text);
    expect(said).toContain(first.text);
    expect(said.match(/En besökare anmälde det/g)).toHaveLength(2);
    await page.close();
  });

  test('the terminal shows the same queue and the same cards', async () => {
    const ask = (...words: string[]) => kvorum(words, town.settings, town.home);
    expect(await ask('login', await town.link('mod-1'))).toMatchObject({ code: 0 });
    const queue = await ask('queue');
    expect(queue).toMatchObject({ code: 0, stderr: '' });
    const keys = await anna.page
      .locator('#cards .card')
      .evaluateAll((cards) =>
        cards.map((card) => String(card.getAttribute('data-key')).replace('item:', '#')),
      );
    expect(keys.length).toBeGreaterThan(0);
    expect([...queue.stdout.matchAll(/^(#\d+) Kommunbloggen/gm)].map(([, id]) => id)).toEqual(keys);
    const shown = (await ask('show', itemOf(QUESTION))).stdout.replaceAll(/\s+/g, ' ');
    for (const part of [QUESTION, 'Besvarat', ANSWER]) expect(shown).toContain(part);
  });

  test('without the plugin a comment comes by pull', async () => {
    await town.removePlugin();
    await written('Lars', PULLED, PULL_MS);
  });

  test('each answer stands once after everything was read again, and the browser had no complaint', async () => {
    for (const text of [QUESTION, BUS, MATTER])
      expect(await answersUnder(town.blog, commentOf(text))).toHaveLength(1);
    expect(town.post.letters).toHaveLength(1);
    expect(anna.complaints).toEqual([]);
  });

  test('a second desk and wrong settings are told in words and end with 1', async () => {
    const { KVORUM_DATA = '' } = town.settings;
    if (database === 'embedded') {
      const second = await failedStart({ ...town.settings, KVORUM_PORT: '1' });
      expect(second.code).toBe(1);
      expect(second.stderr).toContain(KVORUM_DATA);
      expect(second.stderr).toContain(`in use by process ${town.desk.pid}`);
    }
    const { SMTP_URL: _, BLOG_PASSWORD: __, ...rest } = town.settings;
    const wrong = await failedStart({ ...rest, KVORUM_PORT: 'many', LOG_LEVEL: 'loud' });
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    for (const name of ['KVORUM_PORT: ', 'LOG_LEVEL: ', 'SMTP_URL: ', 'BLOG_PASSWORD: '])
      expect(wrong.stderr).toContain(name);
  });

  test('SIGTERM ends the desk within 5 s; started again, its log verifies under a checkpoint', async () => {
    const toldAtMs = performance.now();
    expect(await town.desk.end('SIGTERM')).toBe(0);
    expect(performance.now() - toldAtMs).toBeLessThan(5_000);
    await town.startAgain();
    await logVerifies(town.settings, town.home);
  });
}
