import type { z } from 'zod';
import { ROLES } from '#domain/people/person.ts';
import type { FilePath } from './places.ts';

type Issue = z.core.$ZodIssue;

/** No entry of a real file is called so. */
const NOWHERE = 'stand-in-nowhere';
const SOMEWHERE = 'https://stand-in.invalid';

/**
 * Stands in for a required field whose shape is wrong, so that the rest of its entry can be checked.
 * Chosen so that the rules find fault only with the field itself, of which nothing more is said.
 */
const STAND_INS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  calendars: { name: '-', zone: 'UTC', weekly: { mon: '08:00-12:00' } },
  departments: { name: '-', language: 'en', calendar: NOWHERE, registry: 'stand@in.invalid' },
  people: {
    name: '-',
    unit: '-',
    email: 'stand@in.invalid',
    language: 'en',
    department: NOWHERE,
    roles: ROLES,
    mandate: { decision: '-', from: '1900-01-01' },
  },
  channels: {
    name: '-',
    platform: 'webhook',
    url: SOMEWHERE,
    department: NOWHERE,
    language: 'en',
    purpose: '-',
    responsible: NOWHERE,
    deputy: `${NOWHERE}-else`,
    targets: { answer: { hours: 1 }, removal: { hours: 1 } },
  },
  grounds: {
    wording: { en: '-', sv: '-', nb: '-', uk: '-' },
    law: '-',
    publishedAt: SOMEWHERE,
    from: '1900-01-01',
    permits: ['hide'],
  },
  desks: { platform: 'web', department: NOWHERE },
};

/** What is hidden behind a fault shows when it is mended; so often it is looked at anew. */
const ROUNDS_MAX = 4;

/** A town file in which every entry that can be is whole. */
export interface Mended {
  readonly root: Readonly<Record<string, unknown>>;
  /** Faults of shape that others had hidden. */
  readonly found: readonly Issue[];
  /** The place is, or is inside, a field that a stand-in replaces or that was left away. */
  readonly isReplaced: (path: FilePath) => boolean;
  /** The entry is still not whole. */
  readonly isFaulty: (section: string, id: string) => boolean;
}

/** Takes unknown names out, leaves faulty fields away, and puts stand-ins where one is required. */
export function mend(
  written: Readonly<Record<string, unknown>>,
  issues: readonly Issue[],
  schema: z.ZodType,
): Mended {
  const root = structuredClone(written);
  const replaced = new Set<string>();
  const isReplaced = (path: FilePath) => replaced.has(placeOf(path, 3));
  const told = new Set(issues.map((issue) => JSON.stringify(issue)));
  const found: Issue[] = [];
  let left: readonly Issue[] = [];
  let fresh = issues;
  for (let round = 0; round < ROUNDS_MAX && fresh.length > 0; round += 1) {
    for (const issue of fresh) mendOne(root, issue, replaced);
    left = (schema.safeParse(root).error?.issues ?? []).filter(
      ({ path }) => !isReplaced(path as FilePath),
    );
    fresh = left.filter((issue) => !told.has(JSON.stringify(issue)));
    for (const issue of fresh) told.add(JSON.stringify(issue));
    found.push(...fresh);
  }
  const faulty = new Set(left.map(({ path }) => placeOf(path as FilePath, 2)));
  return {
    root,
    found,
    isReplaced,
    isFaulty: (section, id) => faulty.has(placeOf([section, id], 2)),
  };
}

function mendOne(root: Record<string, unknown>, issue: Issue, replaced: Set<string>): void {
  const path = issue.path as FilePath;
  if (issue.code === 'unrecognized_keys') {
    // Gone when a field around it was faulty too.
    const holder = path.reduce<unknown>(
      (at, step) => (isRecord(at) || Array.isArray(at) ? at[step as never] : null),
      root,
    );
    if (isRecord(holder)) for (const key of issue.keys) delete holder[key];
    return;
  }
  const [section, id, field] = path.map(String);
  const standIns = section === undefined ? undefined : STAND_INS[section];
  if (section === undefined || id === undefined || field === undefined || !standIns) return;
  const entries = root[section];
  const entry = isRecord(entries) ? entries[id] : undefined;
  if (!isRecord(entry)) return;
  if (standIns[field] === undefined) delete entry[field];
  else entry[field] = structuredClone(standIns[field]);
  replaced.add(placeOf(path, 3));
  // What a connection must say hangs on the platform.
  if (section === 'channels' && field === 'platform') {
    replaced.add(placeOf([section, id, 'connection'], 3));
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

const placeOf = (path: FilePath, steps: number): string => JSON.stringify(path.slice(0, steps));
