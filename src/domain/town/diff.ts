import { stableText } from './digest.ts';
import type { Town } from './town.ts';

/** A field that is another now; a side is absent where the field was not there. */
export interface FieldChange {
  /** Keys from the entry's root: `roles`, `targets.answer` as ['targets', 'answer']. */
  readonly path: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

export type TownPart =
  | 'profile'
  | 'department'
  | 'calendar'
  | 'person'
  | 'channel'
  | 'ground'
  | 'desk';

/** One entry of the town file that comes, goes or is another now. The profile's id is empty. */
export type TownChange = {
  readonly part: TownPart;
  readonly id: string;
} & (
  | { readonly how: 'added' | 'removed' }
  | { readonly how: 'changed'; readonly fields: readonly FieldChange[] }
);

const LISTS = [
  ['department', 'departments'],
  ['calendar', 'calendars'],
  ['person', 'people'],
  ['channel', 'channels'],
  ['ground', 'grounds'],
  ['desk', 'desks'],
] as const;

/** What makes `next` of `current`, in the order of the town file; empty: they say the same. */
export function townChanges(current: Town | null, next: Town): TownChange[] {
  const profile: TownChange[] =
    current === null
      ? [{ part: 'profile', id: '', how: 'added' }]
      : changedEntry('profile', '', current.profile, next.profile);
  return [
    ...profile,
    ...LISTS.flatMap(([part, list]) => listChanges(part, current?.[list] ?? [], next[list])),
  ];
}

/** How many of each kind, as codes and numbers only, for the log: `person-changed: 2`. */
export function changeCounts(changes: readonly TownChange[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { part, how } of changes) {
    const code = `${part}-${how}`;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

type Entry = { readonly id: string };

function listChanges(
  part: TownPart,
  current: readonly Entry[],
  next: readonly Entry[],
): TownChange[] {
  const before = new Map(current.map((entry) => [entry.id, entry]));
  const after = new Set(next.map(({ id }) => id));
  const comeOrChanged = next.flatMap((entry): TownChange[] => {
    const was = before.get(entry.id);
    return was ? changedEntry(part, entry.id, was, entry) : [{ part, id: entry.id, how: 'added' }];
  });
  const gone = current.filter(({ id }) => !after.has(id));
  return [...comeOrChanged, ...gone.map(({ id }): TownChange => ({ part, id, how: 'removed' }))];
}

function changedEntry(part: TownPart, id: string, before: object, after: object): TownChange[] {
  const fields = fieldChanges(before, after, []);
  return fields.length === 0 ? [] : [{ part, id, how: 'changed', fields }];
}

/** Goes into objects field by field; a list or a scalar is told whole. */
function fieldChanges(before: unknown, after: unknown, path: readonly string[]): FieldChange[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => fieldChanges(before[key], after[key], [...path, key]));
  }
  if (stableText(before) === stableText(after)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
