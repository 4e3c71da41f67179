import { Command, CommanderError } from 'commander';
import type { HouseOperator, MoveReport, Operator, SlackSetup } from '#ports/operator.ts';
import { Told } from './console.ts';
import {
  type DeskCommandNeeds,
  login,
  logout,
  runAction,
  runDeskCommand,
} from './desk-commands.ts';
import type { Values } from './fill-form.ts';
import { plain, plainLine } from './plain.ts';
import { remoteOperator } from './remote-operator.ts';
import { runningDesk } from './running-desk.ts';
import { allWell, tellChannels } from './tell-channels.ts';
import { isSlackReady, tellSlack } from './tell-slack.ts';
import { tellVerdict } from './tell-verdict.ts';
import { apply, check, readDocument, type TownCommandNeeds } from './town-commands.ts';

export interface ProgramNeeds extends DeskCommandNeeds, TownCommandNeeds {
  readonly dataFolder: string;
  /** Opens the store itself, where no desk runs on it. */
  readonly openHouse: () => Promise<HouseOperator>;
  /** Carries the embedded town to PostgreSQL; nobody else may have it open. */
  readonly moveTown: (databaseUrl: string) => Promise<MoveReport>;
  /** `url`: where Slack calls the desk; a socket when absent. */
  readonly slackSetup: (url: string | undefined) => Promise<SlackSetup>;
}

/** Runs the program `kvorum`; exit code 0 done, 1 refused or faulty, 2 not understood. */
export async function runProgram(args: readonly string[], needs: ProgramNeeds): Promise<0 | 1 | 2> {
  const { console } = needs;
  let done = true;
  const program = programOf(needs, (result) => {
    done = result;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return done ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Told) {
      // Some of its words are another machine's.
      console.writeError(`${plain(error.message)}\n`);
      return error.exitCode;
    }
    const message = error instanceof Error ? error.message : String(error);
    console.writeError(`This went wrong: ${plainLine(message)}\n`);
    return 1;
  }
}

function programOf(needs: ProgramNeeds, report: (done: boolean) => void): Command {
  const { console } = needs;
  const program = new Command('kvorum')
    .description('The desk of a town hall, at the terminal.')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => console.write(text),
      writeErr: (text) => console.writeError(text),
      getOutHelpWidth: () => console.width,
      getErrHelpWidth: () => console.width,
    });
  addOperatorCommands(program, needs, report);
  addSlackCommands(program, needs, report);
  addDeskCommands(program, needs, report);
  return program.addHelpText(
    'after',
    '\nWhat you may ask of the desk itself (queue, next, show, take, reply, …): kvorum help',
  );
}

function addOperatorCommands(
  program: Command,
  needs: ProgramNeeds,
  report: (done: boolean) => void,
): void {
  const { console } = needs;
  program
    .command('check <town.yaml>')
    .description('tell every fault of a town file')
    .action((path: string) => report(check(needs, path)));
  program
    .command('apply <town.yaml>')
    .description('show what a town file changes, then do it')
    .option('--yes', 'do it without asking')
    .action(async (path: string, { yes = false }: { yes?: boolean }) => {
      await withOperator(needs, async (operator) =>
        report(await apply(needs, async () => operator, { path, yes })),
      );
    });
  program
    .command('verify')
    .description('prove that the log is whole and the archive holds what it names')
    .option('--held <file...>', 'checkpoints that were kept outside the house')
    .action(async ({ held = [] }: { held?: string[] }) => {
      const notes = held.map(readDocument);
      const verdict = await withOperator(needs, (operator) => operator.verifyLog(notes));
      console.write(`${tellVerdict(verdict)}\n`);
      report(verdict.faults.length === 0);
    });
  program
    .command('channels')
    .description("ask every channel's platform whether it can be read and answered")
    .action(async () => {
      const reports = await withOperator(needs, (operator) => operator.examineChannels());
      console.write(`${tellChannels(reports)}\n`);
      report(allWell(reports));
    });
  program
    .command('move')
    .description('carry the embedded town to PostgreSQL')
    .requiredOption('--to <DATABASE_URL>', 'an empty database')
    .action(async ({ to }: { to: string }) => {
      await move(needs, to);
    });
  program
    .command('link <person>')
    .description('print a one-time link by which a person enters the desk')
    .action(async (person: string) => {
      const url = await withOperator(needs, (operator) => operator.issueLink(person));
      if (url === null) throw new Told(`There is no person ${person} in the town.`);
      console.write(`${url}\n`);
    });
  program
    .command('code [person]')
    .description('print a one-time code that links an account at a chat desk: yours, or a person’s')
    .action(async (person: string | undefined) => {
      if (person === undefined) return report(await asMyself(needs, 'code'));
      const code = await withOperator(needs, (operator) => operator.issueCode(person));
      if (code === null) throw new Told(`There is no person ${person} in the town.`);
      console.write(`To be written in Slack within 30 minutes:  /desk link ${code}\n`);
    });
  program
    .command('unlink [person]')
    .description('take from a person all accounts at chat desks that a code has linked')
    .action(async (person: string | undefined) => {
      if (person === undefined) return report(await asMyself(needs, 'unlink'));
      const count = await withOperator(needs, (operator) => operator.unlink(person));
      console.write(`Unlinked: ${count}. What the town file says (identities) still holds.\n`);
    });
}

/** The operator names somebody; who is signed in and names nobody means themselves. */
const asMyself = (needs: ProgramNeeds, word: string): Promise<boolean> =>
  runDeskCommand(needs, { words: [word], given: {}, yes: false });

function addSlackCommands(
  program: Command,
  { console, slackSetup }: ProgramNeeds,
  report: (done: boolean) => void,
): void {
  const slack = program.command('slack').description('the desk in Slack');
  slack
    .command('setup')
    .description('print the app’s manifest and how to install it; tell exactly what is missing')
    .option('--url <address>', 'Slack calls the desk at this https address, instead of a socket')
    .option('--manifest', 'print the manifest alone')
    .action(async ({ url, manifest = false }: { url?: string; manifest?: boolean }) => {
      const setup = await slackSetup(url);
      if (manifest) {
        console.write(`${JSON.stringify(setup.manifest, null, 2)}\n`);
        return;
      }
      console.write(`${tellSlack(setup)}\n`);
      report(isSlackReady(setup));
    });
}

function addDeskCommands(
  program: Command,
  needs: ProgramNeeds,
  report: (done: boolean) => void,
): void {
  program
    .command('login <link>')
    .description('sign in at the desk with a one-time link')
    .action((link: string) => login(needs, link));
  program
    .command('logout')
    .description('sign out')
    .action(() => logout(needs));
  const forwarded = (name: string, hidden: boolean) =>
    program
      .command(name, { isDefault: hidden, hidden })
      .argument('[words...]')
      .option('--yes', 'send without asking')
      .allowUnknownOption()
      .helpOption(false);
  forwarded('do', false)
    .description('press a button as a card shows it')
    .action(async (words: string[], { yes = false }: { yes?: boolean }) => {
      const { rest, given } = fieldsOf(words);
      const [verb, ref, rev, ...more] = rest;
      if (!verb || !ref || !rev || more.length > 0) {
        throw new Told('A button has three parts: kvorum do <verb> <ref> <number>', 2);
      }
      report(await runAction(needs, { verb, ref, rev }, { given, yes }));
    });
  forwarded('ask', true).action(async (words: string[], { yes = false }: { yes?: boolean }) => {
    const { rest, given } = fieldsOf(words);
    if (rest.length === 0) return program.help();
    return report(await runDeskCommand(needs, { words: rest, given, yes }));
  });
}

/** Separates `--field value` from the words of the command. */
function fieldsOf(words: readonly string[]): { rest: string[]; given: Values } {
  const rest: string[] = [];
  const given: Values = {};
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as string;
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) rest.push(word);
    else if (value !== undefined) given[name] = value;
    else if (n + 1 < words.length) given[name] = words[++n] as string;
    else throw new Told(`--${name} needs a value.`, 2);
  }
  return { rest, given };
}

/** Through the running desk, or with the store itself where none runs. */
async function withOperator<T>(
  { dataFolder, openHouse }: ProgramNeeds,
  run: (operator: Operator) => Promise<T>,
): Promise<T> {
  const desk = runningDesk(dataFolder);
  if (desk) return run(remoteOperator(desk));
  await using house = await openHouse();
  return await run(house);
}

async function move({ console, dataFolder, moveTown }: ProgramNeeds, to: string): Promise<void> {
  if (runningDesk(dataFolder)) {
    throw new Told('The desk is running: stop it first, so that nothing comes in meanwhile.');
  }
  if (!/^postgres(?:ql)?:\/\//.test(to)) {
    throw new Told('--to must begin with postgres:// or postgresql://', 2);
  }
  const { rows, logSize, logRoot } = await moveTown(to);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  console.write(
    [
      `Moved: ${total} rows, ${logSize} log entries, counted and verified.`,
      `Root ${logRoot}`,
      'Set DATABASE_URL to that database now: the desk does not open this folder’s copy again.',
      '',
    ].join('\n'),
  );
}
