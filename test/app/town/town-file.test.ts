import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connections } from '#connections.ts';
import { prepareCalendar } from '#domain/time/prepared-calendar.ts';
import { checkTown } from '#domain/town/check.ts';
import { townJsonSchema } from '#town-file/json-schema.ts';
import { readTown, TOWN_FILE_BYTES_MAX } from '#town-file/read.ts';
import { BASE_TOWN } from './base-town.ts';
import { BROKEN_FILES } from './broken-files.ts';

const read = (text: string) => readTown(text, connections);

function told(text: string): string[] {
  const outcome = read(text);
  if (outcome.ok) return [];
  return outcome.refusal.map((f) => `${f.line}:${f.column} ${f.path}: ${f.message}`);
}

describe('a broken town file', () => {
  test('the base of the table has no fault', () => {
    expect(told(BASE_TOWN)).toEqual([]);
  });

  test.each(BROKEN_FILES)('$name', ({ edits, faults }) => {
    let text = BASE_TOWN;
    for (const [from, to] of edits) {
      const edited = text.replace(from, to);
      expect(edited).not.toBe(text);
      text = edited;
    }
    expect(told(text)).toEqual(faults);
  });

  test('all faults are told at once', () => {
    const text = BASE_TOWN.replace('country: SE', 'country: DK')
      .replace('    deputy: mod-2\n', '')
      .replace('permits: [hide, remove]', 'permits: [hide, delete]')
      .replace('secretEnv:', 'secretenv:');
    expect(told(text).map((line) => line.split(': ')[0])).toEqual([
      '3:12 town.country',
      '48:3 channels.blog.deputy',
      '75:5 channels.hook.connection.secretEnv',
      '76:7 channels.hook.connection.secretenv',
      '83:21 grounds.insult.permits[2]',
    ]);
  });

  test('what stands in place of a variable’s name is not repeated: it may be the secret', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(told(BASE_TOWN.replace('HOOK_SECRET', secret)).join()).not.toContain(secret);
  });
});

describe('a hostile town file', () => {
  test('an anchor bomb does not unfold', () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let n = 1; n < 12; n++) {
      rows.push(
        `a${n}: &a${n} [${Array(10)
          .fill(`*a${n - 1}`)
          .join(', ')}]`,
      );
    }
    expect(told(rows.join('\n'))).toEqual(['1:1 : has aliases that unfold to too much']);
  });

  test.each([
    ['many aliases', `a: &a x\n${'b: [*a]\n'.replace('*a', Array(300).fill('*a').join(', '))}`],
    ['deep brackets', '['.repeat(200_000)],
    ['deep and closed', `a: ${'['.repeat(200)}${']'.repeat(200)}`],
    ['a file too large', '#'.repeat(TOWN_FILE_BYTES_MAX + 1)],
    ['an alias as a name', 'a: &a x\n*a : 1'],
  ])('%s is refused with one fault', (_, text) => {
    expect(told(text)).toHaveLength(1);
  });

  test('whatever it holds, it is read or refused, with places in the text', () => {
    const pieces = fc.constantFrom(
      ...BASE_TOWN.split(/(?<=\n)/),
      ...['&a ', '*a', '<<: *a\n', '? ', '- ', '[', ']', '{', '}', '"', '|\n', '!!', '\t', '\0'],
      ...['__proto__: { x: 1 }\n', 'constructor: 1\n', 'toString: {}\n', '\u202e', '---\n'],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const outcome = read(text);
        if (outcome.ok) return;
        expect(outcome.refusal.length).toBeGreaterThan(0);
        for (const { line, column } of outcome.refusal) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('every line may be left out or doubled without a surprise', () => {
    const lines = BASE_TOWN.split(/(?<=\n)/);
    for (const [n, line] of lines.entries()) {
      expect(() => read(lines.toSpliced(n, 1).join(''))).not.toThrow();
      expect(() => read(lines.toSpliced(n, 0, line).join(''))).not.toThrow();
    }
  });
});

const examples = globSync('examples/*.yaml').sort();

describe('the examples', () => {
  test('are the five that are promised', () => {
    expect(examples.map((path) => path.split('/').at(-1))).toEqual([
      'harjedalen.yaml',
      'hromada.yaml',
      'malmo.yaml',
      'rehearsal.yaml',
      'ringebu.yaml',
    ]);
  });

  test.each(examples)('%s has no fault, and names the editor’s schema', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(told(text)).toEqual([]);
    expect(text.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=../docs/town.schema.json');
    const outcome = read(text);
    if (!outcome.ok) throw new Error('unreachable');
    const { town, sha256 } = outcome.value;
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(checkTown(town)).toEqual([]);
    // The store keeps it as JSON and must give the same town back.
    expect(JSON.parse(JSON.stringify(town))).toEqual(town);
    for (const { spec } of town.calendars) prepareCalendar(spec, { from: 2026, until: 2027 });
  });

  test('nobody in them can be written to', () => {
    for (const path of examples) {
      const addresses = readFileSync(path, 'utf8').match(/[\w.-]+@[\w.-]+/g) ?? [];
      expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
    }
  });

  test('say what the policies say', () => {
    const townOf = (name: string) => {
      const outcome = read(readFileSync(`examples/${name}.yaml`, 'utf8'));
      if (!outcome.ok) throw new Error('unreachable');
      return outcome.value.town;
    };
    const targets = (name: string) =>
      Object.fromEntries(townOf(name).channels.map((c) => [c.id, c.targets.answer]));
    expect(targets('harjedalen')).toMatchObject({
      twitter: { hours: 4 },
      facebook: { workingDays: 1 },
      blogg: { workingDays: 1 },
    });
    const [rada] = townOf('hromada').calendars;
    expect(rada?.spec.weekly.fri).toEqual([
      ['08:00', '12:00'],
      ['13:00', '16:00'],
    ]);
    expect(rada?.spec.holidays).toEqual({ country: 'UA', martialLaw: [{ from: '2022-02-24' }] });
    expect(townOf('ringebu').departments.every((d) => d.politicalContact)).toBe(true);
    expect(new Set(townOf('rehearsal').channels.map((c) => c.locale))).toEqual(
      new Set(['sv', 'nb', 'uk', 'en']),
    );
  });
});

test('docs/town.schema.json is what the reader checks: node scripts/town-schema.ts', () => {
  const committed: unknown = JSON.parse(readFileSync('docs/town.schema.json', 'utf8'));
  expect(committed).toEqual(townJsonSchema(connections));
});
