import { randomBytes } from 'node:crypto';
import type { Drafts } from '#ports/drafts.ts';
import type { PrismaClient } from './generated/client.ts';
import { storable, storableAll } from './storable.ts';

const KEEP_MS = 24 * 60 * 60_000;
const KEY_BYTES = 18;

export function draftsOn(prisma: PrismaClient): Drafts {
  return {
    async keep(owner, values) {
      const key = randomBytes(KEY_BYTES).toString('base64url');
      const expiresAtMs = BigInt(Date.now() + KEEP_MS);
      const fields = storableAll({ ...values });
      await prisma.draft.create({ data: { key, owner: storable(owner), fields, expiresAtMs } });
      return key;
    },
    async read(owner, key) {
      const row = await prisma.draft.findUnique({ where: { key: storable(key) } });
      if (row?.owner !== storable(owner) || Number(row.expiresAtMs) <= Date.now()) return null;
      return row.fields as Record<string, string>;
    },
  };
}
