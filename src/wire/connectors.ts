import { join } from 'node:path';
import type { Channel } from '#domain/channels/channel.ts';
import type { Clock } from '#ports/clock.ts';
import type { Connector } from '#ports/connector.ts';
import { rehearsalConnector } from '../connectors/rehearsal/connector.ts';
import { reportConnector } from '../connectors/report/connector.ts';
import { webhookConnection } from '../connectors/webhook/connection.ts';
import { webhookConnector } from '../connectors/webhook/connector.ts';
import { wordpressConnection } from '../connectors/wordpress/connection.ts';
import { wordpressConnector } from '../connectors/wordpress/connector.ts';
import type { Env } from './env.ts';

export interface ConnectorNeeds {
  readonly env: Env;
  readonly dataFolder: string;
  readonly clock: Clock;
}

/** The connector of a channel; undefined for a platform this version does not know. */
export function connectorOf(channel: Channel, needs: ConnectorNeeds): Connector | undefined {
  switch (channel.platform) {
    case 'rehearsal':
      return rehearsalConnector({
        channel: channel.id,
        locale: channel.locale,
        url: channel.url,
        stateFile: join(needs.dataFolder, `rehearsal-${channel.id}.json`),
        now: needs.clock.now,
      });
    case 'report':
      return reportConnector();
    case 'webhook': {
      const { secretEnv, previousSecretEnv } = webhookConnection.parse(channel.connection);
      const [secret = '', ...previous] = secrets(needs.env, secretEnv, previousSecretEnv);
      return webhookConnector({ secrets: [secret, ...previous] });
    }
    case 'wordpress': {
      const connection = wordpressConnection.parse(channel.connection);
      const { passwordEnv, hookSecretEnv, previousHookSecretEnv } = connection;
      return wordpressConnector({
        connection,
        password: needs.env[passwordEnv] ?? '',
        hookSecrets: secrets(needs.env, hookSecretEnv, previousHookSecretEnv),
      });
    }
    default:
      return undefined;
  }
}

function secrets(env: Env, ...names: readonly (string | undefined)[]): string[] {
  return names.flatMap((name) => (name && env[name] ? [env[name]] : []));
}
