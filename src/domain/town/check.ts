import type { Channel } from '../channels/channel.ts';
import type { Ground } from '../items/grounds.ts';
import type { Role } from '../people/person.ts';
import { type CalendarFault, calendarFaults } from '../time/calendar-faults.ts';
import type { Target } from '../time/target.ts';
import { dateFaults } from './check-dates.ts';
import { peopleFaults } from './check-people.ts';
import { fault, type TownFault, type TownPath } from './fault.ts';
import { repeats, unknownReference } from './references.ts';
import type { Town } from './town.ts';

/** Somebody must approve, be escalated to and keep the town, or the desk comes to a stop. */
const NEEDED_ROLES = ['approver', 'manager', 'administrator'] as const satisfies readonly Role[];

/**
 * Every fault of a town at once: references into nowhere, things said twice, a channel nobody
 * answers for, a calendar that never opens. None: it may be applied.
 */
export function checkTown(town: Town): TownFault[] {
  return [
    ...duplicateIds(town),
    ...calendarsFaults(town),
    ...departmentFaults(town),
    ...peopleFaults(town),
    ...roleFaults(town),
    ...channelsFaults(town),
    ...town.grounds.flatMap((ground, n) => groundFaults(town, ground, ['grounds', n])),
    ...desksFaults(town),
  ];
}

function departmentReference(town: Town, id: string, path: TownPath): TownFault[] {
  return unknownReference(town.departments, id, path, 'unknown-department');
}

function duplicateIds(town: Town): TownFault[] {
  const lists = ['departments', 'calendars', 'people', 'channels', 'grounds', 'desks'] as const;
  return lists.flatMap((list) => {
    const ids = town[list].map(({ id }) => id);
    return repeats(ids).map(({ at }) =>
      fault([list, at, 'id'], 'duplicate-id', { id: ids[at] as string }),
    );
  });
}

function calendarsFaults(town: Town): TownFault[] {
  const told = (n: number) => (found: CalendarFault) =>
    fault(
      ['calendars', n, 'spec', ...found.path],
      found.code,
      found.value === undefined ? {} : { value: found.value },
    );
  return town.calendars.flatMap(({ spec }, n) => calendarFaults(spec).map(told(n)));
}

function departmentFaults(town: Town): TownFault[] {
  if (town.departments.length === 0) return [fault(['departments'], 'no-department')];
  return town.departments.flatMap(({ calendar: id, zone, duty = {} }, n): TownFault[] => {
    const calendar = town.calendars.find((one) => one.id === id);
    if (!calendar) return [fault(['departments', n, 'calendar'], 'unknown-calendar', { id })];
    const rota = Object.entries(duty).flatMap(([day, people]) =>
      people.flatMap((person, at) =>
        handlerFaults(town, person, ['departments', n, 'duty', day, at]),
      ),
    );
    if (calendar.spec.zone === zone) return rota;
    const params = { zone, calendar: id, calendarZone: calendar.spec.zone };
    return [fault(['departments', n, 'zone'], 'zone-differs', params), ...rota];
  });
}

/** Whoever answers for something, or is on duty, has to be able to act. */
function handlerFaults(town: Town, id: string, path: TownPath): TownFault[] {
  const person = town.people.find((one) => one.id === id);
  if (!person) return [fault(path, 'unknown-person', { id })];
  return person.roles.includes('moderator') ? [] : [fault(path, 'not-moderator', { id })];
}

function roleFaults(town: Town): TownFault[] {
  return NEEDED_ROLES.filter(
    (role) => !town.people.some((person) => person.roles.includes(role)),
  ).map((role) => fault(['people'], 'nobody-with-role', { role }));
}

function channelsFaults(town: Town): TownFault[] {
  const urls = town.channels.map(({ url }) => url.replace(/\/+$/, '').toLowerCase());
  const twice = repeats(urls).map(({ at, first }) =>
    fault(['channels', at, 'url'], 'url-twice', { other: town.channels[first]?.id ?? '' }),
  );
  const forms = town.channels.flatMap(({ platform, department }, at) =>
    platform === 'report' ? [{ at, department }] : [],
  );
  // A department's public form is found by its department, so a second one would never be.
  const formsTwice = repeats(forms.map(({ department }) => department)).map(({ at, first }) =>
    fault(['channels', forms[at]?.at ?? 0, 'department'], 'report-form-twice', {
      other: town.channels[forms[first]?.at ?? 0]?.id ?? '',
    }),
  );
  return [
    ...twice,
    ...formsTwice,
    ...town.channels.flatMap((channel, n) => channelFaults(town, channel, ['channels', n])),
  ];
}

/** A channel without a responsible person and a deputy is refused (Härjedalen 4.1, Malmö "Uppsikt", Ludvika "Hantering"). */
function channelFaults(town: Town, channel: Channel, path: TownPath): TownFault[] {
  const { responsible, deputy } = channel;
  const faults = [
    ...departmentReference(town, channel.department, [...path, 'department']),
    ...carerFaults(town, responsible, [...path, 'responsible'], 'no-responsible'),
    ...carerFaults(town, deputy, [...path, 'deputy'], 'no-deputy'),
    ...targetFaults(channel.targets.answer, [...path, 'targets', 'answer']),
    ...targetFaults(channel.targets.removal, [...path, 'targets', 'removal']),
  ];
  if (deputy !== '' && responsible === deputy) {
    faults.push(fault([...path, 'deputy'], 'same-person', { id: deputy }));
  }
  return faults;
}

function carerFaults(
  town: Town,
  id: string,
  path: TownPath,
  missing: 'no-responsible' | 'no-deputy',
): TownFault[] {
  if (id === '') return [fault(path, missing)];
  return handlerFaults(town, id, path);
}

function targetFaults(target: Target, path: TownPath): TownFault[] {
  if ('hours' in target) {
    return target.hours > 0 ? [] : [fault([...path, 'hours'], 'target-not-positive')];
  }
  const at = [...path, 'workingDays'];
  if (!Number.isInteger(target.workingDays)) return [fault(at, 'target-days-not-whole')];
  return target.workingDays > 0 ? [] : [fault(at, 'target-not-positive')];
}

/** Two desks in one channel would post every card of it twice. */
function desksFaults(town: Town): TownFault[] {
  const places = town.desks.map(({ id, platform, connection }) =>
    platform === 'web' ? id : `${platform} ${connection['workspace']} ${connection['channel']}`,
  );
  return [
    ...town.desks.flatMap(({ department }, n) =>
      departmentReference(town, department, ['desks', n, 'department']),
    ),
    ...repeats(places).map(({ at, first }) =>
      fault(['desks', at, 'connection'], 'desk-twice', { other: town.desks[first]?.id ?? '' }),
    ),
  ];
}

/** A ground is published in the town's own language, and says from when it is in force (UA 6.8). */
function groundFaults(town: Town, ground: Ground, path: TownPath): TownFault[] {
  const faults = dateFaults(ground, path);
  const language = town.profile.locale;
  if (!ground.wording[language]?.trim()) {
    faults.push(fault([...path, 'wording'], 'wording-missing', { language }));
  }
  for (const { at } of repeats(ground.permits)) {
    faults.push(
      fault([...path, 'permits', at], 'permits-twice', { measure: ground.permits[at] ?? '' }),
    );
  }
  for (const [locale, words] of Object.entries(ground.words)) {
    words.forEach((word, at) => {
      if (!word.trim()) faults.push(fault([...path, 'words', locale, at], 'word-blank'));
    });
    const folded = words.map((word) => word.trim().toLowerCase());
    for (const { at } of repeats(folded).filter(({ at }) => folded[at] !== '')) {
      const params = { word: words[at] as string };
      faults.push(fault([...path, 'words', locale, at], 'word-twice', params));
    }
  }
  return faults;
}
