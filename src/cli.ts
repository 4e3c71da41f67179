import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { type Config, readConfig } from './config.ts';
import { connections } from './connections.ts';
import { type Console, Told } from './desks/terminal/console.ts';
import { runProgram } from './desks/terminal/program.ts';
import type { HouseOperator, MoveReport } from './ports/operator.ts';
import { readTown } from './town-file/read.ts';
import { startFault } from './wire/start-fault.ts';

/** Lines are wrapped to a width that is comfortable to read, however wide the window is. */
const WIDTH_MAX = 100;

const { stdin, stdout, stderr, env } = process;

/** The settings, or every fault of them at once. */
function settings(): Config {
  const outcome = readConfig(env);
  if (!outcome.ok) throw new Told(outcome.faults.join('\n'));
  return outcome.config;
}

/** The store is heavy: only the commands that need it load it. */
async function openHouseOperator(): Promise<HouseOperator> {
  const config = settings();
  const [{ openHouse }, { operatorOf }] = await Promise.all([
    import('./wire/house.ts'),
    import('./wire/operator.ts'),
  ]);
  const house = await openHouse(config, env).catch((error: unknown) => {
    throw inWords(error, startFault(error, config));
  });
  const deskUrl = config.KVORUM_URL ?? `http://${config.KVORUM_HOST}:${config.KVORUM_PORT}`;
  const operator = operatorOf(house, () => deskUrl.replace(/\/+$/, ''));
  return { ...operator, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

async function moveTown(databaseUrl: string): Promise<MoveReport> {
  const config = settings();
  if (config.DATABASE_URL) {
    throw new Told(
      'DATABASE_URL is set: this town is not embedded. Unset it to move the embedded one.',
    );
  }
  const [store, { startQueue }] = await Promise.all([
    import('./store/move.ts'),
    import('./jobs/queue.ts'),
  ]);
  try {
    await using queue = await startQueue({
      database: { kind: 'postgres', url: databaseUrl },
      onError: (error) => stderr.write(`${error.message}\n`),
    });
    return await store.moveTown({
      dataFolder: config.KVORUM_DATA,
      databaseUrl,
      sendJob: queue.sendJob,
      onProgress: () => undefined,
    });
  } catch (error) {
    throw inWords(error, startFault(error, { ...config, DATABASE_URL: databaseUrl }, '--to'));
  }
}

/** A fault that a setting leads to is told by its name, as `npm start` tells it. */
function inWords(error: unknown, words: string | null): unknown {
  return words === null ? error : new Told(words, 1, { cause: error });
}

/** One reader for all questions: lines that come before they are asked for are not lost. */
function terminal(): Console & Disposable {
  let reader: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;
  return {
    write: (text) => void stdout.write(text),
    writeError: (text) => void stderr.write(text),
    async ask(question) {
      reader ??= createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
      lines ??= reader[Symbol.asyncIterator]();
      stdout.write(question);
      const { done, value } = await lines.next();
      return done ? null : value;
    },
    interactive: stdin.isTTY && stdout.isTTY,
    // A terminal that does not know its width says 0.
    width: Math.min(stdout.columns || 80, WIDTH_MAX),
    colours: stdout.isTTY && !env['NO_COLOR'],
    [Symbol.dispose]: () => reader?.close(),
  };
}

using console = terminal();
process.exitCode = await runProgram(process.argv.slice(2), {
  console,
  sessionFile: join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'kvorum', 'session.json'),
  dataFolder: resolve(env['KVORUM_DATA'] || './data'),
  nowMs: Date.now,
  checkTown: (document) => readTown(document, connections),
  openHouse: openHouseOperator,
  moveTown,
  slackSetup: async (url) => (await import('./wire/slack-setup.ts')).slackSetup(env, url),
});
