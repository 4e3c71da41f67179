import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { type Config, readConfig } from './config.ts';
import { connections } from './connections.ts';
import { type Console, Told } from './desks/terminal/console.ts';
import { runProgram } from './desks/terminal/program.ts';
import type { HouseOperator, MoveReport } from './ports/operator.ts';
import { readTown } from './town-file/read.ts';

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
  const house = await openHouse(config, env);
  const deskUrl = config.KVORUM_URL ?? `http://${config.KVORUM_HOST}:${config.KVORUM_PORT}`;
  const operator = operatorOf(house, () => deskUrl.replace(/\/+$/, ''));
  return { ...operator, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

async function moveTown(databaseUrl: string): Promise<MoveReport> {
  const { KVORUM_DATA: dataFolder, DATABASE_URL } = settings();
  if (DATABASE_URL) {
    throw new Told(
      'DATABASE_URL is set: this town is not embedded. Unset it to move the embedded one.',
    );
  }
  const [store, { startQueue }] = await Promise.all([
    import('./store/move.ts'),
    import('./jobs/queue.ts'),
  ]);
  await using queue = await startQueue({
    database: { kind: 'postgres', url: databaseUrl },
    onError: (error) => stderr.write(`${error.message}\n`),
  });
  return await store.moveTown({
    dataFolder,
    databaseUrl,
    sendJob: queue.sendJob,
    onProgress: () => undefined,
  });
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
});
