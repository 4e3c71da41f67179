import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeCounts, type TownChange, townChanges } from '#domain/town/diff.ts';
import { stableText, townDigest } from '#domain/town/digest.ts';
import type { Town } from '#domain/town/town.ts';
import { tellChanges } from '../../../src/desks/terminal/tell-changes.ts';
import { EXAMPLES, exampleTown } from './example-town.ts';

const TOWNS = EXAMPLES.map((name) => exampleTown(name).town);
const LISTS = ['departments', 'calendars', 'people', 'channels', 'grounds', 'desks'] as const;

/** Any mixture of the examples: entries left out, put in another order, taken from another town. */
const anyTown: fc.Arbitrary<Town> = fc
  .record({
    profile: fc.constantFrom(...TOWNS.map((town) => town.profile)),
    lists: fc.tuple(
      ...LISTS.map((list) => fc.shuffledSubarray(uniqueById(TOWNS.flatMap((t) => [...t[list]])))),
    ),
  })
  .map(
    ({ profile, lists }) =>
      ({ profile, ...Object.fromEntries(LISTS.map((list, n) => [list, lists[n]])) }) as Town,
  );

function uniqueById<T extends { id: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

const keysOf = (changes: readonly TownChange[], how: TownChange['how']) =>
  changes
    .filter((change) => change.how === how)
    .map(({ part, id }) => `${part} ${id}`)
    .sort();

/** The same data with every object's fields in the opposite order. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, field]) => [key, reversed(field)]);
  return Object.fromEntries(entries.reverse()) as T;
}

describe('what an application changes', () => {
  test('is nothing when the towns say the same, in whatever order their fields stand', () => {
    fc.assert(
      fc.property(anyTown, (town) => {
        expect(townChanges(town, reversed(structuredClone(town)))).toEqual([]);
        expect(townDigest(reversed(town))).toBe(townDigest(town));
      }),
    );
  });

  test('is something exactly when the towns differ in more than the order of entries', () => {
    const sorted = (town: Town) => ({
      ...town,
      ...Object.fromEntries(
        LISTS.map((l) => [l, town[l].toSorted((a, b) => (a.id < b.id ? -1 : 1))]),
      ),
    });
    fc.assert(
      fc.property(anyTown, anyTown, (a, b) => {
        const same = stableText(sorted(a)) === stableText(sorted(b));
        expect(townChanges(a, b).length === 0).toBe(same);
      }),
    );
  });

  test('the way back is the opposite', () => {
    fc.assert(
      fc.property(anyTown, anyTown, (a, b) => {
        const [there, back] = [townChanges(a, b), townChanges(b, a)];
        expect(keysOf(there, 'added')).toEqual(keysOf(back, 'removed'));
        expect(keysOf(there, 'removed')).toEqual(keysOf(back, 'added'));
        expect(keysOf(there, 'changed')).toEqual(keysOf(back, 'changed'));
      }),
    );
  });

  test('the first application adds everything', () => {
    const { town } = exampleTown('hromada');
    expect(changeCounts(townChanges(null, town))).toEqual({
      'profile-added': 1,
      'department-added': 2,
      'calendar-added': 1,
      'person-added': 6,
      'channel-added': 5,
      'ground-added': 9,
    });
  });

  test('the log gets codes and numbers: no name, address or word of the town', () => {
    fc.assert(
      fc.property(anyTown, anyTown, (a, b) => {
        for (const [code, count] of Object.entries(changeCounts(townChanges(a, b)))) {
          expect(code).toMatch(
            /^(profile|department|calendar|person|channel|ground|desk)-(added|removed|changed)$/,
          );
          expect(count).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('fields are told one by one, lists by what came and went', () => {
    const { town } = exampleTown('harjedalen');
    const next: Town = {
      ...town,
      people: town.people.map((person) =>
        person.id === 'info-1' ? { ...person, roles: ['moderator', 'approver'] } : person,
      ),
      channels: town.channels
        .filter(({ id }) => id !== 'facebook')
        .map((c) =>
          c.id === 'twitter' ? { ...c, targets: { ...c.targets, answer: { hours: 2 } } } : c,
        ),
    };
    const look = { width: 80, colours: false, locale: 'en' } as const;
    expect(tellChanges(townChanges(town, next), look).split('\n')).toEqual([
      '~ person info-1 changed',
      '    roles: + approver, - administrator',
      '~ channel twitter changed',
      '    targets.answer.hours: 4 → 2',
      '- channel facebook removed',
    ]);
  });
});
