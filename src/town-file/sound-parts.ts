import type { z } from 'zod';
import { checkTown } from '#domain/town/check.ts';
import type { TownFault, TownFaultCode } from '#domain/town/fault.ts';
import { filePath } from './file-path.ts';
import type { ShapeFault } from './issue-words.ts';
import { isRecord, type Mended } from './mend.ts';
import type { TownFile } from './schema.ts';
import { toTown } from './to-town.ts';
import { faultInWords } from './words.ts';

const SECTIONS = ['calendars', 'departments', 'people', 'channels', 'grounds', 'desks'] as const;

/** What cannot be said for sure while a part of the file is not understood. */
const NEEDS_THE_WHOLE: ReadonlySet<TownFaultCode> = new Set(['no-department', 'nobody-with-role']);

/**
 * What the entries say that is wrong, in a file where the shape of others, or of some of their own
 * fields, is: so that one round of mending is enough. Says nothing of what a stand-in replaces, nor
 * of references to the entries left out.
 */
export function soundFaults(mended: Mended, issues: readonly z.core.$ZodIssue[]): ShapeFault[] {
  const { root, isReplaced } = mended;
  const unread = issues.flatMap(({ path }) =>
    path.length === 1 && path[0] !== 'town' ? [String(path[0])] : [],
  );
  const entriesOf = (section: string) => {
    const entries = root[section];
    return isRecord(entries) ? Object.entries(entries) : [];
  };
  const isFaulty = (section: string, id: string) =>
    unread.includes(section) || mended.isFaulty(section, id);
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
    if (code === 'zone-differs')
      return (
        params['zone'] !== '' && !isReplaced(['calendars', String(params['calendar']), 'zone'])
      );
    return !NEEDS_THE_WHOLE.has(code);
  };
  return checkTown(town)
    .filter(isSure)
    .map((fault) => ({ ...filePath(fault.path, town, file), message: faultInWords(fault, town) }))
    .filter(({ path }) => !isReplaced(path));
}
