import type { Channel } from '#domain/channels/channel.ts';
import type { Town } from '#domain/town/town.ts';

const HOURS = [['08:00', '17:00']] as const;

const person = { unit: 'Kommunikationsenheten', locale: 'sv', department: 'info' } as const;

const mandate = { decision: 'KS 2026:12', from: '2026-01-01' };

export const BLOG: Channel = {
  id: 'blog',
  name: 'Bloggen',
  platform: 'webhook',
  url: 'https://blog.bjorkdal.example',
  department: 'info',
  locale: 'sv',
  purpose: 'Nyheter',
  responsible: 'anna',
  deputy: 'bo',
  targets: { answer: { workingDays: 1 }, removal: { hours: 4 } },
  connection: {},
};

/** A small Swedish town, open Monday to Friday 08-17, with a blog and a public report form. */
export const TOWN: Town = {
  profile: {
    name: 'Björkdal',
    country: 'SE',
    locale: 'sv',
    website: 'https://bjorkdal.example',
    contact: 'kommun@bjorkdal.example',
  },
  departments: [
    {
      id: 'info',
      name: 'Informationsenheten',
      locale: 'sv',
      zone: 'Europe/Stockholm',
      calendar: 'office',
      registry: 'registrator@bjorkdal.example',
    },
  ],
  calendars: [
    {
      id: 'office',
      name: 'Kontorstid',
      spec: {
        zone: 'Europe/Stockholm',
        weekly: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
      },
    },
  ],
  people: [
    {
      ...person,
      id: 'anna',
      name: 'Anna Berg',
      email: 'anna@bjorkdal.example',
      roles: ['moderator'],
      mandate,
      identities: [],
    },
    {
      ...person,
      id: 'bo',
      name: 'Bo Ek',
      email: 'bo@bjorkdal.example',
      roles: ['moderator', 'manager'],
      mandate,
      identities: [],
    },
  ],
  channels: [
    BLOG,
    {
      ...BLOG,
      id: 'form',
      name: 'Anmälan',
      platform: 'report',
      url: 'https://bjorkdal.example/report',
    },
  ],
  grounds: [],
  desks: [],
};
