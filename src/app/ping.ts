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

/** Desks at which a person can be written to: one in every workspace where they have an account. */
export async function desksToPing(
  tx: Tx,
  { town, person }: { readonly town: Town; readonly person: string },
): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const desk of town.desks) {
    const workspace = `${desk.platform} ${desk.connection['workspace']}`;
    if (desk.platform === 'web' || found.has(workspace)) continue;
    if ((await accountAt(tx, { town, desk, person })) === null) continue;
    found.set(workspace, desk.id);
  }
  return [...found.values()];
}

/** A direct message to a person at each of these desks. */
export async function ping(
  tx: Tx,
  asked: { readonly desks: readonly string[]; readonly person: string; readonly card: Card },
): Promise<void> {
  const { desks, person, card } = asked;
  const conversation = `person:${person}` as const;
  for (const desk of desks) await tx.addMessage({ desk, key: card.key, conversation, card });
}
