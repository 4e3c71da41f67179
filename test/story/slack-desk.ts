import { expect } from 'vitest';
import { keyOf, tokensIn, wordsIn } from '../contract/slack-words.ts';
import type { Acked, SimMessage } from '../slack/shapes.ts';
import type { SlackSimulator } from '../slack/simulator.ts';
import type { MoreTown } from './town.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };
/** Slack gives up on an app after three seconds. */
const ACK_MS = 3_000;

/** The desk of the town's one department, in the workspace's channel, by a socket. */
export function deskInSlack({
  team,
  channel,
  apiUrl,
  botToken,
  appToken,
}: SlackSimulator): MoreTown {
  const connection = {
    workspace: team,
    channel,
    apiUrl,
    botTokenEnv: 'SLACK_BOT_TOKEN',
    appTokenEnv: 'SLACK_APP_TOKEN',
  };
  const desks = { team: { platform: 'slack', department: 'info', connection } };
  return {
    town: `desks: ${JSON.stringify(desks)}\n`,
    settings: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken },
  };
}

/** What somebody who looks into the team's channel sees of the desk. */
export interface SlackDesk {
  /** Waits until a card with these words comes by itself; the number of its item. */
  comes(words: string, limitMs: number): Promise<string>;
  /** The one card of an item; throws when there is none, or another. */
  card(item: string): Promise<Seen>;
  /** Waits until the card of an item says this; then everything it says. */
  says(item: string, words: string | RegExp, limitMs?: number): Promise<string>;
  /** Waits until the line that counts what nobody has to answer says this. */
  quietLineSays(words: string): Promise<void>;
  as(user: string): SlackPerson;
}

interface Seen {
  /** By which Slack knows the message: an edited one keeps it. */
  readonly ts: string;
  readonly words: string;
}

/** What a person does, and the words that are then before their eyes alone: a notice, or the dialog on top. */
export interface SlackPerson {
  command(text: string): Promise<string>;
  /** Presses a button on the card in the channel; what is not on it is behind the last entry of its menu. */
  press(item: string, verb: string): Promise<string>;
  /** Presses a button on a message that was written to this person alone. */
  pressDirect(words: string, verb: string): Promise<string>;
  /** Fills in the dialog on top and submits it. */
  submit(values: Readonly<Record<string, string>>): Promise<string>;
  shortcut(callbackId: string, text: string): Promise<string>;
  openHome(): Promise<string>;
  /** Waits until the desk has written this to the person by itself. */
  isTold(words: string): Promise<string>;
}

export function slackDesk(slack: SlackSimulator): SlackDesk {
  const cardsOf = async (item: string) =>
    (await slack.messages()).filter((message) => keyOf(message) === `item:${item}`);

  async function card(item: string): Promise<Seen> {
    const cards = await cardsOf(item);
    expect(cards).toHaveLength(1);
    const [{ ts, blocks } = { ts: '', blocks: [] }] = cards;
    return { ts, words: read(blocks) };
  }

  return {
    card,
    async comes(words, limitMs) {
      const found = async () => (await slack.messages()).filter((each) => isCardWith(each, words));
      await expect.poll(found, { ...PATIENCE, timeout: limitMs }).toHaveLength(1);
      return keyOf((await found())[0] ?? { blocks: [] }).replace('item:', '');
    },
    async says(item, words, limitMs = PATIENCE.timeout) {
      const said = async () => (await card(item)).words;
      await expect.poll(said, { ...PATIENCE, timeout: limitMs }).toMatch(words);
      return said();
    },
    async quietLineSays(words) {
      const lines = async () =>
        (await slack.messages()).filter((each) => keyOf(each).startsWith('quiet:'));
      const said = async () => read((await lines()).map(({ blocks }) => blocks));
      await expect.poll(said, PATIENCE).toContain(words);
    },
    as: (user) => person(slack, user, cardsOf),
  };
}

const isCardWith = (message: SimMessage, words: string) =>
  keyOf(message).startsWith('item:') && read(message.blocks).includes(words);

/** Marks cut a text into pieces: it is read as one. */
function read(node: unknown): string {
  return wordsIn(node).replaceAll(/\s+/g, ' ');
}

function person(
  slack: SlackSimulator,
  user: string,
  cardsOf: (item: string) => Promise<readonly SimMessage[]>,
): SlackPerson {
  const seeing = (act: () => Promise<Acked>) => seenAfter(slack, user, act);

  async function pressOn(message: SimMessage | undefined, verb: string): Promise<string> {
    const { ts = '', channel = '', blocks = [] } = message ?? {};
    const at = { message: ts, channel };
    const isThere = tokensIn(blocks).some((token) => token.startsWith(`${verb}|`));
    if (isThere) return seeing(() => slack.press(user, at, verb));
    await seeing(() => slack.press(user, at, 'more'));
    return seeing(() => slack.press(user, { modal: true }, verb));
  }

  const told = async (words: string) =>
    (await slack.directMessages(user)).find((each) => read(each.blocks).includes(words));

  return {
    command: (text) => seeing(() => slack.command(user, text)),
    press: async (item, verb) => pressOn((await cardsOf(item))[0], verb),
    pressDirect: async (words, verb) => pressOn(await told(words), verb),
    submit: (values) => seeing(() => slack.submit(user, values)),
    shortcut: (callbackId, text) => seeing(() => slack.shortcut(user, callbackId, { text })),
    openHome: () => seeing(() => slack.openHome(user)),
    async isTold(words) {
      await expect.poll(() => told(words), PATIENCE).toBeDefined();
      return read((await told(words))?.blocks);
    },
  };
}

/** Nothing a person does ends without an acknowledgement in time and something to see. */
async function seenAfter(
  slack: SlackSimulator,
  user: string,
  act: () => Promise<Acked>,
): Promise<string> {
  const whispers = () => slack.ephemerals(user).map((each) => JSON.stringify(each));
  const views = () => [slack.home(user) ?? [], slack.modals(user).at(-1) ?? []].flat();
  const before = { whispers: whispers(), hashes: views().map(({ hash }) => hash) };
  const { status, ms, body } = await act();
  expect(status).toBe(200);
  expect(ms).toBeLessThan(ACK_MS);
  const { errors = {} } = (body ?? {}) as { errors?: Record<string, string> };
  const beside = Object.values(errors).join(' ');
  if (beside) return beside;
  const seen = () => {
    const said = whispers().find((each) => !before.whispers.includes(each));
    if (said) return read(JSON.parse(said));
    return read(views().find(({ hash }) => !before.hashes.includes(hash))?.view);
  };
  await expect.poll(seen, PATIENCE).not.toBe('');
  return seen();
}
