import { readFile } from 'node:fs/promises';
import type { Locale } from '#domain/locale.ts';
import type { Town } from '#domain/town/town.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import type { SlackSetup } from '#ports/operator.ts';
import { COMMANDS } from '../../commands/index.ts';
import { connections } from '../connections.ts';
import { examineSlack } from '../desks/slack/examine.ts';
import { slackManifest } from '../desks/slack/manifest.ts';
import { readTown } from '../town-file/read.ts';
import type { Env } from './env.ts';
import { townFilePath } from './operator.ts';
import { secretFaults } from './secrets.ts';
import { slackWorkspaces } from './slack-workspaces.ts';

const EXAMINATION_MS = 20_000;

/** The manifest of the app for this town, and how far its desks in Slack are set up. */
export async function slackSetup(env: Env, url: string | undefined): Promise<SlackSetup> {
  const text = await readFile(townFilePath(env['KVORUM_TOWN']), 'utf8').catch(() => '');
  const read = readTown(text, connections);
  const town = read.ok ? read.value.town : null;
  const isHttp = town?.desks.some(({ connection }) => connection['mode'] === 'http') ?? false;
  const address = url ?? (isHttp ? env['KVORUM_URL'] : undefined);
  const locale: Locale = town?.profile.locale ?? 'en';
  const manifest = slackManifest({
    name: 'Kvorum',
    description: chatTexts(locale).slash,
    locale,
    commands: COMMANDS,
    mode: address === undefined ? { kind: 'socket' } : { kind: 'http', url: address },
  });
  const faults = read.ok ? [] : ['KVORUM_TOWN: the town file is not right: kvorum check tells why'];
  const state = await stateOf(town, env);
  const missing = [...faults, ...state.missing];
  return { manifest, isSocket: address === undefined, ...state, missing };
}

async function stateOf(
  town: Town | null,
  env: Env,
): Promise<Pick<SlackSetup, 'missing' | 'desks'>> {
  if (!town?.desks.some(({ platform }) => platform === 'slack')) return { missing: [], desks: [] };
  const slack = { ...town, channels: [] };
  const missing = secretFaults(slack, env);
  if (missing.length > 0) return { missing, desks: [] };
  const signal = AbortSignal.timeout(EXAMINATION_MS);
  const desks = [...slackWorkspaces(town, env).values()].map(async ({ mode, ...app }) => ({
    desks: app.desks.map(({ id }) => id),
    findings: await examineSlack(
      { ...app, ...(mode.kind === 'socket' && { appToken: mode.appToken }) },
      signal,
    ),
  }));
  return { missing, desks: await Promise.all(desks) };
}
