import { readFile } from 'node:fs/promises';
import { holds, type Person } from '#domain/people/person.ts';
import { applyTown, planTown } from './app/apply-town.ts';
import { type Config, readConfig } from './config.ts';
import { connections } from './connections.ts';
import { createLogger } from './logging/logger.ts';
import { type ReadTown, readTown } from './town-file/read.ts';
import { type House, openHouse } from './wire/house.ts';
import { townFilePath } from './wire/operator.ts';
import { secretFaults } from './wire/secrets.ts';
import { startFault } from './wire/start-fault.ts';
import { openDesk } from './wire.ts';

type TownOutcome =
  | { readonly ok: true; readonly file: ReadTown }
  | { readonly ok: false; readonly faults: readonly string[] };

/** The town file with the secrets it names at hand, or everything that is wrong with them. */
async function readTownFile(given: string | undefined): Promise<TownOutcome> {
  const path = townFilePath(given);
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { ok: false, faults: [`KVORUM_TOWN: the file ${path} cannot be read`] };
  const read = readTown(text, connections);
  if (!read.ok) {
    const faults = read.refusal.map((f) => `${path}:${f.line}:${f.column} ${f.path} ${f.message}`);
    return { ok: false, faults };
  }
  const faults = secretFaults(read.value.town, process.env);
  return faults.length === 0 ? { ok: true, file: read.value } : { ok: false, faults };
}

/** The first town is applied by itself, a rehearsal's always; a real one's changes wait for `kvorum apply`. */
async function bringTown(
  house: House,
  config: Config,
  { town, sha256 }: ReadTown,
): Promise<string | null> {
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

/** What the terminal says when the desk is open: in rehearsal with a link, in a real town with how to make one. */
async function welcome(house: House, config: Config, url: string): Promise<string[]> {
  const open = `The desk is open at ${url}/desk`;
  if (config.KVORUM_TOWN)
    return [open, 'To let somebody in: npm run -s kvorum -- link <person>', 'Ctrl-C closes it.'];
  const newcomer = actedFirst(house.town()?.people ?? []);
  if (!newcomer) return [open];
  const secret = await house.opened.access({ rehearsal: true }).issueLink(newcomer.id, 'system');
  return [
    `The rehearsal town ${house.town()?.profile.name} is open. Its residents are made up; letters go to ${config.KVORUM_DATA}/outbox.`,
    '',
    '  Come in by this link (it works once, for 30 minutes):',
    `  ${url}/enter/${secret}`,
    '',
    `  Be a resident yourself:  ${url}/report/${newcomer.department}`,
    '  Time runs faster with:   KVORUM_SPEED=60 npm start',
    '',
    'Ctrl-C closes it.',
  ];
}

/** Whom the newcomer acts as first: one who handles items, and speaks the language of this computer. */
function actedFirst(people: readonly Person[]): Person | undefined {
  const { language } = new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale);
  const spoken = ['no', 'nn'].includes(language) ? 'nb' : language;
  const moderators = people.filter((person) => holds(person, 'moderator'));
  return (
    moderators.find(({ locale }) => locale === spoken) ??
    moderators.find(({ locale }) => locale === 'en') ??
    moderators[0]
  );
}

async function run(config: Config, file: ReadTown): Promise<void> {
  const log = createLogger({ level: config.LOG_LEVEL });
  const told = Promise.withResolvers<void>();
  let isTold = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isTold = true;
      told.resolve();
    });
  }
  await using house = await openHouse(config, process.env);
  if (isTold) return;
  const advice = await bringTown(house, config, file);
  if (advice) log.warn({ count: 1 }, advice);
  await using desk = await openDesk({
    config,
    house,
    log,
    rehearsal: !config.KVORUM_TOWN,
    env: process.env,
  });
  for (const line of await welcome(house, config, desk.url)) console.info(line);
  await told.promise;
  console.info('Closing …');
}

// Whoever read along may have gone; that must not end the desk.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const settings = readConfig(process.env);
const town = await readTownFile(process.env['KVORUM_TOWN']);
if (settings.ok && town.ok) {
  await run(settings.config, town.file).catch((error: unknown) => {
    console.error(startFault(error, settings.config) ?? error);
    process.exitCode = 1;
  });
} else {
  const faults = [settings, town].flatMap((each) => (each.ok ? [] : each.faults));
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
