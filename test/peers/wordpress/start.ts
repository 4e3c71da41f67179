import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CACHE } from './packages.ts';
import { NO_MAIL, type Prepared, settings, type WordPressUser } from './settings.ts';
import { addComment, type VisitorComment } from './visitor.ts';

const SITE = join(import.meta.dirname, 'site');

export interface WordPress extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly version: string;
  readonly admin: WordPressUser;
  /** The desk's own account: may read and moderate comments, nothing else. */
  readonly moderator: WordPressUser;
  /** The password both users log in with in a browser. */
  readonly loginPassword: string;
  /** The public page with the one post, which takes comments. */
  readonly page: string;
  /** Writes a comment with the form of the page, as a visitor's browser does; its id. */
  addComment(comment: VisitorComment): Promise<string>;
  /** Runs PHP inside WordPress; what it printed. */
  runPhp(code: string): Promise<string>;
  stop(): Promise<void>;
}

export interface WordPressOptions {
  /** Where the must-use plugin sends its events; without it the plugin sends nothing. */
  readonly hook?: { readonly url: string; readonly secret: string };
  /** Folder of must-use plugins instead of ours; may change while the site runs. */
  readonly plugins?: string;
}

/** A real WordPress on loopback with a database of its own. The first run downloads it. */
export async function startWordPress(options: WordPressOptions = {}): Promise<WordPress> {
  const { root, template, version, users, loginPassword } = prepared();
  const database = mkdtempSync(join(tmpdir(), 'kvorum-wordpress-'));
  cpSync(template, database, { recursive: true });
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = settings({ root, database, url, ...options });
  const server = await serve(root, url, env);
  const stop = async () => {
    await ended(server);
    rmSync(database, { recursive: true, force: true });
  };
  return {
    url,
    version,
    loginPassword,
    admin: users.admin,
    moderator: users.desk,
    page: `${url}/ny-lekplats/`,
    addComment: (comment) => addComment(url, comment),
    runPhp: async (code) => {
      const script = `require getenv('KVORUM_TEST_ROOT') . '/wp-load.php'; ${code}`;
      return (await promisify(execFile)('php', [...NO_MAIL, '-r', script], { env })).stdout;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Made once and copied for every site; a lock lets test files that start together take turns. */
function prepared(): Prepared {
  mkdirSync(CACHE, { recursive: true });
  const script = fileURLToPath(new URL('./prepare.ts', import.meta.url));
  const args = [join(CACHE, 'lock'), process.execPath, script];
  return JSON.parse(execFileSync('flock', args, { encoding: 'utf8' }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function serve(root: string, url: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const args = [...NO_MAIL, '-S', new URL(url).host, '-t', root, join(SITE, 'router.php')];
  // A process group of its own: the workers end with it.
  const server = spawn('php', args, { env, stdio: 'ignore', detached: true });
  process.once('exit', () => killGroup(server));
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${url}/?rest_route=/`).catch(() => null);
    if (answer?.ok) return server;
    await wait(50);
  }
  await ended(server);
  throw new Error(`WordPress did not answer at ${url}`);
}

function killGroup(server: ChildProcess) {
  if (server.pid === undefined || server.exitCode !== null) return;
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function ended(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  killGroup(server);
  await exit;
}
