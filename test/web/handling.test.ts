import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWebDesk } from './browser.ts';
import { HOSTILE } from './fake-desk.ts';

let web: Awaited<ReturnType<typeof openWebDesk>>;

beforeEach(async () => {
  web = await openWebDesk();
});
afterEach(() => web[Symbol.asyncDispose]());

const focusedCard = "document.activeElement?.closest('.card')?.dataset.key ?? null";

const submits = () => web.desk.asked.filter(({ kind }) => kind === 'formSubmit');

test('take, reply with a preview, no answer and forward go by keyboard alone', async () => {
  const { page, complaints } = await web.visit('anna');
  await page.keyboard.press('j');
  expect(await page.evaluate(focusedCard)).toBe('item:11');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(await page.evaluate(focusedCard)).toBe('item:12');

  await page.keyboard.press('a');
  await page.getByText('Kortet är ditt.').waitFor();
  await page.waitForSelector('#card-item-12 [data-verb=release]');
  expect(await page.evaluate(focusedCard)).toBe('item:12');

  await page.keyboard.press('r');
  await page.waitForSelector('#sheet[open] textarea:focus');
  expect(await page.textContent('#sheet blockquote')).toContain('Storgatan');
  await page.keyboard.type('I natt före klockan sex, j k a r.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sheet .preview');
  expect(await page.textContent('#sheet .preview')).toContain('/Anna Berg, Kommunikationsenheten');
  expect(web.desk.items.find(({ id }) => id === 12)?.closed).toBeUndefined();
  await page.keyboard.press('Enter');
  await page.getByText('Svaret är på väg.').waitFor();
  await page.waitForSelector('#card-item-12', { state: 'detached' });
  expect(web.desk.items.find(({ id }) => id === 12)?.closed).toContain('j k a r.');
  expect(await page.isVisible('#sheet')).toBe(false);
  expect(await page.evaluate(focusedCard)).toBe('item:13');

  await page.keyboard.press('n');
  await page.waitForSelector('#sheet[open] select:focus');
  await page.keyboard.press('u');
  await page.locator('#sheet .send').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Kortet är avslutat.').waitFor();
  expect(web.desk.items.find(({ id }) => id === 13)?.closed).toContain('repeated');
  expect(await page.evaluate(focusedCard)).toBe('item:14');

  await page.keyboard.press('f');
  await page.waitForSelector('#sheet[open] select:focus');
  expect(await page.textContent('#sheet blockquote')).toContain('Добрий день');
  await page.keyboard.press('e');
  await page.locator('#sheet .send').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Kortet är skickat vidare.').waitFor();
  await page.locator('#card-item-14').getByText('Erik Nilsson').waitFor();
  expect(web.desk.items.find(({ id }) => id === 14)?.closed).toBeUndefined();
  expect(complaints).toEqual([]);
  expect(web.desk.faults).toEqual([]);
});

test('search, help, opening and leaving a card go by single keys, which can be turned off', async () => {
  const { page } = await web.visit('anna');
  await page.keyboard.press('?');
  await page.waitForSelector('#sheet[open] .keys');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#sheet:not([open])', { state: 'attached' });
  await page.keyboard.press('/');
  expect(await page.evaluate('document.activeElement.id')).toBe('search');
  await page.keyboard.type('Hej');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/find?q=Hej');
  await page.waitForSelector('#card-item-12');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/items/12');
  expect(await page.textContent('main')).toContain('midsommarafton');

  await page.click('.person summary');
  await page.click('#keys');
  await page.keyboard.press('?');
  await page.waitForTimeout(300);
  expect(await page.isVisible('#sheet')).toBe(false);
});

test('what one person does shows at once at another, edited in place', async () => {
  const [anna, kari] = [await web.visit('anna'), await web.visit('kari')];
  await kari.page.locator('#card-item-14').focus();
  await kari.page.evaluate('window.before = document.querySelector("#card-item-12")');
  await anna.page.click('#card-item-12 [data-verb=take]');
  await kari.page.locator('#card-item-12').getByText('Anna Berg').waitFor();
  expect(
    await kari.page.evaluate('window.before === document.querySelector("#card-item-12")'),
  ).toBe(true);
  expect(await kari.page.textContent('#announce')).toContain('1 kort endret');

  web.desk.add({
    id: 20,
    rev: 1,
    tone: 'urgent',
    title: 'Ny fråga · Bloggen',
    author: 'Lena',
    text: 'Är vattnet okej att dricka?',
    lang: 'sv',
    dueHours: 1,
    why: 'Frågetecken',
  });
  for (const { page } of [anna, kari]) {
    await page.waitForSelector('#card-item-20');
    const order = await page.$$eval('#cards .card', (cards) => cards.map((card) => card.id));
    expect(order.slice(0, 3)).toEqual(['card-item-11', 'card-item-20', 'card-item-12']);
    expect(await page.textContent('#tabs [aria-current] .count')).toBe('6');
  }
  expect(await kari.page.textContent('#announce')).toContain('1 ny kommentar');
  expect(await kari.page.evaluate(focusedCard)).toBe('item:14');
  expect([...anna.complaints, ...kari.complaints]).toEqual([]);
});

test('a burst of changes becomes few requests', async () => {
  const { page } = await web.visit('anna');
  await page.waitForTimeout(800);
  const before = web.desk.asked.length;
  for (let i = 0; i < 500; i += 1) web.desk.changed(`item:${11 + (i % 4)}`);
  await page.waitForTimeout(2000);
  const asked = web.desk.asked.length - before;
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(4);
});

test('a connection that breaks is made again and what was missed is caught up', async () => {
  const { page } = await web.visit('anna');
  await page.waitForTimeout(500);
  const item = web.desk.items.find(({ id }) => id === 13);
  if (item) item.holder = 'Kari Moen';
  web.cut();
  await page.locator('#card-item-13').getByText('Kari Moen').waitFor();
});

test('the stream ends with the session', async () => {
  const { page } = await web.visit('anna');
  web.desk.sessions.clear();
  web.desk.changed('item:11');
  await page.getByText('Du behöver en egen länk').waitFor();
  await expect.poll(() => web.desk.listeners.size).toBe(0);
});

test('nothing typed is lost: field errors, a closed dialog, an ended session', async () => {
  const { page } = await web.visit('anna');
  const open = async () => {
    await page.click('#card-item-12 [data-verb=reply]');
    await page.waitForSelector('#sheet[open] textarea');
  };
  await open();
  await page.fill('#sheet textarea', 'kort');
  await page.click('#sheet .send');
  await page.waitForSelector('#sheet textarea[aria-invalid=true]:focus');
  expect(await page.inputValue('#sheet textarea')).toBe('kort');
  expect(await page.textContent('#field-text-error')).toContain('Skriv ett riktigt svar.');

  await page.fill('#sheet textarea', 'Ett långt svar som tog en kvart');
  await page.keyboard.press('Escape');
  await open();
  expect(await page.inputValue('#sheet textarea')).toBe('Ett långt svar som tog en kvart');

  web.desk.sessions.clear();
  await page.click('#sheet .send');
  await page.locator('#sheet-notice').getByText('Du behöver en egen länk').waitFor();
  expect(await page.inputValue('#sheet textarea')).toBe('Ett långt svar som tog en kvart');
});

test('a double click is one ask', async () => {
  const { page } = await web.visit('anna');
  await page.click('#card-item-13 [data-verb=no-answer]');
  await page.selectOption('#sheet select', 'repeated');
  await page.dblclick('#sheet .send');
  await page.getByText('Kortet är avslutat.').waitFor();
  await page.waitForTimeout(500);
  expect(new Set(submits().map(({ dedupeKey }) => dedupeKey)).size).toBe(1);
});

test('hostile words are shown and do nothing', async () => {
  const { page, complaints } = await web.visit('sam');
  const quote = page.locator('#card-item-15 blockquote');
  const shown = await quote.textContent();
  expect(shown).toContain('<script>window.hacked=1</script>');
  expect(shown).toContain('<hx-partial hx-target="body">x</hx-partial>');
  expect(shown).toContain('https://evil.example/login');
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(shown).not.toMatch(/\p{M}{4}/u);
  expect(await quote.locator('a, img, script, svg').count()).toBe(0);
  web.desk.changed('item:15');
  await page.click('#card-item-15 [data-verb=take]');
  await page.waitForSelector('#card-item-15 [data-verb=release]');
  await page.goto(`${web.url}/desk/items/15`);
  await page.waitForSelector('#item');
  expect(await page.title()).not.toBe('y');
  expect(await page.evaluate('window.hacked')).toBeUndefined();
  expect(HOSTILE).toContain('\u202e');
  expect(complaints).toEqual([]);
});

test('the whole flow works without JavaScript', async () => {
  const { page } = await web.visit('anna', { javaScriptEnabled: false });
  await page.click('#card-item-12 [data-verb=take]');
  await page.getByText('Kortet är ditt.').waitFor();
  expect(page.url()).toBe(`${web.url}/desk`);
  await page.click('#card-item-12 [data-verb=reply]');
  await page.fill('main textarea', 'kort');
  await page.click('main .send');
  expect(await page.textContent('#field-text-error')).toContain('Skriv ett riktigt svar.');
  expect(await page.inputValue('main textarea')).toBe('kort');
  await page.fill('main textarea', 'I natt före klockan sex.');
  await page.click('main .send');
  expect(await page.textContent('main .preview')).toContain('I natt före klockan sex.');
  await page.click('main .send >> nth=0');
  await page.getByText('Svaret är på väg.').waitFor();
  expect(await page.locator('#card-item-12').count()).toBe(0);

  await page.fill('#search', 'Funäsdalen');
  await page.keyboard.press('Enter');
  await page.getByText('Träffar på').waitFor();
  await page.fill('#command', 'show 13');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/items/13');
  await page.click('.card .menu summary');
  await page.click('.card [data-verb=class]');
  await page.getByText('Inte här.').waitFor();

  await page.click('.person summary');
  await page.click('button[value=oksana]');
  expect(await page.getAttribute('html', 'lang')).toBe('uk');
  await page.click('.person summary');
  await page.click('button[value=dark]');
  expect(await page.getAttribute('html', 'data-color-scheme')).toBe('dark');
  await page.click('.person summary');
  await page.click('.leave');
  await page.waitForURL('**/enter');
  await page.goto(`${web.url}/desk`);
  expect(await page.locator('.card').count()).toBe(0);
});
