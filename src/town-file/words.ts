import type { Locale } from '#domain/locale.ts';
import type { CalendarFault } from '#domain/time/calendar-faults.ts';
import { shortDaysOf } from '#domain/time/holidays.ts';
import type { TownFault } from '#domain/town/fault.ts';
import type { Town } from '#domain/town/town.ts';
import { nearest } from './nearest.ts';

const LANGUAGES: Readonly<Record<Locale, string>> = {
  en: 'English (en)',
  sv: 'Swedish (sv)',
  nb: 'Norwegian (nb)',
  uk: 'Ukrainian (uk)',
};

/** A fault of the domain in plain English; the field it is about is named before it. */
export function faultInWords({ code, params, path }: TownFault, town: Town): string {
  const id = String(params['id'] ?? '');
  const value = String(params['value'] ?? '');
  switch (code) {
    case 'no-department':
      return 'must have at least one department';
    case 'nobody-with-role':
      return `nobody has the role ${params['role']}: ${WHY_ROLE[String(params['role'])] ?? 'the desk needs one'}`;
    case 'duplicate-id':
      return `${id} is there twice`;
    case 'unknown-department':
      return unknown('department', id, town.departments);
    case 'unknown-calendar':
      return unknown('calendar', id, town.calendars);
    case 'unknown-person':
      return unknown('person', id, town.people);
    case 'zone-differs':
      return `is ${params['zone']}, but its calendar ${params['calendar']} has ${params['calendarZone']}: leave it out`;
    case 'email-twice':
      return `is also the address of ${params['person']}: everybody needs their own`;
    case 'identity-twice':
      return 'is written twice';
    case 'identity-of-two':
      return `also belongs to ${params['person']}: one account is one person, or four eyes could be two`;
    case 'identity-built-in':
      return `${params['platform']} needs no identity: people sign in there by link`;
    case 'id-tells-name':
      return `tells the name (${params['part']}): ids stay in the log for ever, where no names may be; use one such as kom-1`;
    case 'no-roles':
      return 'must have at least one role';
    case 'role-twice':
      return `${params['role']} is written twice`;
    case 'no-responsible':
      return 'must name the person who answers for the channel';
    case 'no-deputy':
      return 'must name the person who stands in';
    case 'same-person':
      return `must be another person than the responsible: ${id} cannot stand in for ${id}`;
    case 'not-moderator':
      return `${id} must have the role moderator to handle what comes in`;
    case 'target-not-positive':
      return 'must be more than 0';
    case 'target-days-not-whole':
      return 'must be a whole number of days';
    case 'url-twice':
      return `is also the address of ${params['other']}`;
    case 'desk-twice':
      return `is the same channel as that of ${params['other']}`;
    case 'report-form-twice':
      return `has a public form already: ${params['other']}`;
    case 'wording-missing':
      return `must be there in the town’s own language, ${LANGUAGES[params['language'] as Locale]}`;
    case 'permits-twice':
      return `${params['measure']} is written twice`;
    case 'word-blank':
      return 'is empty';
    case 'word-twice':
      return `${params['word']} is in the list already`;
    case 'zone-unknown':
    case 'no-openings':
    case 'time-malformed':
    case 'spans-overlap':
    case 'date-malformed':
    case 'date-twice':
    case 'short-day-unknown':
    case 'hours-malformed':
    case 'period-backwards':
      return calendarInWords(code, value, path, town);
  }
}

function calendarInWords(
  code: CalendarFault['code'],
  value: string,
  path: TownFault['path'],
  town: Town,
): string {
  switch (code) {
    case 'zone-unknown':
      return `${value} is no time zone; write it as Europe/Stockholm, Europe/Oslo or Europe/Kyiv`;
    case 'no-openings':
      return 'never opens: no answer would ever be due';
    case 'time-malformed':
      return `${value} is no time of day; write it as 08:00, midnight at the end of a day as 24:00`;
    case 'spans-overlap':
      return 'has opening hours that overlap';
    case 'date-malformed':
      return `${value} is no date of the calendar; write it as 2026-06-19`;
    case 'date-twice':
      return `${value} is there twice`;
    case 'short-day-unknown':
      return shortDay(value, path, town);
    case 'hours-malformed':
      return 'must be hours or whole minutes of one, such as 2 or 1.5';
    case 'period-backwards':
      return `ends before it begins (${value})`;
  }
}

const WHY_ROLE: Readonly<Record<string, string>> = {
  approver: 'no restriction could ever be approved',
  manager: 'nobody would be told when an answer is late',
  administrator: 'nobody could keep the town up to date',
};

function unknown(what: string, id: string, list: readonly { readonly id: string }[]): string {
  const known = list.map((entry) => entry.id);
  return `there is no ${what} ${id}${didYouMean(id, known)}`;
}

export function didYouMean(written: string, known: readonly string[]): string {
  const meant = nearest(written, known);
  if (meant !== undefined && meant !== written) return `; did you mean ${meant}?`;
  return known.length > 0 && known.length <= 12 ? `; there is ${known.join(', ')}` : '';
}

function shortDay(day: string, path: TownFault['path'], town: Town): string {
  const rules = town.calendars[Number(path[1])]?.spec.holidays;
  const known =
    rules && rules.country !== 'UA'
      ? // The names are the same every year.
        shortDaysOf(rules.country, 2026).map(({ name }) => name)
      : [];
  return `${day} is not a day that is ever shortened${didYouMean(day, known)}`;
}
