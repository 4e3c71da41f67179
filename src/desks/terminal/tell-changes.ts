import type { FieldChange, TownChange } from '#domain/town/diff.ts';
import { type Look, styled, wrapped } from './look.ts';
import { plainLine } from './plain.ts';

const SIGNS = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
} as const;

/** Longer values are told by their beginning: a word list would fill the screen. */
const VALUE_LETTERS_MAX = 60;

/** What applying a town changes, an entry a line with its fields below it. */
export function tellChanges(changes: readonly TownChange[], look: Look): string {
  return changes
    .map((change) => {
      const [sign, style] = SIGNS[change.how];
      const name = change.part === 'profile' ? 'the town itself' : `${change.part} ${change.id}`;
      const head = `${styled(style, sign, look)} ${plainLine(name)} ${change.how}`;
      const fields = change.how === 'changed' ? change.fields.map(tellField) : [];
      return [head, ...fields.map((field) => wrapped(field, look, '    '))].join('\n');
    })
    .join('\n');
}

function tellField({ path, before, after }: FieldChange): string {
  const name = path.join('.');
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((value) => !has(after, value));
    const come = after.filter((value) => !has(before, value));
    const parts = [
      ...come.map((value) => `+ ${shown(value)}`),
      ...gone.map((value) => `- ${shown(value)}`),
    ];
    return plainLine(`${name}: ${parts.length > 0 ? parts.join(', ') : 'in another order'}`);
  }
  return plainLine(`${name}: ${shown(before)} → ${shown(after)}`);
}

function has(list: readonly unknown[], value: unknown): boolean {
  const text = JSON.stringify(value);
  return list.some((other) => JSON.stringify(other) === text);
}

function shown(value: unknown): string {
  if (value === undefined) return '(nothing)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > VALUE_LETTERS_MAX ? `${text.slice(0, VALUE_LETTERS_MAX)}…` : text;
}
