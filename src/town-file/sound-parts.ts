import type { z } from 'zod';
import { checkTown } from '#domain/town/check.ts';
import type { TownFault, TownFaultCode } from '#domain/town/fault.ts';
import { filePath } from './file-path.ts';
import type { ShapeFault } from './issue-words.ts';
import type { TownFile } from './schema.ts';
import { toTown } from './to-town.ts';
import { faultInWords } from './words.ts';

const SECTIONS = ['calendars', 'departments', 'people', 'channels', 'grounds', 'desks'] as const;

/** What cannot be said for sure while a part of the file is not understood. */
const NEEDS_THE_WHOLE: ReadonlySet<TownFaultCode> = new Set(['no-department', 'nobody-with-role']);

/**
 * The faults among the entries whose shape is right, in a file where others are not: so that one
 * round of mending is enough. Says nothing of references to the entries left out.
 */
export function soundFaults(root: unknown, issues: readonly z.core.$ZodIssue[]): ShapeFault[] {
  const unknown = issues.some(
    ({ path, code }) => path.length === 0 && code !== 'unrecognized_keys',
  );
  if (!isRecord(root) || unknown) return [];
  const faulty = new Set(issues.map(({ path }) => JSON.stringify(path.slice(0, 2))));
  const unread = issues.flatMap(({ path }) =>
    path.length === 1 && path[0] !== 'town' ? [String(path[0])] : [],
  );
  const entriesOf = (section: string) => {
    const entries = root[section];
    return isRecord(entries) ? Object.entries(entries) : [];
  };
  const isFaulty = (section: string, id: string) =>
    unread.includes(section) || faulty.has(JSON.stringify([section, id]));
  const sound = Object.fromEntries(
    SECTIONS.map((section) => [
      section,
      Object.fromEntries(entriesOf(section).filter(([id]) => !isFaulty(section, id))),
    ]),
  );
  const leftOut = new Set(
    SECTIONS.flatMap((section) =>
      entriesOf(section).flatMap(([id]) => (isFaulty(section, id) ? [id, id.toLowerCase()] : [])),
    ),
  );
  const profile = isRecord(root['town']) ? root['town'] : {};
  const isProfileFaulty = issues.some(({ path }) => path[0] === 'town');
  const file = { ...sound, town: profile } as TownFile;
  const town = toTown(file);
  const isSure = ({ code, params }: TownFault) => {
    if (code.startsWith('unknown-'))
      return unread.length === 0 && !leftOut.has(String(params['id']));
    if (code === 'wording-missing' && isProfileFaulty) return false;
    return !NEEDS_THE_WHOLE.has(code) && (code !== 'zone-differs' || params['zone'] !== '');
  };
  return checkTown(town)
    .filter(isSure)
    .map((fault) => ({ ...filePath(fault.path, town, file), message: faultInWords(fault, town) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
