import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { webhookDelivery } from '#connectors/webhook/event.ts';

// After a change of the event format: node scripts/webhook-schema.ts && npm run format
const path = new URL('../docs/webhook-event.schema.json', import.meta.url);
writeFileSync(
  path,
  `${JSON.stringify(z.toJSONSchema(webhookDelivery, { io: 'input' }), null, 2)}\n`,
);
