import type { Channel } from '../channels/channel.ts';
import type { Ground } from '../items/grounds.ts';
import type { Locale } from '../locale.ts';
import type { Person } from '../people/person.ts';
import type { CalendarSpec, Weekday } from '../time/calendar.ts';

export interface Department {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale;
  readonly zone: string;
  readonly calendar: string;
  /** Registry mailbox: referrals of this department go there (Malmö "Diarie", Härjedalen 4.1). */
  readonly registry: string;
  /** Where political enquiries and other referrals go; absent: the registry. */
  readonly politicalContact?: string;
  /** Who is on duty, by weekday; whoever answers for a channel where nobody is. */
  readonly duty?: Partial<Readonly<Record<Weekday, readonly string[]>>>;
}

/** A published opening calendar: working time is time inside its spans. */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly spec: CalendarSpec;
}

/** A desk the team works at; `web` is always there. */
export interface DeskEntry {
  readonly id: string;
  readonly platform: string;
  readonly department: string;
  readonly connection: Readonly<Record<string, unknown>>;
}

export interface TownProfile {
  readonly name: string;
  readonly country: 'SE' | 'NO' | 'UA';
  readonly locale: Locale;
  readonly website: string;
  /** Who answers for the desk and appears on public pages. */
  readonly contact: string;
}

/** The organisation as its town file says it is; versioned entry by entry in the store. */
export interface Town {
  readonly profile: TownProfile;
  readonly departments: readonly Department[];
  readonly calendars: readonly Calendar[];
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly grounds: readonly Ground[];
  readonly desks: readonly DeskEntry[];
}
