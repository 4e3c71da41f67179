import type { CalendarFault } from '../time/calendar-faults.ts';

/** Where in a Town something is wrong: keys and list positions from its root. */
export type TownPath = readonly (string | number)[];

/** Everything that may be wrong with a town whose shape is right; a calendar's own faults among them. */
export type TownFaultCode =
  | CalendarFault['code']
  | 'no-department'
  | 'nobody-with-role'
  | 'duplicate-id'
  | 'unknown-department'
  | 'unknown-calendar'
  | 'unknown-person'
  | 'zone-differs'
  | 'email-twice'
  | 'identity-twice'
  | 'identity-of-two'
  | 'identity-built-in'
  | 'id-tells-name'
  | 'no-roles'
  | 'role-twice'
  | 'no-responsible'
  | 'no-deputy'
  | 'same-person'
  | 'not-moderator'
  | 'target-not-positive'
  | 'target-days-not-whole'
  | 'url-twice'
  | 'desk-twice'
  | 'report-form-twice'
  | 'wording-missing'
  | 'permits-twice'
  | 'word-blank'
  | 'word-twice';

/** One fault as data; `params` are what a sentence about it needs. */
export interface TownFault {
  readonly path: TownPath;
  readonly code: TownFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function fault(
  path: TownPath,
  code: TownFaultCode,
  params: TownFault['params'] = {},
): TownFault {
  return { path, code, params };
}
