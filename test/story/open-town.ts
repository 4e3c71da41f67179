import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type DeskProcess, freePort, startDesk } from '../crash/desk-process.ts';
import { testDatabase } from '../peers/postgres.ts';
import { startWordPress, type WordPress } from '../peers/wordpress/start.ts';
import { CHROMIUM } from '../web/chromium.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { kvorum } from './process.ts';
import { HOOK_SECRET, writeTown } from './town.ts';

const PLUGIN = join(import.meta.dirname, '../../examples/wordpress/kvorum.php');

/** A town with its blog, desk, mail server and browser; all real, all on loopback. */
export interface StoryTown extends AsyncDisposable {
  readonly blog: WordPress;
  readonly desk: DeskProcess;
  readonly post: PostOffice;
  readonly browser: Browser;
  /** What the desk was started with. */
  readonly settings: Readonly<Record<string, string>>;
  readonly home: string;
  /** Takes the must-use plugin away from the blog, as an operator does: by deleting its file. */
  removePlugin(): Promise<void>;
  /** Starts the desk again after it has ended. */
  startAgain(): Promise<DeskProcess>;
  /** Another one-time link for a person. */
  link(person: string): Promise<string>;
}

export async function openTown(database: 'postgres' | 'embedded'): Promise<StoryTown> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'kvorum-story-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const plugins = join(folder, 'mu-plugins');
  await mkdir(plugins);
  await copyFile(PLUGIN, join(plugins, 'kvorum.php'));
  const port = await freePort();
  const hook = { url: `http://127.0.0.1:${port}/hooks/blog`, secret: HOOK_SECRET };
  const blog = opening.use(await startWordPress({ hook, plugins }));
  const post = opening.use(await openPostOffice());
  const own = database === 'postgres' ? opening.use(await testDatabase()) : undefined;
  const settings = await writeTown({
    folder,
    blog: { url: blog.url, ...blog.moderator },
    officialUserId: blog.admin.id,
    smtpUrl: post.url,
    databaseUrl: own?.url,
  });
  const desks = opening.use(new AsyncDisposableStack());
  const start = async () => {
    const desk = desks.use(startedDesk(settings, port));
    await desk.ready(120_000);
    return desk;
  };
  const desk = await start();
  const browser = await chromium.launch(CHROMIUM);
  opening.defer(() => browser.close());
  const home = join(folder, 'home');
  const opened = opening.move();
  return {
    blog,
    desk,
    post,
    browser,
    settings,
    home,
    removePlugin: () => rm(join(plugins, 'kvorum.php')),
    startAgain: start,
    link: async (person) => (await kvorum(['link', person], settings, home)).stdout.trim(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** A desk that does not outlive the story, and may not end before it is told to. */
export function startedDesk(
  settings: Readonly<Record<string, string>>,
  port: number,
): DeskProcess & AsyncDisposable {
  const desk = startDesk(settings, { port });
  let told = false;
  const end = (signal: NodeJS.Signals) => {
    if (!told && desk.ended()) throw new Error(`The desk ended by itself:\n${desk.printed()}`);
    told = true;
    return desk.end(signal);
  };
  return {
    ...desk,
    end,
    async [Symbol.asyncDispose]() {
      if (!desk.ended() || !told) await end('SIGKILL');
    },
  };
}
