import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyTown } from '#app/apply-town.ts';
import { claim } from '#app/claim.ts';
import { forward } from '#app/forward.ts';
import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import { type DeskForTest, deskForTest } from './desk-for-test.ts';

let desk: DeskForTest;
let town: Town;

beforeAll(async () => {
  desk = await deskForTest();
  const present = await desk.store.read.town();
  if (!present) throw new Error('no town');
  const renamed: Readonly<Record<string, string>> = { anna: 'm1', bo: 'm2' };
  // As the check wants it: ids that tell no name, and every role with somebody.
  town = {
    ...present,
    people: present.people.map((person, n) => ({
      ...person,
      id: renamed[person.id] ?? `p${n}`,
      ...(person.id === 'bo' && {
        roles: ['moderator', 'manager', 'approver', 'administrator'] as const,
      }),
    })),
    channels: present.channels.map((channel) => ({
      ...channel,
      responsible: 'm1',
      deputy: 'm2',
    })),
  };
  expect(await apply(town)).toBe(true);
});

afterAll(() => desk[Symbol.asyncDispose]());

const apply = async (next: Town) =>
  (await applyTown(desk, { town: next, sha256: 'ab', by: 'operator' })).ok;

const named = (name: string): Person => {
  const found = town.people.find((person) => person.name === name);
  if (!found) throw new Error(`nobody called ${name}`);
  return found;
};

test.each(['Rita Läs', 'Sven Slut'])(
  'who may not act holds nothing: %s gets a mail',
  async (name) => {
    const item = await desk.comment();
    const asked = { item: item.id, by: named('Anna Berg'), to: named(name).id, byMail: false };
    const letter = (reference: string) => ({ subject: reference, text: 'about it' });
    const forwarded = await forward(desk, { ...asked, letter, ping: () => expect.unreachable() });
    expect(forwarded.ok).toBe(true);
    expect((await desk.item(item.id)).state.kind).toBe('new');
    expect((await desk.store.read.view(item.id))?.letters).toMatchObject([
      { to: named(name).email },
    ]);
  },
);

test('what somebody held who has left, or handles nothing any more, is in the queue again', async () => {
  const [left, changed, kept] = [await desk.comment(), await desk.comment(), await desk.comment()];
  const cleo = named('Cleo Chat');
  await claim(desk, { item: left.id, by: cleo });
  await claim(desk, { item: changed.id, by: named('Sven Slut') });
  await claim(desk, { item: kept.id, by: named('Anna Berg') });
  const people = town.people
    .filter(({ id }) => id !== cleo.id)
    .map((person) =>
      person.name === 'Sven Slut' ? { ...person, roles: ['reader'] as const } : person,
    );
  expect(await apply({ ...town, people })).toBe(true);
  expect((await desk.item(left.id)).state).toEqual({ kind: 'open' });
  expect((await desk.item(changed.id)).state).toEqual({ kind: 'open' });
  expect((await desk.item(kept.id)).state.kind).toBe('taken');
  expect((await desk.store.read.history(left.id)).at(-1)).toMatchObject({
    type: 'item.released',
    actor: 'operator',
  });
});
