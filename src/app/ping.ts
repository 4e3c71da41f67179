import type { DeskEntry, Town } from '#domain/town/town.ts';
import type { Card } from '#ports/desk.ts';
import type { Reading, Tx } from '#ports/store.ts';

/** The account by which a person is known at a chat desk; null when there is none. */
export async function accountAt(
  read: Pick<Reading, 'accountsOf' | 'accountHolder'>,
  { town, desk, person: id }: { town: Town; desk: DeskEntry; person: string },
): Promise<string | null> {
  const person = town.people.find((one) => one.id === id);
  if (!person) return null;
  const { platform } = desk;
  const workspace = String(desk.connection['workspace'] ?? '');
  const accounts = [...person.identities, ...(await read.accountsOf(id))];
  for (const { user, ...account } of accounts) {
    if (account.platform !== platform || account.workspace !== workspace) continue;
    const holder = await read.accountHolder({ platform, workspace, user });
    if (holder !== 'barred') return user;
  }
  return null;
}

/** A direct message to a person wherever they have an account: once in every workspace. */
export async function ping(
  tx: Tx,
  asked: { readonly town: Town; readonly person: string; readonly card: Card },
): Promise<void> {
  const { town, person, card } = asked;
  const reached = new Set<string>();
  for (const desk of town.desks) {
    const workspace = `${desk.platform} ${desk.connection['workspace']}`;
    if (desk.platform === 'web' || reached.has(workspace)) continue;
    if ((await accountAt(tx, { town, desk, person })) === null) continue;
    reached.add(workspace);
    const conversation = `person:${person}` as const;
    await tx.addMessage({ desk: desk.id, key: card.key, conversation, card });
  }
}
