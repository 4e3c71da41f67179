import type { TownPath } from '#domain/town/fault.ts';
import type { Town } from '#domain/town/town.ts';
import type { FilePath } from './places.ts';
import { daysOf, type TownFile } from './schema.ts';

/** Names that the town file has and the domain calls differently. */
const FILE_NAMES: Readonly<Record<string, string>> = { profile: 'town', locale: 'language' };

/** Where in the file a place of the domain's Town was written. `onKey`: it is the entry's own id. */
export function filePath(
  path: TownPath,
  town: Town,
  file: TownFile,
): {
  path: FilePath;
  onKey: boolean;
} {
  const [section, n, ...rest] = path;
  if (section === undefined || section === 'profile' || n === undefined) {
    return { path: path.map(fileName), onKey: false };
  }
  const list = town[section as Exclude<keyof Town, 'profile'>];
  const id = list[Number(n)]?.id ?? '';
  if (rest[0] === 'id') return { path: [section, id], onKey: true };
  const inside = section === 'calendars' ? calendarPath(rest, file.calendars[id]) : rest;
  return { path: [section, id, ...inside.map(fileName)], onKey: false };
}

function fileName(step: string | number): string | number {
  return typeof step === 'string' ? (FILE_NAMES[step] ?? step) : step;
}

/** Hours are written as one text or a list, under weekdays or runs of them. */
function calendarPath(
  [, ...path]: FilePath,
  calendar: TownFile['calendars'][string] | undefined,
): FilePath {
  const [field, at, ...rest] = path;
  if (field === 'weekly' && at !== undefined) {
    const runs = Object.keys(calendar?.weekly ?? {});
    const run = runs.find((one) => daysOf(one).some((day) => day === at)) ?? at;
    return [field, run, ...spanPosition(calendar?.weekly[run], rest[0])];
  }
  if (field === 'special' && at !== undefined && rest[0] === 'spans') {
    const hours = calendar?.special?.[Number(at)]?.hours;
    return [field, at, 'hours', ...spanPosition(hours, rest[1])];
  }
  return path;
}

function spanPosition(hours: unknown, position: string | number | undefined): FilePath {
  return Array.isArray(hours) && position !== undefined ? [position] : [];
}
