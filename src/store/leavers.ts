import type { Town } from '#domain/town/town.ts';
import type { Tx } from '#ports/store.ts';
import type { Db } from './prisma.ts';

/**
 * Whoever has left the town leaves nothing by which somebody could come in who is called the same
 * later: no account at a chat platform, no session, no link or code.
 */
export async function dropLeavers(
  db: Db,
  { people }: Town,
  { atMs, log }: { atMs: number; log: Tx['log'] },
): Promise<void> {
  const ids = people.map(({ id }) => id);
  const gone = { person: { notIn: ids } };
  const linked = await db.linkedAccount.findMany({
    where: { AND: [gone, { person: { not: null } }] },
  });
  for (const { person, platform } of linked)
    log({ type: 'account.unlinked', atMs, actor: 'system', data: { person, platform } });
  await db.linkedAccount.deleteMany({ where: { AND: [gone, { person: { not: null } }] } });
  await db.session.deleteMany({ where: gone });
  await db.accessLink.deleteMany({ where: gone });
}
