import type { webApi } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import { LIMITS } from './limits.ts';
import { plainLine } from './text.ts';

type Manifest = webApi.AppsManifestValidateArguments['manifest'];
type Scopes = NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>;
type Events = NonNullable<NonNullable<Manifest['settings']>['event_subscriptions']>;

/** What the desk asks a workspace to be allowed, and why: nothing more. */
export const SCOPES = {
  commands: 'to answer /desk and the shortcut on messages',
  'chat:write': 'to post cards, to edit them and to answer',
  'channels:read': 'to know whether the desk’s channel is there and who is in it',
  'groups:read': 'the same where the channel is private',
  'channels:history': 'to find its own cards again, and to see what is written under them',
  'groups:history': 'the same where the channel is private',
  'im:write': 'to remind a person of what is due',
  'im:history': 'to find its own reminders again',
  'users:read': 'to tell members from guests and strangers, and who has left',
} as const satisfies Partial<Record<NonNullable<Scopes['bot']>[number], string>>;

const EVENTS = [
  'app_home_opened',
  'message.channels',
  'message.groups',
  'channel_archive',
  'channel_unarchive',
  'group_archive',
  'group_unarchive',
  'channel_deleted',
  'group_deleted',
  'member_left_channel',
  'member_joined_channel',
  'tokens_revoked',
  'app_uninstalled',
  'user_change',
] satisfies Events['bot_events'];

export interface ManifestOptions {
  readonly name: string;
  readonly description: string;
  readonly locale: Locale;
  /** In the order of the help. */
  readonly commands: readonly { readonly name: string }[];
  /** With a socket the desk needs no address of its own. */
  readonly mode: { readonly kind: 'socket' } | { readonly kind: 'http'; readonly url: string };
}

/** What a workspace's administrator pastes into Slack to make the app. */
export function slackManifest(options: ManifestOptions): Manifest {
  const { app } = LIMITS;
  const name = plainLine(options.name, app.name);
  const address = addressOf(options);
  return {
    display_information: { name, description: plainLine(options.description, app.description) },
    features: { ...featuresOf(options, address), bot_user: { display_name: name } },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) as (keyof typeof SCOPES)[] } },
    settings: {
      event_subscriptions: { ...(address && { request_url: address }), bot_events: EVENTS },
      interactivity: { is_enabled: true, ...(address && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: options.mode.kind === 'socket',
      token_rotation_enabled: false,
    },
  };
}

/** One address takes events, commands and clicks. */
function addressOf({ mode }: ManifestOptions): string | undefined {
  return mode.kind === 'http' ? `${mode.url.replace(/\/+$/, '')}/slack/events` : undefined;
}

function featuresOf(
  { locale, commands }: ManifestOptions,
  address: string | undefined,
): NonNullable<Manifest['features']> {
  const { app } = LIMITS;
  const texts = chatTexts(locale);
  const usage = commands.map(({ name }) => name).join(' | ');
  return {
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    },
    shortcuts: [
      {
        type: 'message',
        name: plainLine(texts.flagThis, app.shortcut),
        callback_id: 'flag_this',
        description: plainLine(texts.flagHint, app.shortcutHint),
      },
    ],
    slash_commands: [
      {
        command: '/desk',
        description: texts.slash,
        usage_hint: plainLine(usage, app.usage),
        should_escape: false,
        ...(address && { url: address }),
      },
    ],
  };
}
