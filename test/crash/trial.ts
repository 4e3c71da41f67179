import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '#store/open.ts';
import { testDatabase } from '../peers/postgres.ts';
import { type Blog, DESK_USER, openBlog } from './blog.ts';
import { type Chance, chance } from './chance.ts';
import { type DeskProcess, freePort, startDesk } from './desk-process.ts';
import { type Moderator, moderator } from './moderator.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { examine, type Proof } from './proof.ts';
import { type Sender, sender } from './sender.ts';
import { BLOG, BRIDGE, MODERATOR, makeTown, type Town } from './settings.ts';

export type EngineName = 'PGlite' | 'PostgreSQL';

/** When the desk is killed. */
const MOMENTS = ['start', 'intake', 'reply', 'referral'] as const;

export type Moment = (typeof MOMENTS)[number];

/** A desk, what is around it, and what was done to it. */
export interface Trial extends AsyncDisposable {
  readonly engine: EngineName;
  /** Kills it so many times while it works, then lets it come to rest. */
  run(kills: number): Promise<void>;
  readonly kills: Readonly<Record<Moment, number>>;
  /** Looks at what is left. An embedded PostgreSQL stops everything else in this process meanwhile. */
  examine(): Promise<Proof>;
}

/** Everything outside the desk, and what it takes to start one. */
interface Stage {
  readonly random: Chance;
  readonly town: Town;
  readonly port: number;
  readonly blog: Blog;
  readonly post: PostOffice;
  readonly sender: Sender;
  readonly moderator: Moderator;
  /** Counts what visitors write. */
  readonly next: () => number;
}

const READY_MS = 60_000;
/** Without anything getting less. The longest that must pass is a letter's second try. */
const STANDSTILL_MS = 120_000;
const STOP_MS = 5_000;
const BURST = 24;
const PARALLEL = 8;
const VISITORS = 3;

/** Opens a trial: a database and a town of its own, and somebody signed in. */
export async function openTrial(engine: EngineName, seed: number): Promise<Trial> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-crash-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const database = engine === 'PostgreSQL' ? opened.use(await testDatabase()) : undefined;
  const stage = await openStage(opened, { folder, random: chance(seed), url: database?.url });
  const kills = { start: 0, intake: 0, reply: 0, referral: 0 };
  let stop: Stop | undefined;
  const closing = opened.move();
  return {
    engine,
    kills,
    async run(times) {
      for (let n = 1; n <= times; n += 1) {
        const moment = MOMENTS[n % MOMENTS.length] ?? 'intake';
        await workUntilKilled(stage, moment);
        kills[moment] += 1;
        if (n % 10 === 0) console.log(`${engine}: ${n} of ${times} kills`);
      }
      stop = await comeToRest(stage);
    },
    examine() {
      if (!stop) throw new Error('There is nothing to examine before it ran');
      return examine({ ...stage, stop });
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function openStage(
  opened: AsyncDisposableStack,
  { folder, random, url }: { folder: string; random: Chance; url: string | undefined },
): Promise<Stage> {
  const post = opened.use(await openPostOffice(random));
  // The must-use plugin tells of what the desk itself writes, too.
  const blog = opened.use(await openBlog(random, (comment) => pushes.add(pushOf(comment))));
  const address = { folder, blogUrl: blog.url, smtpUrl: post.url };
  const town = await makeTown({ ...address, ...(url && { databaseUrl: url }) });
  const pushes = sender(town.secrets);
  let written = 0;
  return {
    random,
    town,
    port: await freePort(),
    blog,
    post,
    sender: pushes,
    moderator: moderator(await signIn(town), random),
    next: () => {
      written += 1;
      return written;
    },
  };
}

async function signIn({ settings }: Town): Promise<string> {
  const { KVORUM_DATA: dataFolder = '', DATABASE_URL: databaseUrl } = settings;
  await using store = await openStore({ dataFolder, ...(databaseUrl && { databaseUrl }) });
  const access = store.access({ rehearsal: false });
  const session = await access.redeem(await access.issueLink(MODERATOR, 'operator'));
  if (!session) throw new Error('The link was not taken');
  return session.token;
}

async function workUntilKilled(stage: Stage, moment: Moment): Promise<void> {
  const { random } = stage;
  const desk = startDesk(stage.town.settings, { port: stage.port });
  const killAfter = async (ms: number) => {
    await sleep(random.upTo(ms));
    if (desk.ended()) throw new Error(`The desk ended by itself:\n${desk.printed()}`);
    await desk.end('SIGKILL');
  };
  if (moment === 'start') return killAfter(3_000);
  await desk.ready(READY_MS);
  await stage.moderator.askAgain(desk.url);
  visitorsWrite(stage);
  if (moment === 'intake') {
    const sending = stage.sender.send(desk.url, PARALLEL);
    await killAfter(400);
    return sending;
  }
  await stage.sender.send(desk.url, PARALLEL);
  const working = moderate(stage, desk, moment);
  visitorsWrite(stage);
  const sending = stage.sender.send(desk.url, 2);
  // Half of the time while the ask itself is under way, half while its job is.
  if (random.happens(0.5)) await working;
  await killAfter(900);
  await Promise.all([working, sending]);
}

async function moderate(stage: Stage, { url }: DeskProcess, moment: Moment): Promise<void> {
  const { moderator: person, random } = stage;
  const cards = await person.open(url);
  const chosen = cards.filter(() => random.happens(0.5)).slice(0, 4);
  const deed = moment === 'reply' ? person.reply : person.refer;
  await Promise.all(chosen.map((card) => deed(url, card)));
}

function visitorsWrite({ sender: pushes, blog, next }: Stage): void {
  for (let n = 0; n < BURST; n += 1) {
    const written = next();
    const id = `c-${written}`;
    const text = `When does the library open tomorrow? (${id})`;
    const author = { id: `a-${written % 50}`, name: 'A visitor' };
    const event = { type: 'comment', id, text, author, created_at: new Date().toISOString() };
    const body = JSON.stringify(event);
    pushes.add({ channel: BRIDGE, key: `k-${id}`, body, externalId: id });
  }
  for (let n = 0; n < VISITORS; n += 1) {
    const written = next();
    const comment = blog.write(`Why is lamp ${written} dark?`, `Visitor ${written % 40}`);
    // The plugin does not always get through; what it does not tell is found by reading.
    if (n > 0) pushes.add(pushOf(comment));
  }
}

function pushOf(comment: Blog['comments'][number]) {
  const official = comment.author === DESK_USER;
  const data = { ...comment, kvorum_official: official };
  return {
    channel: BLOG,
    key: `p-${comment.id}`,
    body: JSON.stringify({ type: 'comment.changed', timestamp: new Date().toISOString(), data }),
    ...(official ? {} : { externalId: String(comment.id) }),
  };
}

export interface Stop {
  readonly settled: boolean;
  readonly settleMs: number;
  readonly code: number | NodeJS.Signals;
  readonly stopMs: number;
  readonly printed: string;
}

/** A last desk that nobody kills: until no work waits, then stopped as an operator would. */
async function comeToRest(stage: Stage): Promise<Stop> {
  const desk = startDesk(stage.town.settings, { port: stage.port });
  await desk.ready(READY_MS);
  const startedAt = performance.now();
  await stage.moderator.askAgain(desk.url);
  let least = Number.POSITIVE_INFINITY;
  let lessAt = startedAt;
  let quiet = 0;
  while (quiet < 3 && performance.now() - lessAt < STANDSTILL_MS) {
    await sleep(500);
    await stage.sender.send(desk.url, PARALLEL);
    const waiting = (await workWaiting(desk.url)) + stage.sender.waiting();
    quiet = waiting === 0 ? quiet + 1 : 0;
    if (waiting < least) lessAt = performance.now();
    least = Math.min(least, waiting);
  }
  const stoppedAt = performance.now();
  const code = await Promise.race([desk.end('SIGTERM'), sleep(4 * STOP_MS, 'SIGKILL' as const)]);
  const stopMs = performance.now() - stoppedAt;
  if (!desk.ended()) await desk.end('SIGKILL');
  const settleMs = stoppedAt - startedAt;
  return { settled: quiet >= 3, settleMs, code, stopMs, printed: desk.printed() };
}

/** Jobs that are not done and deliveries that are not taken in. */
async function workWaiting(url: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`);
  const text = await answer.text();
  const waiting =
    /^kvorum_(?:jobs|deliveries)\{[^}]*state="(?:queued|active|waiting)"[^}]*\} (\d+)$/gm;
  const found = [...text.matchAll(waiting)];
  if (found.length === 0) throw new Error('The metrics tell nothing about work that waits');
  return found.reduce((sum, [, n]) => sum + Number(n), 0);
}
