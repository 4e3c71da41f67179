import { readFile } from 'node:fs/promises';
import { applyTown, planTown } from './app/apply-town.ts';
import { type Config, readConfig } from './config.ts';
import { connections } from './connections.ts';
import { createLogger } from './logging/logger.ts';
import { readTown } from './town-file/read.ts';
import { missingSecrets } from './wire/connectors.ts';
import { type House, openHouse } from './wire/house.ts';
import { townFilePath } from './wire/operator.ts';
import { openDesk } from './wire.ts';

/** Faults that a person can mend: told in plain words, without a stack. */
class StartFault extends Error {}

async function readTownFile(config: Config) {
  const path = townFilePath(config.KVORUM_TOWN);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StartFault(`KVORUM_TOWN: the file ${path} cannot be read`);
  });
  const read = readTown(text, connections);
  if (read.ok) {
    const missing = missingSecrets(read.value.town, process.env);
    if (missing.length > 0) throw new StartFault(missing.join('\n'));
    return read.value;
  }
  const faults = read.refusal.map((f) => `${path}:${f.line}:${f.column} ${f.path} ${f.message}`);
  throw new StartFault(faults.join('\n'));
}

/** The first town is applied by itself, a rehearsal's always; a real one's changes wait for `kvorum apply`. */
async function bringTown(house: House, config: Config): Promise<string | null> {
  const { town, sha256 } = await readTownFile(config);
  const { store } = house.opened;
  const present = await store.read.town();
  if (!present || !config.KVORUM_TOWN) {
    await applyTown({ store, clock: house.clock }, { town, sha256, by: 'system' });
    return null;
  }
  const plan = await planTown({ store }, { town });
  const changes = plan.ok ? plan.value.changes.length : 0;
  return changes === 0
    ? null
    : `The town file says ${changes} things that are not in force: run \`kvorum apply ${config.KVORUM_TOWN}\`.`;
}

/** Links by which the newcomer may come in: one in rehearsal, none in a real town (`kvorum link`). */
async function welcome(house: House, config: Config, url: string): Promise<string[]> {
  const lines = [`The desk is open at ${url}/desk`];
  if (config.KVORUM_TOWN)
    return [
      ...lines,
      'To let somebody in: npm run -s kvorum -- link <person>',
      'Ctrl-C closes it.',
    ];
  const town = house.town();
  const first = town?.people.find((p) => p.roles.includes('moderator'));
  if (!first) return lines;
  const secret = await house.opened.access({ rehearsal: true }).issueLink(first.id, 'system');
  return [
    ...lines,
    '',
    `  Come in by this link, once, within 30 minutes:`,
    `  ${url}/enter/${secret}`,
    '',
    `This is the rehearsal town ${town?.profile.name}: residents are made up, letters go to ${config.KVORUM_DATA}/outbox.`,
    'Ctrl-C closes it.',
  ];
}

async function run(config: Config): Promise<void> {
  const log = createLogger({ level: config.LOG_LEVEL });
  const told = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => told.resolve());
  await using house = await openHouse(config, process.env);
  const advice = await bringTown(house, config);
  if (advice) log.warn({ count: 1 }, advice);
  await using desk = await openDesk({ config, house, log, rehearsal: !config.KVORUM_TOWN });
  for (const line of await welcome(house, config, desk.url)) console.info(line);
  await told.promise;
  console.info('Closing …');
}

/** Words for what a person can mend; anything else keeps its stack. */
function inWords(error: unknown): string | null {
  if (error instanceof StartFault) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'EADDRINUSE')
    return 'KVORUM_PORT: something else listens there already; choose another port';
  if (error.code === 'EACCES') return `${error.message}: this account may not`;
  if (error.code === 'ECONNREFUSED') return 'DATABASE_URL: no database answers there';
  return String(error.code).startsWith('STORE_') ? error.message : null;
}

const outcome = readConfig(process.env);
if (outcome.ok) {
  await run(outcome.config).catch((error: unknown) => {
    console.error(inWords(error) ?? error);
    process.exitCode = 1;
  });
} else {
  console.error(outcome.faults.join('\n'));
  process.exitCode = 1;
}
