import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMailbox } from '#domain/items/mailbox.ts';
import { itemOfReference, referenceOf } from '#domain/items/reference.ts';
import { signed, WORDS_MAX } from '#domain/items/signature.ts';
import type { Person } from '#domain/people/person.ts';

const anna: Person = {
  id: 'anna',
  name: 'Anna Berg',
  unit: 'Kommunikationsenheten',
  email: 'anna@example.org',
  locale: 'sv',
  department: 'info',
  roles: ['moderator'],
  mandate: { decision: 'KS 12', from: '2026-01-01' },
  identities: [],
};

test('a reply is signed with name and unit', () => {
  expect(signed('  Hej!\n', anna)).toEqual({
    ok: true,
    value: 'Hej!\n\n– Anna Berg, Kommunikationsenheten',
  });
});

test('an empty reply and one that fits no form are refused', () => {
  expect(signed(' \n ', anna)).toEqual({ ok: false, refusal: { kind: 'empty' } });
  expect(signed('x'.repeat(WORDS_MAX), anna).ok).toBe(true);
  expect(signed('x'.repeat(WORDS_MAX + 1), anna)).toEqual({
    ok: false,
    refusal: { kind: 'reply-too-long', length: WORDS_MAX + 1, max: WORDS_MAX },
  });
});

test('a reference is unique to item and letter, and leads back to the item', () => {
  expect(referenceOf(123, 2026, 0)).toBe('KV-2026-000123');
  expect(referenceOf(123, 2026, 1)).toBe('KV-2026-000123-2');
  const letter = fc.tuple(fc.integer({ min: 1, max: 999_999_999 }), fc.nat(50));
  fc.assert(
    fc.property(letter, letter, ([item, n], [other, m]) => {
      const reference = referenceOf(item, 2026, n);
      expect(itemOfReference(` ${reference.toLowerCase()} `)).toBe(item);
      if (item !== other || n !== m) expect(referenceOf(other, 2026, m)).not.toBe(reference);
    }),
  );
  for (const text of ['KV-2026-12', 'KV-26-000123', 'badhuset', 'xKV-2026-000123'])
    expect(itemOfReference(text)).toBeUndefined();
});

test('only one plain mail address counts as a mailbox', () => {
  expect(isMailbox('registrator@bjorkdal.example')).toBe(true);
  expect(isMailbox('подання@громада.укр')).toBe(true);
  for (const text of [
    '',
    'a@b',
    'a b@c.d',
    'a@b.c, d@e.f',
    'A <a@b.c>',
    'a@b.c\nBcc: x@y.z',
    'a@b.',
  ])
    expect(isMailbox(text)).toBe(false);
});
