import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ask } from '#ports/desk.ts';
import { COMMANDS } from '../../../commands/index.ts';
import { type DeskForTest, deskForTest } from './desk-for-test.ts';

let desk: DeskForTest;
const ids: number[] = [];

beforeAll(async () => {
  desk = await deskForTest();
  for (let n = 0; n < 5; n++) ids.push((await desk.comment(`Fråga ${n}?`)).id);
});

afterAll(() => desk[Symbol.asyncDispose]());

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\0',
    '\uD800',
    '__proto__',
    'constructor',
    '1:2:3',
    '9'.repeat(30),
    '-1',
    '1e3',
    "' OR 1=1 --",
    '%_\\',
    'x'.repeat(12_000),
  ),
  fc.integer({ min: -1, max: 7 }).map(String),
  fc.constantFrom(
    'question',
    'no-question',
    'registry',
    'bo',
    'roads',
    '2h',
    '2026-02-30 25:99',
    'sent',
    'again',
    'own',
    'none',
    '1',
  ),
);
const verb = fc.oneof(fc.constantFrom(...COMMANDS.map(({ name }) => name)), nasty);
const names = [
  'item',
  'text',
  'preview',
  'reason',
  'note',
  'class',
  'until',
  'to',
  'email',
  'how',
  'kind',
  'answer',
  'words',
  '__proto__',
  'x',
];
const rev = fc.integer({ min: 0, max: 9 });

const asks: fc.Arbitrary<(base: ReturnType<DeskForTest['base']>) => Ask> = fc.oneof(
  fc.tuple(verb, nasty, nasty).map(
    ([v, a, b]) =>
      (base: ReturnType<DeskForTest['base']>): Ask => ({
        ...base,
        kind: 'command',
        text: `${v} ${a} ${b}`,
      }),
  ),
  fc.tuple(verb, nasty, rev).map(
    ([v, ref, r]) =>
      (base: ReturnType<DeskForTest['base']>): Ask => ({
        ...base,
        kind: 'action',
        verb: v,
        ref,
        rev: r,
      }),
  ),
  fc.tuple(verb, nasty, rev, fc.dictionary(fc.constantFrom(...names), nasty)).map(
    ([form, ref, r, values]) =>
      (base: ReturnType<DeskForTest['base']>): Ask => ({
        ...base,
        kind: 'formSubmit',
        form,
        ref,
        rev: r,
        values,
      }),
  ),
);

test('whatever is asked is answered, and never a surprise', async () => {
  await fc.assert(
    fc.asyncProperty(
      asks,
      fc.constantFrom('anna', 'bo', 'rita', 'nobody', '\0'),
      async (ask, user) => {
        const reply = await desk.onAsk(ask(desk.base(user)));
        expect(desk.surprises).toEqual([]);
        expect(JSON.stringify(reply)).not.toMatch(/"undefined"|NaN|\[object/);
      },
    ),
    { numRuns: 800 },
  );
  for (const id of ids) expect((await desk.item(id)).id).toBe(id);
});
