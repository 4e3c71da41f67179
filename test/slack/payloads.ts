import { randomBytes } from 'node:crypto';
import type { Workspace } from './workspace.ts';

/** Long out of use, and still in everything Slack sends. */
const VERIFICATION_TOKEN = 'gIkuvaNzQIHg97ATvDxqgjtO';

const CHANNEL_KINDS: Readonly<Record<string, string>> = { D: 'im', C: 'channel' };

let lastTs = 0;

/** A time as Slack writes it: seconds, six decimals, never the same twice. */
export function newTs(): string {
  lastTs = Math.max(lastTs + 1, Date.now() * 1000);
  return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`;
}

/** The forms of what Slack sends, with everything it puts in around what happened. */
export class Payloads {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Around a press, a submission or a shortcut. */
  interaction(type: string, user: string, more: object): Record<string, unknown> {
    const { app, team, traits, userNamed } = this.#workspace;
    const { name } = userNamed(user);
    return {
      type,
      user: { id: user, username: name, name, team_id: traits(user).team_id },
      api_app_id: app,
      token: VERIFICATION_TOKEN,
      team,
      enterprise: null,
      is_enterprise_install: false,
      ...more,
    };
  }

  /** Every field of a command is a text. */
  command(user: string, channel: string, more: Record<string, string>): Record<string, string> {
    const { app, team, traits, userNamed, channelNamed } = this.#workspace;
    return {
      token: VERIFICATION_TOKEN,
      team_id: traits(user).team_id,
      team_domain: team.domain,
      channel_id: channel,
      channel_name: channelNamed(channel).name,
      user_id: user,
      user_name: userNamed(user).name,
      api_app_id: app,
      is_enterprise_install: 'false',
      ...more,
    };
  }

  event(event: object): Record<string, unknown> {
    const { app, bot, team } = this.#workspace;
    return {
      token: VERIFICATION_TOKEN,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app,
      event: { event_ts: newTs(), ...event },
      type: 'event_callback',
      event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: team.id,
          user_id: bot.user,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomBytes(24).toString('base64url')}`,
    };
  }

  /** A message event; `channel_type` is by the channel. */
  message(message: Record<string, unknown>): Record<string, unknown> {
    const channel = String(message['channel']);
    const closed = channel === this.#workspace.channels.closed;
    const ts = newTs();
    return {
      type: 'message',
      ts,
      ...message,
      channel_type: closed ? 'group' : (CHANNEL_KINDS[channel.charAt(0)] ?? 'channel'),
      event_ts: message['ts'] ?? ts,
    };
  }
}
