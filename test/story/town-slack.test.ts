import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskProcess } from '../crash/desk-process.ts';
import { openSlack, type SlackSimulator } from '../slack/simulator.ts';
import { ANSWER, BUS, EDITED, MATTER, PULL_MS, PUSH_MS, QUESTION } from './day.ts';
import { openTown, type StoryTown } from './open-town.ts';
import { logVerifies } from './process.ts';
import { answerOnTheBlog, answersUnder, answerUnder, report } from './residents.ts';
import { deskInSlack, type SlackDesk, type SlackPerson, slackDesk } from './slack-desk.ts';
import { mannersWereKept, oneCardEach } from './slack-manners.ts';
import { REGISTRY } from './town.ts';

// The same day as the web desk's story tells, but everything the staff do they do in Slack.

/** A job whose worker is gone is another's after a minute. */
const RECOVERY_MS = 120_000;

const RUDE = 'Vilken idiot har ritat lekplatsen? @channel @here Vem bestämmer sådant?';
const POOL = 'Vilka tider gäller för babysim i simhallen?';
const NEUTRAL = 'Jag gick förbi badplatsen i går.';
const AGAIN = 'Men vad betyder det, hur kan man tycka så?';
const LATER = 'När blir gång- och cykelvägen klar?';
const PASTED = 'Varför är belysningen släckt vid skolan?';
const PASTED_FROM = 'https://anslag.example/inlagg/7';
const PULLED = 'Kan man boka bastun vid lekplatsen?';
const LAST = 'Hur anmäler man sig till sommarjobb?';
const LAST_ANSWER = 'Hej! På webbplatsen, senast den 1 mars.';
const EVENING = 'Är isbanan öppen i kväll?';
const MEANWHILE = 'Får man grilla vid badplatsen?';

const opened = new AsyncDisposableStack();
let slack: SlackSimulator;
let town: StoryTown;
/** The one that runs now: it is killed, and ended, in the course of the day. */
let running: DeskProcess;
let desk: SlackDesk;
let anna: SlackPerson;
let ola: SlackPerson;
/** Ids on the blog and at the desk, by the text. */
const comments = new Map<string, string>();
const items = new Map<string, string>();
const commentOf = (text: string) => comments.get(text) ?? '';
const itemOf = (text: string) => items.get(text) ?? '';

beforeAll(async () => {
  slack = opened.use(await openSlack());
  town = opened.use(await openTown('postgres', deskInSlack(slack)));
  running = town.desk;
  desk = slackDesk(slack);
  anna = desk.as(slack.users.anna);
  ola = desk.as(slack.users.ola);
});
afterAll(() => opened.disposeAsync());

/** A resident writes on the blog, and the card comes into the channel by itself. */
async function written(author: string, text: string, limitMs = PUSH_MS): Promise<string> {
  await commented(author, text);
  return carded(text, limitMs);
}

async function commented(author: string, text: string): Promise<void> {
  const email = `${author.toLowerCase()}@example.org`;
  comments.set(text, await town.blog.addComment({ text, author, email }));
}

async function carded(text: string, limitMs: number): Promise<string> {
  items.set(text, await desk.comes(text, limitMs));
  return itemOf(text);
}

test('strangers are refused politely; a one-time code makes an account a person’s', async () => {
  await expect.poll(() => slack.connections(), { timeout: 15_000 }).toBe(1);
  const { guest, external } = slack.users;
  expect(await ola.command('queue')).toContain('Du är inte känd här ännu.');
  expect(await desk.as(guest).command('queue')).toContain('Gäster kan inte använda desken.');
  expect(await desk.as(external).command('queue')).toContain('hör till en annan arbetsyta');
  const code = await town.code('mod-1');
  expect(await anna.command(`link ${code}`)).toContain('Välkommen, Anna Lindqvist.');
  expect(await ola.command(`link ${code}`)).toContain('Koden är okänd, använd eller för gammal.');
});

test('a question comes by push, is taken and answered from Slack, in time', async () => {
  const item = await written('Ebba', QUESTION);
  const { ts, words } = await desk.card(item);
  expect(words).toContain('Ebba');
  expect(await anna.press(item, 'take')).toContain('Den är din.');
  await desk.says(item, 'Anna Lindqvist');
  expect(await anna.press(item, 'reply')).toContain(QUESTION);
  const seen = await anna.submit({ text: ANSWER });
  expect(seen).toContain(ANSWER);
  expect(seen).toMatch(/Anna Lindqvist.*Kommunikationsenheten/);
  expect(await answersUnder(town.blog, commentOf(QUESTION))).toEqual([]);
  expect(await anna.submit({})).toContain('Svaret skickas.');
  const answer = await answerUnder(town.blog, commentOf(QUESTION));
  expect(answer).toContain(ANSWER);
  expect(answer).toMatch(/Anna Lindqvist[\s\S]*Kommunikationsenheten/);
  expect(await desk.says(item, 'Läge: Besvarat')).toContain(ANSWER);
  expect((await desk.card(item)).ts).toBe(ts);
  const history = await anna.command(`history ${item}`);
  expect(history).toContain('Klockan stannade: besvarat (i tid)');
});

test('an answer written on the blog itself closes its card without a click', async () => {
  const item = await written('Sven', BUS);
  const { ts } = await desk.card(item);
  await answerOnTheBlog(town.browser, town.blog, {
    to: commentOf(BUS),
    text: 'Hej! Vid kyrkan, till och med fredag.',
  });
  await desk.says(item, 'Läge: Besvarat direkt på plattformen');
  expect((await desk.card(item)).ts).toBe(ts);
  const history = await anna.press(item, 'history');
  expect(history).toContain('Klockan stannade: besvarat direkt på plattformen (i tid)');
});

test('an edit keeps both versions; a deletion is told and the copy stays', async () => {
  const item = await written('Maja', EDITED);
  const id = commentOf(EDITED);
  const after = `${EDITED} Och i mellandagarna?`;
  await town.blog.runPhp(
    `wp_update_comment(['comment_ID' => ${id}, 'comment_content' => '${after}']);`,
  );
  expect(await desk.says(item, 'Ändrat 1 gång av avsändaren')).toContain(after);
  await town.blog.runPhp(`wp_delete_comment(${id}, true);`);
  await desk.says(item, 'Finns inte längre på plattformen; kopian är sparad');
  const history = await anna.press(item, 'history');
  const [, first, second] = history.split(EDITED);
  expect(first).not.toContain('Och i mellandagarna?');
  expect(second).toContain('Och i mellandagarna?');
});

test('an own matter is referred: one letter to the registry, and the resident is told', async () => {
  const item = await written('Karin', MATTER);
  expect((await desk.card(item)).words).toContain('Eget ärende');
  expect(await anna.press(item, 'refer')).toContain(MATTER);
  expect(await anna.submit({ kind: 'own-matter' })).toContain(REGISTRY);
  expect(town.post.letters).toEqual([]);
  const [, reference = ''] = /Hänvisat som (\S+-\d{4}-\d+)/.exec(await anna.submit({})) ?? [];
  expect(reference).not.toBe('');
  expect(await answerUnder(town.blog, commentOf(MATTER))).toContain(reference);
  await expect.poll(() => town.post.letters.length, { timeout: PUSH_MS }).toBe(1);
  const [letter] = town.post.letters;
  expect(letter).toMatchObject({ to: [REGISTRY], from: 'desk@kraby.example' });
  for (const part of [reference, 'Karin', MATTER, `#comment-${commentOf(MATTER)}`])
    expect(letter?.text).toContain(part);
  await desk.says(item, new RegExp(`Läge: Hänvisat .*${reference}`));
});

test('a visitor reports a comment by the public form: a flag on its card', async () => {
  const item = await written('Bo', RUDE);
  const { ts, words } = await desk.card(item);
  expect(words).not.toContain('anmäld av en besökare');
  const told = {
    link: `${town.blog.page}#comment-${commentOf(RUDE)}`,
    text: 'Det här är ett personangrepp.',
  };
  const { receipt } = await report(town.browser, town.desk.url, { ...told, javaScript: true });
  expect(receipt).toMatch(/^R-\w{4}-\w{4}$/);
  await desk.says(item, 'anmäld av en besökare');
  expect((await desk.card(item)).ts).toBe(ts);
  expect(await anna.press(item, 'history')).toContain(told.text);
});

test('a colleague gets an item by a direct message and answers from there', async () => {
  expect(await ola.command(`link ${await town.code('mod-2')}`)).toContain(
    'Velkommen, Ola Nordmann.',
  );
  const item = await written('Lisa', POOL);
  await anna.press(item, 'forward');
  const done = await anna.submit({ to: 'mod-2', note: 'Du känner simhallen.' });
  expect(done).toContain('Vidarebefordrat: Ola Nordmann.');
  await desk.says(item, 'Tagen av: Ola Nordmann');
  const said = `Anna Lindqvist har sendt #${item} videre til deg.`;
  expect(await ola.isTold(said)).toContain('Du känner simhallen.');
  expect(await ola.pressDirect(said, 'reply')).toContain(POOL);
  await ola.submit({ text: 'Hej! Onsdagar klockan nio.' });
  expect(await ola.submit({})).toContain('Svaret sendes.');
  expect(await answerUnder(town.blog, commentOf(POOL))).toMatch(/nio[\s\S]*Ola Nordmann/);
  await desk.says(item, 'Läge: Besvarat');
});

test('what asks for nothing is counted in one line and has no card', async () => {
  await commented('Per', NEUTRAL);
  await desk.quietLineSays('1 kommentar som inte kräver svar');
});

test('nobody stays silent without a reason', async () => {
  const item = await written('Nils', AGAIN);
  await anna.press(item, 'no-answer');
  expect(await anna.submit({ reason: 'provocation' })).toContain('Avslutat utan svar.');
  await desk.says(item, 'Inget svar behövs: Avsett att provocera');
});

test('what is put aside says until when', async () => {
  const item = await written('Olga', LATER);
  await anna.press(item, 'snooze');
  expect(await anna.submit({ until: '2020-01-01 09:00' })).toContain('ännu inte har passerat');
  expect(await anna.submit({ until: '2h' })).toContain('Undanlagt till');
  await desk.says(item, 'Undanlagt till');
});

test('queue, find, help and the home tab tell what they are asked', async () => {
  const queue = await anna.command('queue');
  for (const text of [RUDE, LATER]) expect(queue).toContain(`#${itemOf(text)} Kommunbloggen`);
  for (const text of [QUESTION, BUS]) expect(queue).not.toContain(`#${itemOf(text)} `);
  const found = await anna.command('find lekplatsen');
  expect(found).toContain('2 träffar');
  for (const text of [QUESTION, RUDE]) expect(found).toContain(`#${itemOf(text)} `);
  const help = await anna.command('help');
  for (const name of ['queue', 'reply', 'refer', 'no-answer', 'find']) expect(help).toContain(name);
  expect(await anna.command(`take ${itemOf(RUDE)}`)).toContain('Den är din.');
  const home = await anna.openHome();
  expect(home).toContain(`#${itemOf(RUDE)} Kommunbloggen`);
  expect(home).not.toContain(`#${itemOf(LATER)} `);
});

test('what a resident wrote elsewhere becomes an item, with its address', async () => {
  const said = await anna.shortcut('flag_this', `${PASTED} <${PASTED_FROM}> <!channel>`);
  expect(said).toMatch(/Mottaget som R-\w{4}-\w{4}\./);
  const item = await carded(PASTED, PUSH_MS);
  expect((await desk.card(item)).words).toContain('anslag.example');
});

test('killed in the middle of an answer and of a card, the desk does neither twice', async () => {
  const item = await written('Tore', LAST);
  const { ts } = await desk.card(item);
  await anna.press(item, 'reply');
  await anna.submit({ text: LAST_ANSWER });
  await using held = await town.holdAnswers();
  await anna.submit({});
  expect(await answerUnder(town.blog, commentOf(LAST))).toContain(LAST_ANSWER);
  slack.dropNext('chat.postMessage');
  await commented('Ulla', MEANWHILE);
  const unanswered = () => slack.calls.filter(({ status }) => status === 0);
  await expect.poll(unanswered, { timeout: PUSH_MS, interval: 20 }).toHaveLength(1);
  expect(await running.end('SIGKILL')).toBe('SIGKILL');
  await held[Symbol.asyncDispose]();
  expect((await desk.card(item)).words).not.toContain('Läge: Besvarat');
  await expect.poll(() => slack.connections()).toBe(0);
  expect(await slack.press(slack.users.anna, { message: ts }, 'history')).toMatchObject({
    body: 'dispatch_failed',
  });
  running = await town.startAgain();
  await carded(MEANWHILE, PULL_MS);
  expect(await desk.says(item, 'Läge: Besvarat', RECOVERY_MS)).toContain(LAST_ANSWER);
  expect((await desk.card(item)).ts).toBe(ts);
  await expect.poll(() => slack.connections()).toBe(1);
  expect(await anna.press(itemOf(MEANWHILE), 'take')).toContain('Den är din.');
  await desk.says(itemOf(MEANWHILE), 'Tagen av: Anna Lindqvist');
});

test('without the plugin a comment comes by pull', async () => {
  await town.removePlugin();
  await written('Lars', PULLED, PULL_MS);
});

test('SIGTERM ends the desk within 5 s; started again, its log verifies under a checkpoint', async () => {
  const toldAtMs = performance.now();
  expect(await running.end('SIGTERM')).toBe(0);
  expect(performance.now() - toldAtMs).toBeLessThan(5_000);
  await town.startAgain();
  await logVerifies(town.settings, town.home);
});

test('after everything was read again each answer stands once, each item has one card, all is quiet', async () => {
  await written('Eva', EVENING, PULL_MS);
  for (const text of [QUESTION, BUS, MATTER, POOL, LAST])
    expect(await answersUnder(town.blog, commentOf(text))).toHaveLength(1);
  expect(town.post.letters).toHaveLength(1);
  await oneCardEach(slack, items.values());
  mannersWereKept(slack);
});
