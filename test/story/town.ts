import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export const REGISTRY = 'registrator@kraby.example';
export const HOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface TownOptions {
  readonly folder: string;
  readonly blog: { readonly url: string; readonly user: string; readonly password: string };
  /** WordPress user who answers for the town without the desk. */
  readonly officialUserId: number;
  readonly smtpUrl: string;
  readonly databaseUrl?: string | undefined;
  readonly more?: MoreTown | undefined;
}

/** More of the town file, and the settings it names. */
export interface MoreTown {
  readonly town: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Writes the town file as an operator would, and tells the settings to start its desk with. */
export async function writeTown(options: TownOptions): Promise<Record<string, string>> {
  const path = join(options.folder, 'town.yaml');
  await writeFile(path, townFile(options) + (options.more?.town ?? ''));
  return {
    KVORUM_TOWN: path,
    KVORUM_DATA: join(options.folder, 'data'),
    SMTP_URL: options.smtpUrl,
    MAIL_FROM: 'desk@kraby.example',
    BLOG_PASSWORD: options.blog.password,
    BLOG_HOOK_SECRET: HOOK_SECRET,
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    ...options.more?.settings,
  };
}

const townFile = ({ blog, officialUserId }: TownOptions): string => `
town:
  name: Kråby kommun
  country: SE
  language: sv
  website: https://kraby.example
  contact: info@kraby.example

calendars:
  always: # the story must be told at any hour
    name: Dygnet runt
    zone: Europe/Stockholm
    weekly:
      mon-sun: 00:00-24:00

departments:
  info:
    name: Kommunikationsenheten
    language: sv
    calendar: always
    registry: ${REGISTRY}

people:
  mod-1:
    name: Anna Lindqvist
    unit: Kommunikationsenheten
    email: anna@kraby.example
    language: sv
    department: info
    roles: [moderator, administrator]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }
  mod-2:
    name: Ola Nordmann
    unit: Kommunikationsenheten
    email: ola@kraby.example
    language: nb
    department: info
    roles: [moderator, approver, manager]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }

channels:
  blog:
    name: Kommunbloggen
    platform: wordpress
    url: ${blog.url}
    department: info
    language: sv
    purpose: Berätta om kommunens arbete och svara på frågor
    responsible: mod-1
    deputy: mod-2
    targets: { answer: { hours: 4 }, removal: { hours: 4 } }
    connection:
      url: ${blog.url}
      user: ${blog.user}
      passwordEnv: BLOG_PASSWORD
      hookSecretEnv: BLOG_HOOK_SECRET
      officialUserIds: [${officialUserId}]
  form:
    name: Anmäl en kommentar
    platform: report
    url: https://kraby.example/report/info
    department: info
    language: sv
    purpose: Läsare når den ansvariga
    responsible: mod-1
    deputy: mod-2
    targets: { answer: { hours: 4 }, removal: { hours: 4 } }
    connection: {}

grounds:
  insult:
    wording: { sv: Personangrepp }
    law: Brottsbalken 5 kap.
    publishedAt: https://kraby.example/regler
    from: 2026-01-15
    permits: [hide, remove]
    words:
      sv: [idiot*]
`;
