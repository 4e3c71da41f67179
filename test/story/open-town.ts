import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type DeskProcess, freePort, startDesk } from '../crash/desk-process.ts';
import { testDatabase } from '../peers/postgres.ts';
import { startWordPress, type WordPress } from '../peers/wordpress/start.ts';
import { CHROMIUM } from '../web/chromium.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import { kvorum } from './process.ts';
import { HOOK_SECRET, type MoreTown, writeTown } from './town.ts';

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
  /** The blog takes what the desk writes, but does not say so until it is let go, for 30 s at most. */
  holdAnswers(): Promise<AsyncDisposable>;
  /** Starts the desk again after it has ended. */
  startAgain(): Promise<DeskProcess>;
  /** Another one-time link for a person. */
  link(person: string): Promise<string>;
  /** Another one-time code for a person's account at a chat desk. */
  code(person: string): Promise<string>;
}

export async function openTown(
  database: 'postgres' | 'embedded',
  more?: MoreTown,
): Promise<StoryTown> {
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
    more,
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
    holdAnswers: () => holdAnswers(join(plugins, 'hold.php')),
    startAgain: start,
    link: async (person) => (await kvorum(['link', person], settings, home)).stdout.trim(),
    async code(person) {
      const { stdout } = await kvorum(['code', person], settings, home);
      return /\blink (\S+)/.exec(stdout)?.[1] ?? '';
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

const HOLD = `<?php
add_action('rest_after_insert_comment', static function () {
    for ($n = 0; $n < 600 && is_file(__FILE__); $n++) {
        usleep(50000);
        clearstatcache();
    }
});
`;

async function holdAnswers(path: string): Promise<AsyncDisposable> {
  await writeFile(path, HOLD);
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
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
