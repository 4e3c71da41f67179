/** Tokens and scopes: who may call what. */
export interface Access {
  readonly botToken: string;
  readonly appToken: string;
  revoked: boolean;
  scopes: readonly string[];
  /** The error of the call, or nothing. */
  refusal(
    method: string,
    token: string | undefined,
  ): { error: string; needed?: string } | undefined;
  accepted(method: string): string;
}

const DEFAULT_SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
];

/** Any of them will do. */
const SCOPES_OF_METHOD: Readonly<Record<string, readonly string[]>> = {
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
};

const OPEN_SOCKET = 'apps.connections.open';

export function access(botToken: string, appToken: string): Access {
  return {
    botToken,
    appToken,
    revoked: false,
    scopes: DEFAULT_SCOPES,
    refusal(method, token) {
      if (!token) return { error: 'not_authed' };
      if (![botToken, appToken].includes(token)) return { error: 'invalid_auth' };
      if ((method === OPEN_SOCKET) !== (token === appToken))
        return { error: 'not_allowed_token_type' };
      if (token === appToken) return undefined;
      if (this.revoked) return { error: 'token_revoked' };
      const needed = SCOPES_OF_METHOD[method];
      if (!needed || needed.some((scope) => this.scopes.includes(scope))) return undefined;
      return { error: 'missing_scope', needed: needed.join(',') };
    },
    accepted: (method) => SCOPES_OF_METHOD[method]?.join(',') ?? '',
  };
}
