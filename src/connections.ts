import { z } from 'zod';
import { webhookConnection } from '#connectors/webhook/connection.ts';
import { wordpressConnection } from '#connectors/wordpress/connection.ts';
import type { Connections } from '#town-file/schema.ts';

/** Every platform a channel may be on, with what its connector wants to know from the town file. */
export const connections: Connections = {
  webhook: webhookConnection,
  wordpress: wordpressConnection,
  rehearsal: z.strictObject({}),
  report: z.strictObject({}),
};
