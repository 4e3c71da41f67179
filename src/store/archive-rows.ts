import { randomBytes } from 'node:crypto';
import { commitmentTo, SALT_BYTES } from '#domain/archive/commitment.ts';
import type { NewVersion } from '#ports/store.ts';
import type { Db } from './prisma.ts';
import { storable, storableAll } from './storable.ts';

interface Whose {
  readonly itemId: number | null;
  readonly version: number | null;
  readonly atMs: number;
}

/** Keeps each field's exact UTF-8 bytes with a salt of its own; returns the commitments by field. */
export async function archiveFields(
  db: Db,
  fields: Readonly<Record<string, string>>,
  { itemId, version, atMs }: Whose,
): Promise<Record<string, string>> {
  const rows = Object.entries(fields).map(([field, text]) => {
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const content = new Uint8Array(Buffer.from(text, 'utf8'));
    const commitment = commitmentTo({ salt, content });
    return { commitment, itemId, version, field, salt, content, archivedAtMs: BigInt(atMs) };
  });
  await db.archived.createMany({ data: rows });
  return Object.fromEntries(rows.map(({ field, commitment }) => [field, commitment]));
}

/** The next version of an item: archived field by field, and made the current one. */
export async function archiveVersion(db: Db, itemId: number, version: NewVersion) {
  const { contentHash, seenAtMs, text } = version;
  const { version: n } = await db.item.update({
    where: { id: itemId },
    data: {
      version: { increment: 1 },
      contentHash: storable(contentHash),
      text: storable(text),
      media: storableAll(version.media.map((media) => ({ ...media }))),
    },
    select: { version: true },
  });
  await db.itemVersion.create({
    data: { itemId, n, contentHash: storable(contentHash), seenAtMs: BigInt(seenAtMs) },
  });
  const whose = { itemId, version: n, atMs: seenAtMs };
  return { n, commitments: await archiveFields(db, fieldsOf(version), whose) };
}

function fieldsOf(version: NewVersion): Record<string, string> {
  const { text, author, url, media } = version;
  return {
    text,
    ...(Object.values(author).some((known) => known !== undefined) && {
      author: JSON.stringify(author),
    }),
    ...(url !== undefined && { url }),
    ...(media.length > 0 && { media: JSON.stringify(media) }),
  };
}
