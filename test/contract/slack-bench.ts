import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { serve } from '#http/server.ts';
import type { OnAsk } from '#ports/desk.ts';
import { type ChatDesks, openChatDesks } from '../../src/wire/chat-desks.ts';
import type { Acked } from '../slack/shapes.ts';
import { openSlack, type SlackSimulator } from '../slack/simulator.ts';
import { benchTown, type DeskBench, deskBench } from './desk-bench.ts';
import { until } from './desk-sight.ts';
import type {
  DeskUnderTest,
  OpenDesk,
  OpenOptions,
  Platform,
  Seen,
  Who,
} from './desk-under-test.ts';
import { formOf, keyOf, tokensIn, wordsIn } from './slack-words.ts';

export type Mode = 'socket' | 'http';

/** Slack gives up on an app after three seconds. */
const ACK_MS = 3_000;
const ANSWER_MS = 10_000;

const OTHER_TEAM = 'T0GRANNEN1';

/** The desk in Slack as it is wired, before a Slack on loopback. */
export interface SlackBench extends DeskUnderTest {
  readonly slack: SlackSimulator;
  /** The channel's messages that show an item or a line, by key. */
  shown(key: string, channel?: string): Promise<Awaited<ReturnType<SlackSimulator['messages']>>>;
  /** Does something as a person, who then sees something: a notice, a dialog, or another one. */
  answered(user: string, act: () => Promise<Acked>): Promise<Seen>;
  /** How long the house takes to answer. */
  readonly slow: { ms: number };
  close(): Promise<void>;
  /** Where the desk listens; empty with a socket. */
  readonly url: () => string;
}

export const slackDesk =
  (mode: Mode): OpenDesk =>
  (options) =>
    openSlackBench(mode, options);

export async function openSlackBench(mode: Mode, options: OpenOptions = {}): Promise<SlackBench> {
  const slack = await openSlack();
  const bench = await deskBench(townIn(slack, mode, options));
  const slow = { ms: 0 };
  const house = { ...bench, onAsk: slowly(bench, slow) };
  const current = { running: await run(house, slack, mode), isAway: false };
  const platform = {
    ...platformOf(slack, bench),
    away(isAway: boolean) {
      current.isAway = isAway;
      slack.outage(isAway ? 'refuse' : null);
    },
  };
  const shown: SlackBench['shown'] = async (key, channel) =>
    (await slack.messages(channel)).filter((message) => keyOf(message) === key);
  return {
    slack,
    bench,
    shown,
    url: () => current.running.url,
    ...doings(slack, bench),
    slow,
    platform,
    close: async () => current.running[Symbol.asyncDispose](),
    async restart() {
      await current.running[Symbol.asyncDispose]();
      await until(() => expect(slack.connections()).toBe(0));
      current.running = await run(house, slack, mode, current.isAway);
    },
    async [Symbol.asyncDispose]() {
      await current.running[Symbol.asyncDispose]();
      await slack[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
      expect(bench.logged.filter((line) => line.includes('met a fault'))).toEqual([]);
    },
  };
}

function townIn(slack: SlackSimulator, mode: Mode, { newcomer = false }: OpenOptions) {
  const at = (channel: string) => ({
    workspace: slack.team,
    channel,
    botTokenEnv: 'BOT',
    apiUrl: slack.apiUrl,
    ...(mode === 'http' ? { mode, signingSecretEnv: 'SIGNING' } : { appTokenEnv: 'APP' }),
  });
  const account = (user: string, workspace = slack.team) => [
    { platform: 'slack', workspace, user },
  ];
  return benchTown(
    [
      { id: 'chat', platform: 'slack', department: 'info', connection: at(slack.channel) },
      { id: 'roads', platform: 'slack', department: 'roads', connection: at(slack.otherChannel) },
    ],
    {
      anna: account(slack.users.anna),
      ...(!newcomer && { bo: account(slack.users.ola) }),
      // The town file knows them; that they are no members of the workspace weighs more.
      cleo: [...account(slack.users.guest), ...account(slack.users.external, OTHER_TEAM)],
    },
  );
}

function slowly({ onAsk }: DeskBench, slow: { readonly ms: number }): OnAsk {
  return async (ask) => {
    if (slow.ms > 0) await sleep(slow.ms);
    return onAsk(ask);
  };
}

interface Running extends AsyncDisposable {
  readonly chat: ChatDesks;
  readonly url: string;
}

type Wired = Pick<DeskBench, 'house' | 'log' | 'onAsk'>;

async function run(
  bench: Wired,
  slack: SlackSimulator,
  mode: Mode,
  isAway = false,
): Promise<Running> {
  const { house, log, onAsk } = bench;
  const env = { BOT: slack.botToken, APP: slack.appToken, SIGNING: slack.signingSecret };
  const chat = openChatDesks({ house, log, onAsk, env });
  if (mode === 'socket') {
    if (!isAway) await until(() => expect(slack.connections()).toBe(1));
    return { chat, url: '', [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose]() };
  }
  const server = await serve(chat.app, { host: '127.0.0.1', port: 0 });
  const url = `${server.url}/slack/events`;
  slack.connectHttp(url);
  return {
    chat,
    url,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await chat[Symbol.asyncDispose]();
    },
  };
}

type Doings = Omit<
  SlackBench,
  'slack' | 'bench' | 'shown' | 'url' | 'platform' | 'restart' | 'slow' | 'close' | symbol
>;

function doings(slack: SlackSimulator, bench: DeskBench): Doings {
  const { users } = slack;
  const user = (who: Who) => (who === 'anna' ? users.anna : users.ola);
  const answered: SlackBench['answered'] = (by, act) => seenAfter(slack, by, act);

  async function cardsOf(item: number) {
    const { department } = await bench.item(item);
    const channel = department === 'roads' ? slack.otherChannel : slack.channel;
    return (await slack.messages(channel)).filter((each) => keyOf(each) === `item:${item}`);
  }

  /** The card once it shows the item as it is. */
  async function current(item: number, verb: string) {
    const { rev } = await bench.item(item);
    const isCurrent = (tokens: readonly string[]) =>
      tokens.some((each) => each.endsWith(`|${rev}`));
    await until(async () =>
      expect(isCurrent(tokensIn((await cardsOf(item))[0]?.blocks))).toBe(true),
    );
    const [card] = await cardsOf(item);
    const isThere = tokensIn(card?.blocks).some((token) => token.startsWith(`${verb}|`));
    return { at: { message: card?.ts ?? '', channel: card?.channel ?? '' }, isThere };
  }

  return {
    answered,
    cards: async (item) => (await cardsOf(item)).map(({ blocks }) => wordsIn(blocks)),
    async press(who, item, verb) {
      const { at, isThere } = await current(item, verb);
      const by = user(who);
      if (isThere) return answered(by, () => slack.press(by, at, verb));
      await answered(by, () => slack.press(by, at, 'more'));
      return answered(by, () => slack.press(by, { modal: true }, verb));
    },
    async pressTwice(who, item, verb) {
      const { at } = await current(item, verb);
      const by = user(who);
      const before = slack.ephemerals(by).length;
      await Promise.all([slack.press(by, at, verb), slack.press(by, at, verb)]);
      await until(() => expect(slack.ephemerals(by)).toHaveLength(before + 2));
      return slack
        .ephemerals(by)
        .slice(before)
        .map(({ blocks }) => ({ words: wordsIn(blocks), form: null }));
    },
    async look(who, item) {
      const by = user(who);
      const { words } = await answered(by, () => slack.command(by, `show ${item}`));
      const { ts } = slack.ephemerals(by).at(-1) ?? {};
      const ephemeral = () => slack.ephemerals(by).findIndex((each) => each.ts === ts);
      return {
        words,
        press: (verb) => answered(by, () => slack.press(by, { ephemeral: ephemeral() }, verb)),
      };
    },
    submit: (who, values) => answered(user(who), () => slack.submit(user(who), values)),
    async send(who) {
      expect(formOf(slack.modals(user(who)).at(-1))).toBe('preview');
      return answered(user(who), () => slack.submit(user(who), {}));
    },
    edit: (who) => slack.closeTop(user(who)),
    command: (who, text) => answered(user(who), () => slack.command(user(who), text)),
    replay: (who) => answered(user(who), () => slack.replay()),
    told: async (who) => wordsIn(await slack.directMessages(user(who))),
    flag: (who, text) =>
      answered(user(who), () => slack.shortcut(user(who), 'flag_this', { text })),
  };
}

/** No interaction ends without an acknowledgement in time and something visible. */
async function seenAfter(
  slack: SlackSimulator,
  user: string,
  act: () => Promise<Acked>,
): Promise<Seen> {
  const look = async () => ({
    whispers: slack.ephemerals(user).map((each) => JSON.stringify(each)),
    modals: slack.modals(user).map(({ id, hash }) => `${id} ${hash}`),
    direct: (await slack.directMessages(user)).map((each) => JSON.stringify(each)),
  });
  const before = await look();
  const { status, ms, body } = await act();
  expect(status).toBe(200);
  expect(ms).toBeLessThan(ACK_MS);
  const { errors } = (body ?? {}) as { errors?: Record<string, string> };
  if (errors) return { words: Object.values(errors).join('\n'), form: 'fill' };
  const seen: string[] = [];
  await until(async () => {
    const now = await look();
    const top = slack.modals(user).at(-1);
    const isNew = top && !before.modals.includes(now.modals.at(-1) ?? '');
    if (isNew) seen.push(wordsIn(top.view));
    for (const kind of ['whispers', 'direct'] as const)
      for (const each of now[kind].filter((one) => !before[kind].includes(one)))
        seen.push(wordsIn(JSON.parse(each)));
    expect(seen).not.toEqual([]);
  }, ANSWER_MS);
  return { words: seen.join('\n'), form: formOf(slack.modals(user).at(-1)) };
}

const WRITES = ['chat.postMessage', 'chat.update'];

function platformOf(slack: SlackSimulator, bench: DeskBench): Omit<Platform, 'away'> {
  const { guest, external } = slack.users;
  return {
    async outsiders(item) {
      const seen: Seen[] = [];
      for (const user of [guest, external]) {
        seen.push(await seenAfter(slack, user, () => slack.command(user, `show ${item}`)));
        const [card] = (await slack.messages()).filter((each) => keyOf(each) === `item:${item}`);
        const at = { message: card?.ts ?? '' };
        seen.push(await seenAfter(slack, user, () => slack.press(user, at, 'take')));
      }
      expect((await bench.item(item)).state.kind).toBe('new');
      return seen;
    },
    limit(retryAfterS, times) {
      for (const method of WRITES) slack.limit(method, retryAfterS, times);
    },
    postedAtMs: () =>
      slack.calls
        .filter(({ method, status, args }) => {
          return (
            method === 'chat.postMessage' && status === 200 && args['channel'] === slack.channel
          );
        })
        .map(({ atMs }) => atMs),
    writes: () => slack.calls.filter(({ method }) => WRITES.includes(method)).length,
  };
}
