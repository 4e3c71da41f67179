import type { Locale } from '../locale.ts';

/**
 * What a person may do. Each role permits what its name says and nothing more; a person may hold
 * several. `reader` sees; `moderator` handles items; `approver` is the second pair of eyes of a
 * measure; `manager` is escalated to; `registrar` keeps the registry; `administrator` keeps the town.
 */
export const ROLES = [
  'reader',
  'moderator',
  'approver',
  'manager',
  'registrar',
  'administrator',
] as const;

export type Role = (typeof ROLES)[number];

/** An account by which a person is known on a platform; a person may have several (four eyes compare persons). */
export interface Identity {
  readonly platform: string;
  /** Slack team, Entra tenant, Discord guild; absent where the platform has none (mail). */
  readonly workspace?: string;
  readonly user: string;
}

/** By whose decision a person acts, and from when to when (local dates, `until` included). UA 1.4, Härjedalen 3, Malmö "Talespersoner". */
export interface Mandate {
  readonly decision: string;
  readonly from: string;
  readonly until?: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  /** Signs replies: "Anna Berg, Kommunikationsenheten". */
  readonly unit: string;
  readonly email: string;
  readonly locale: Locale;
  readonly department: string;
  /** Calendar of the person's own working hours; the department's when absent. */
  readonly calendar?: string;
  readonly roles: readonly Role[];
  readonly mandate: Mandate;
  readonly identities: readonly Identity[];
}

export function holds(person: Person, role: Role): boolean {
  return person.roles.includes(role);
}
