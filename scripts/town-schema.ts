// After a change of the town file: node scripts/town-schema.ts && npm run format
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connections } from '#connections.ts';
import { townJsonSchema } from '#town-file/json-schema.ts';

const path = join(import.meta.dirname, '../docs/town.schema.json');
writeFileSync(path, `${JSON.stringify(townJsonSchema(connections), null, 2)}\n`);
