import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askOf, backOf, commandOf } from '#desks/web/asks.ts';
import type { Person } from '#domain/people/person.ts';

const anna: Person = {
  id: 'anna',
  name: 'Anna Berg',
  unit: 'Kommunikationsenheten',
  email: 'anna@town.example',
  locale: 'sv',
  department: 'town',
  roles: ['moderator'],
  mandate: { decision: 'KS 1', from: '2026-01-01' },
  identities: [],
};

test('a pressed button is an action of the person', () => {
  expect(askOf({ do: 'class|12:question|3', key: 'k' }, anna)).toMatchObject({
    kind: 'action',
    verb: 'class',
    ref: '12:question',
    rev: 3,
    actor: { platform: 'web', user: 'anna' },
    locale: 'sv',
  });
});

test('a submitted form carries its fields and, when it is one, that it is a preview', () => {
  const posted = { fill: 'reply', ref: '12', rev: '3', key: 'k', csrf: 'c', 'f.text': 'a\r\nb' };
  expect(askOf(posted, anna)).toMatchObject({
    kind: 'formSubmit',
    form: 'reply',
    ref: '12',
    rev: 3,
    values: { text: 'a\nb' },
  });
  expect(askOf({ ...posted, preview: '1' }, anna)).toMatchObject({ values: { preview: '1' } });
});

test('the same click is the same ask, another page or another text is another', () => {
  const posted = { fill: 'reply', ref: '12', rev: '3', key: 'k', 'f.text': 'a' };
  const key = (more: object) => askOf({ ...posted, ...more }, anna)?.dedupeKey;
  expect(key({})).toBe(key({}));
  expect(
    new Set([key({}), key({ key: 'l' }), key({ 'f.text': 'b' }), key({ preview: '1' })]).size,
  ).toBe(4);
  expect(commandOf('next', anna, { key: 'k' }).dedupeKey).toBe(
    commandOf('next', anna, { key: 'k' }).dedupeKey,
  );
  expect(commandOf('next', anna).dedupeKey).not.toBe(commandOf('next', anna).dedupeKey);
});

test('whatever is posted, it is an ask or none, never a fault', () => {
  const field = fc.constantFrom(
    'do',
    'fill',
    'ref',
    'rev',
    'key',
    'preview',
    'back',
    'f.text',
    'f.__proto__',
  );
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('take|12|1', 'take|12|', '1', 'reply', '12', '/desk//evil'),
  );
  fc.assert(
    fc.property(fc.dictionary(field, value), (posted) => {
      const ask = askOf(posted, anna);
      if (ask && 'rev' in ask) expect(Number.isSafeInteger(ask.rev)).toBe(true);
      expect(new URL(backOf(posted), 'https://desk.example').origin).toBe('https://desk.example');
    }),
  );
});

test('one is sent back only to a page of the desk', () => {
  expect(backOf({ back: '/desk?list=quiet&page=2' })).toBe('/desk?list=quiet&page=2');
  expect(backOf({ back: '/desk/items/12' })).toBe('/desk/items/12');
  for (const back of [
    '//evil.example',
    'https://evil.example',
    '/desk@evil',
    '/deskevil',
    '/enter/x',
    '',
  ]) {
    expect(backOf({ back })).toBe('/desk');
  }
});
