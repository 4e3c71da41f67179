import type { Refusal } from '#domain/items/refusal.ts';
import { holds, type Person, type Role } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import type { Actor } from '#ports/desk.ts';
import type { Reading } from '#ports/store.ts';

/**
 * The person behind an account. On our own desks the account is the person; elsewhere the workspace
 * counts too, and an account may have been linked by a code, or barred.
 */
export async function personOf(
  read: Pick<Reading, 'accountHolder'>,
  { people }: Town,
  actor: Actor,
): Promise<Person | undefined> {
  const { platform, workspace, user } = actor;
  if (platform === 'web' || platform === 'terminal') return people.find(({ id }) => id === user);
  const holder =
    workspace === undefined ? null : await read.accountHolder({ platform, workspace, user });
  if (holder === 'barred') return undefined;
  return ofTownFile(people, actor) ?? people.find(({ id }) => id === holder?.person);
}

function ofTownFile(people: readonly Person[], actor: Actor): Person | undefined {
  return people.find(({ identities }) =>
    identities.some(
      ({ platform, workspace, user }) =>
        platform === actor.platform && workspace === actor.workspace && user === actor.user,
    ),
  );
}

/** Zone of a person's department: all times are told in it. */
export function zoneOf({ departments }: Town, { department }: Person): string {
  return departments.find(({ id }) => id === department)?.zone ?? 'UTC';
}

/** Why a person may not use a command; to read, being on the staff is enough. */
export function notAdmitted(
  person: Person,
  role: Role,
  today: { readonly nowMs: number; readonly zone: string },
): Refusal | undefined {
  if (role === 'reader') return undefined;
  if (!holds(person, role)) return { kind: 'role-missing', role };
  const date = Temporal.Instant.fromEpochMilliseconds(today.nowMs)
    .toZonedDateTimeISO(today.zone)
    .toPlainDate()
    .toString();
  const { from, until } = person.mandate;
  const inForce = from <= date && (until === undefined || date <= until);
  return inForce ? undefined : { kind: 'no-mandate' };
}
