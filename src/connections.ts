import { z } from 'zod';
import { webhookConnection } from '#connectors/webhook/connection.ts';
import { wordpressConnection } from '#connectors/wordpress/connection.ts';
import type { Connections } from '#town-file/schema.ts';
import { slackConnection } from './desks/slack/connection.ts';

/** Every platform a channel or a desk may be on, with what its code wants to know from the town file. */
export const connections: Connections = {
  channels: {
    webhook: webhookConnection,
    wordpress: wordpressConnection,
    rehearsal: z.strictObject({}),
    report: z.strictObject({}),
  },
  desks: {
    slack: slackConnection,
  },
};
