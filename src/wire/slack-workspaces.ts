import type { z } from 'zod';
import type { Town } from '#domain/town/town.ts';
import { slackConnection } from '../desks/slack/connection.ts';
import type { SlackOptions } from '../desks/slack/desk.ts';
import type { SlackNeeds } from '../desks/slack/needs.ts';
import type { Env } from './env.ts';

/** An app in a workspace, with the desks of all departments that work there. */
export type SlackWorkspace = Omit<SlackOptions, keyof SlackNeeds>;

/** One app a workspace, by everything that makes it another one when it changes. */
export function slackWorkspaces(town: Town | null, env: Env): Map<string, SlackWorkspace> {
  const entries = (town?.desks ?? [])
    .filter(({ platform }) => platform === 'slack')
    .map(({ id, connection }) => ({ id, connection: slackConnection.parse(connection) }))
    .map(({ id, connection }) => ({
      id,
      // Said or not, it is the same app.
      connection: connection.mode === 'http' ? connection : { ...connection, mode: undefined },
    }));
  const grouped = Map.groupBy(entries, ({ connection: { channel: _, ...app } }) =>
    JSON.stringify(app),
  );
  const workspaces = [...grouped].flatMap(([app, desks]): [string, SlackWorkspace][] => {
    const [first] = desks;
    if (!first) return [];
    const channels = desks.map(({ id, connection: { channel } }) => ({ id, channel }));
    return [[`${app} ${JSON.stringify(channels)}`, workspaceOf(first.connection, channels, env)]];
  });
  return new Map(workspaces);
}

function workspaceOf(
  connection: z.infer<typeof slackConnection>,
  desks: SlackWorkspace['desks'],
  env: Env,
): SlackWorkspace {
  const { workspace, botTokenEnv, apiUrl } = connection;
  return {
    workspace,
    desks,
    botToken: env[botTokenEnv] ?? '',
    mode:
      connection.mode === 'http'
        ? { kind: 'http', signingSecret: env[connection.signingSecretEnv] ?? '' }
        : { kind: 'socket', appToken: env[connection.appTokenEnv] ?? '' },
    ...(apiUrl && { apiUrl }),
  };
}
