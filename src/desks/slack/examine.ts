import type { HealthFinding } from '#ports/connector.ts';
import { codeOfFailure, isAnswer, slackClient } from './client.ts';
import { SCOPES } from './manifest.ts';
import type { SlackDesk } from './needs.ts';

export interface ExamineOptions {
  readonly workspace: string;
  readonly botToken: string;
  /** With a socket only. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  readonly desks: readonly SlackDesk[];
}

/** What of a workspace's app is as it must be, and exactly what is not. In plain words for the operator. */
export async function examineSlack(
  options: ExamineOptions,
  signal: AbortSignal,
): Promise<readonly HealthFinding[]> {
  const { botToken: token, appToken, apiUrl, desks } = options;
  const settings = { ...(apiUrl && { apiUrl }), stopping: signal };
  const client = slackClient({ token, ...settings });
  const known = await knownAs(client, options.workspace);
  const opened = appToken === undefined ? [] : await socketOf(appToken, settings);
  if (!known.every(({ ok }) => ok)) return [...known, ...opened];
  const channels = await Promise.all(desks.map(({ channel }) => channelOf(client, channel)));
  return [...known, ...opened, ...channels];
}

type Client = ReturnType<typeof slackClient>;

async function knownAs(client: Client, workspace: string): Promise<HealthFinding[]> {
  try {
    const { team = '', team_id: id, user = '', response_metadata } = await client.auth.test();
    const scopes: string[] = response_metadata?.scopes ?? [];
    const missing = Object.entries(SCOPES).filter(([scope]) => !scopes.includes(scope));
    return [
      id === workspace
        ? found('credentials', true, `The bot token works: @${user} in ${team} (${id}).`)
        : found(
            'credentials',
            false,
            `The bot token is of ${team} (${id}), the town file says ${workspace}.`,
          ),
      ...(missing.length === 0
        ? [found('permission', true, `It has the ${Object.keys(SCOPES).length} scopes it needs.`)]
        : missing.map(([scope, why]) =>
            found(
              'permission',
              false,
              `The scope ${scope} is missing (${why}): OAuth & Permissions, add it, reinstall.`,
            ),
          )),
    ];
  } catch (error) {
    const code = codeOfFailure(error);
    const words = TOKEN_REFUSED.includes(code)
      ? `Slack does not accept the bot token (${code}): OAuth & Permissions, Bot User OAuth Token.`
      : `Slack did not answer: ${code}.`;
    return [found(TOKEN_REFUSED.includes(code) ? 'credentials' : 'reach', false, words)];
  }
}

const TOKEN_REFUSED = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked'];

async function socketOf(
  token: string,
  settings: Omit<Parameters<typeof slackClient>[0], 'token'>,
): Promise<HealthFinding[]> {
  try {
    await slackClient({ token, ...settings }).apps.connections.open({});
    return [found('subscription', true, 'The app token opens a socket.')];
  } catch (error) {
    const code = codeOfFailure(error);
    if (!isAnswer(error)) return [found('reach', false, `Slack did not answer: ${code}.`)];
    const words = `The app token opens no socket (${code}): Basic Information, App-Level Tokens, one with connections:write; and Socket Mode must be on.`;
    return [found('subscription', false, words)];
  }
}

async function channelOf(client: Client, channel: string): Promise<HealthFinding> {
  try {
    const { channel: there } = await client.conversations.info({ channel });
    const name = there?.name ? `#${there.name}` : channel;
    if (there?.is_archived)
      return found('reach', false, `${name} is archived: bring it back, or name another channel.`);
    if (!there?.is_member)
      return found(
        'reach',
        false,
        `The app is not in ${name}: write "/invite" there and choose it.`,
      );
    if (there.is_ext_shared || there.is_pending_ext_shared)
      return found(
        'permission',
        false,
        `${name} is shared with another organisation, whose people read every card: choose another.`,
      );
    const readers = there.is_private
      ? 'its members read the cards'
      : 'every member of the workspace can read the cards';
    return found('reach', true, `It is in ${name} (${channel}); ${readers}.`);
  } catch (error) {
    const code = codeOfFailure(error);
    return code === 'channel_not_found'
      ? found(
          'reach',
          false,
          `There is no channel ${channel}, or it is private and the app not in it: write "/invite" there and choose it.`,
        )
      : found('reach', false, `The channel ${channel} could not be looked at: ${code}.`);
  }
}

function found(check: HealthFinding['check'], ok: boolean, message: string): HealthFinding {
  return { check, ok, message };
}
