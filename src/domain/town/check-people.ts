import type { Person } from '../people/person.ts';
import { dateFaults } from './check-dates.ts';
import { fault, type TownFault, type TownPath } from './fault.ts';
import { repeats, unknownReference } from './references.ts';
import type { Town } from './town.ts';

/** Desks that know a person by Kvorum's own sign-in: an identity there could pose as somebody else. */
const BUILT_IN_PLATFORMS: readonly string[] = ['web', 'terminal'];

/** Shorter parts of a name ("de", "von", initials) say nothing about who it is. */
const TELLING_LETTERS_MIN = 3;

export function peopleFaults(town: Town): TownFault[] {
  return [
    ...town.people.flatMap((person, n) => personFaults(town, person, ['people', n])),
    ...emailFaults(town),
    ...identityFaults(town),
  ];
}

function personFaults(town: Town, person: Person, path: TownPath): TownFault[] {
  const faults = [
    ...unknownReference(
      town.departments,
      person.department,
      [...path, 'department'],
      'unknown-department',
    ),
    ...dateFaults(person.mandate, [...path, 'mandate']),
  ];
  if (person.calendar !== undefined) {
    const at = [...path, 'calendar'];
    faults.push(...unknownReference(town.calendars, person.calendar, at, 'unknown-calendar'));
  }
  if (person.roles.length === 0) faults.push(fault([...path, 'roles'], 'no-roles'));
  for (const { at } of repeats(person.roles)) {
    faults.push(fault([...path, 'roles', at], 'role-twice', { role: person.roles[at] ?? '' }));
  }
  const telling = nameInId(person);
  if (telling !== undefined) {
    faults.push(fault([...path, 'id'], 'id-tells-name', { id: person.id, part: telling }));
  }
  return faults;
}

/** The part of the person's name that the id gives away: ids stand in the log, which holds no names. */
function nameInId({ id, name }: Person): string | undefined {
  const parts = id.split(/[^a-z0-9]+/);
  return plainWords(name).find((word) => parts.includes(word));
}

function plainWords(name: string): string[] {
  const bare = name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return bare.split(/[^\p{L}]+/u).filter((word) => word.length >= TELLING_LETTERS_MIN);
}

function emailFaults(town: Town): TownFault[] {
  return repeats(town.people.map(({ email }) => email.toLowerCase())).map(({ at, first }) =>
    fault(['people', at, 'email'], 'email-twice', { person: town.people[first]?.id ?? '' }),
  );
}

/** Four eyes compare persons, so an account belongs to one person only (design §7). */
function identityFaults(town: Town): TownFault[] {
  const accounts = town.people.flatMap(({ identities }, person) =>
    identities.map((identity, n) => ({
      person,
      path: ['people', person, 'identities', n],
      platform: identity.platform,
      key: JSON.stringify([identity.platform, identity.workspace ?? '', identity.user]),
    })),
  );
  const builtIn = accounts
    .filter(({ platform }) => BUILT_IN_PLATFORMS.includes(platform))
    .map(({ path, platform }) => fault(path, 'identity-built-in', { platform }));
  const shared = repeats(accounts.map(({ key }) => key)).flatMap(({ at, first }) => {
    const [owner, other] = [accounts[first], accounts[at]];
    if (!owner || !other) return [];
    if (owner.person === other.person) return [fault(other.path, 'identity-twice')];
    const params = { person: town.people[owner.person]?.id ?? '' };
    return [fault(other.path, 'identity-of-two', params)];
  });
  return [...builtIn, ...shared];
}
