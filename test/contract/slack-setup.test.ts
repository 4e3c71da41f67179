import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCOPES } from '../../src/desks/slack/manifest.ts';
import { isSlackReady, tellSlack } from '../../src/desks/terminal/tell-slack.ts';
import { slackSetup } from '../../src/wire/slack-setup.ts';
import { openSlack, type SlackSimulator } from '../slack/simulator.ts';

// What `kvorum slack setup` says, against a workspace that is not as it should be in one way at a time.

let slack: SlackSimulator;
let folder: string;

beforeAll(async () => {
  slack = await openSlack();
  folder = await mkdtemp(join(tmpdir(), 'kvorum-slack-setup-'));
});
afterAll(async () => {
  await slack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The settings of a town whose desk is in the simulated workspace. */
async function settings(more: Readonly<Record<string, string>> = {}) {
  const { team: workspace, channel, apiUrl } = slack;
  const connection = {
    workspace,
    channel,
    apiUrl,
    botTokenEnv: 'BOT',
    appTokenEnv: 'APP',
    ...more,
  };
  const desk = { platform: 'slack', department: 'info', connection };
  const town = await readFile('examples/rehearsal.yaml', 'utf8');
  const path = join(folder, 'town.yaml');
  const plain = town.replace(/^desks:\n(?: .*\n|\n)*/m, '');
  await writeFile(path, `${plain}\ndesks: ${JSON.stringify({ team: desk })}\n`);
  return { KVORUM_TOWN: path, BOT: slack.botToken, APP: slack.appToken };
}

const told = async (env: Awaited<ReturnType<typeof settings>>, url?: string) => {
  const setup = await slackSetup(env, url);
  return { setup, text: tellSlack(setup), ready: isSlackReady(setup) };
};

test('a workspace that is as it must be is said to be so, point by point', async () => {
  const { text, ready } = await told(await settings());
  expect(ready).toBe(true);
  expect(text).not.toContain('FAULT');
  expect(text).toMatch(/ok .*bot token works: @\S+ in .* \(T\w+\)/);
  expect(text).toMatch(/ok .*app token opens a socket/);
  expect(text).toMatch(/ok .*It is in #\S+ \(C\w+\)/);
});

test('the manifest names every command, and the mode that was asked for', async () => {
  const socket = await told(await settings());
  expect(socket.setup.manifest).toMatchObject({ settings: { socket_mode_enabled: true } });
  for (const command of ['take', 'reply', 'refer', 'snooze', 'duty'])
    expect(JSON.stringify(socket.setup.manifest)).toContain(command);
  expect(socket.text).toContain('SLACK_APP_TOKEN');
  const http = await told(await settings(), 'https://desk.town.example/');
  expect(JSON.stringify(http.setup.manifest)).toContain('https://desk.town.example/slack/events');
  expect(http.text).toContain('SLACK_SIGNING_SECRET');
  const [, link = ''] = /^ {3}(https:\/\/api\.slack\.com\S+)$/m.exec(http.text) ?? [];
  const carried = new URL(link).searchParams.get('manifest_json') ?? '';
  expect(JSON.parse(carried)).toEqual(http.setup.manifest);
});

test('each missing scope is told, with what it is for', async () => {
  const { 'users:read': why, ...rest } = SCOPES;
  slack.setScopes(Object.keys(rest));
  const { text, ready } = await told(await settings());
  slack.setScopes(Object.keys(SCOPES));
  expect(ready).toBe(false);
  expect(text).toContain(`The scope users:read is missing (${why})`);
  expect(text.match(/FAULT/g)).toHaveLength(1);
});

test('secrets that are not set or taken for one another are told by name, and nothing is asked', async () => {
  const calls = slack.calls.length;
  const { BOT: _, ...rest } = await settings();
  const { text, ready } = await told({ ...rest, BOT: 'xapp-1-wrong' });
  expect(ready).toBe(false);
  expect(text).toMatch(/FAULT {2}BOT: must be the bot token/);
  expect(slack.calls).toHaveLength(calls);
});

test('another workspace, an unknown channel, one the app is not in, an archived one', async () => {
  const faultOf = async (more: Readonly<Record<string, string>> = {}) =>
    /FAULT {2}(.*)/.exec((await told(await settings(more))).text)?.[1];
  expect(await faultOf({ workspace: 'T0ELSEWHERE' })).toContain('the town file says T0ELSEWHERE');
  expect(await faultOf({ channel: 'C0NOWHERE' })).toContain('There is no channel C0NOWHERE');
  await slack.removeBot();
  expect(await faultOf()).toMatch(/The app is not in #\S+: write "\/invite"/);
  await slack.inviteBot();
  await slack.archive();
  expect(await faultOf()).toContain('is archived');
  await slack.unarchive();
  expect(await faultOf()).toBeUndefined();
});

test('tokens that Slack does not take', async () => {
  await slack.revoke();
  const { text } = await told(await settings());
  slack.restore();
  expect(text).toMatch(/FAULT {2}Slack does not accept the bot token \(\w+\)/);
  expect(text).not.toContain(slack.botToken);
});

test('a town file without a desk in Slack is said to have none, and is not ready', async () => {
  const { text, ready } = await told({ ...(await settings()), KVORUM_TOWN: 'examples/malmo.yaml' });
  expect(ready).toBe(false);
  expect(text).toContain('has no desk in Slack yet');
});
