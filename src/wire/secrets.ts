import type { Town } from '#domain/town/town.ts';
import { signingSecret } from '../connectors/signature.ts';
import type { Env } from './env.ts';

/** Secrets that the town file names and that are missing or malformed: every one, in words. */
export function secretFaults({ channels, desks }: Town, env: Env): string[] {
  const named = [
    ...channels.map((entry) => ({ ...entry, section: 'channels', form: channelSecret })),
    ...desks.map((entry) => ({ ...entry, section: 'desks', form: slackSecret })),
  ];
  return named.flatMap(({ section, id, connection, form }) =>
    Object.entries(connection).flatMap(([key, name]) => {
      if (!key.endsWith('Env') || typeof name !== 'string') return [];
      const secret = env[name];
      const fault = secret ? form(key, secret) : 'is not set';
      return fault ? [`${name}: ${fault}; ${section}.${id}.connection.${key} names it`] : [];
    }),
  );
}

/** Only the secrets of hooks have a form of their own; a password is what it is. */
function channelSecret(key: string, secret: string): string | undefined {
  if (!/secretEnv$/i.test(key)) return undefined;
  return signingSecret.safeParse(secret).error?.issues[0]?.message;
}

/** Slack's secrets look alike and are easily taken for one another. */
const SLACK: Readonly<Record<string, readonly [form: RegExp, words: string]>> = {
  botTokenEnv: [/^xoxb-\S+$/, 'must be the bot token, which begins with xoxb-'],
  appTokenEnv: [/^xapp-\S+$/, 'must be the app token, which begins with xapp-'],
  signingSecretEnv: [/^[0-9a-z]{16,}$/i, 'must be the signing secret, letters and digits only'],
};

function slackSecret(key: string, secret: string): string | undefined {
  const [form, words] = SLACK[key] ?? [];
  return form && !form.test(secret) ? words : undefined;
}
