import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Id of the moderator who does all the work here. */
export const MODERATOR = 'mod-1';

export const BLOG = 'blog';
export const BRIDGE = 'bridge';

/** Of one run: which desk it starts, with which secrets. */
export interface Town {
  readonly settings: Readonly<Record<string, string>>;
  /** Signing secret by channel. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Writes a town file with a blog that can be answered on and a bridge that cannot. */
export async function makeTown(options: {
  readonly folder: string;
  readonly blogUrl: string;
  readonly smtpUrl: string;
  readonly databaseUrl?: string;
  /** More of the town file, and the settings it names. */
  readonly more?: { readonly town: string; readonly settings: Readonly<Record<string, string>> };
}): Promise<Town> {
  const path = join(options.folder, 'town.yaml');
  await writeFile(path, townFile(options.blogUrl) + (options.more?.town ?? ''));
  const secrets = { [BLOG]: newSecret(), [BRIDGE]: newSecret() };
  const settings = {
    KVORUM_TOWN: path,
    KVORUM_DATA: join(options.folder, 'data'),
    SMTP_URL: options.smtpUrl,
    MAIL_FROM: 'desk@kraby.example',
    BLOG_PASSWORD: 'abcd efgh ijkl mnop qrst uvwx',
    BLOG_HOOK_SECRET: secrets[BLOG] ?? '',
    BRIDGE_SECRET: secrets[BRIDGE] ?? '',
    ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
    ...options.more?.settings,
  };
  return { settings, secrets };
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

const townFile = (blogUrl: string): string => `
town:
  name: Kråby kommun
  country: SE
  language: sv
  website: https://kraby.example
  contact: info@kraby.example

calendars:
  always:
    name: Dygnet runt
    zone: Europe/Stockholm
    weekly:
      mon-sun: 00:00-24:00

departments:
  info:
    name: Kommunikation
    language: sv
    calendar: always
    registry: registrator@kraby.example

people:
  ${MODERATOR}:
    name: Anna Lindqvist
    unit: Kommunikation
    email: anna@kraby.example
    language: en
    department: info
    roles: [moderator]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }
  mod-2:
    name: Ola Nordmann
    unit: Kommunikation
    email: ola@kraby.example
    language: nb
    department: info
    roles: [moderator, approver, manager, administrator]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }

channels:
  ${BLOG}:
    name: The blog
    platform: wordpress
    url: ${blogUrl}
    department: info
    language: en
    purpose: Answers
    responsible: ${MODERATOR}
    deputy: mod-2
    targets: { answer: { hours: 1 }, removal: { hours: 1 } }
    connection:
      url: ${blogUrl}
      user: kvorum
      passwordEnv: BLOG_PASSWORD
      hookSecretEnv: BLOG_HOOK_SECRET
  ${BRIDGE}:
    name: The bridge
    platform: webhook
    url: https://bridge.example/kraby
    department: info
    language: en
    purpose: Answers
    responsible: ${MODERATOR}
    deputy: mod-2
    targets: { answer: { hours: 8 }, removal: { hours: 1 } }
    connection:
      secretEnv: BRIDGE_SECRET

grounds:
  threat:
    wording: { en: Threats, sv: Hot }
    law: Brottsbalken 4 kap. 5 §
    publishedAt: https://kraby.example/regler#threat
    from: 2026-01-15
    permits: [hide, remove, block]
    words: { en: [know where you live], sv: [vet var du bor] }
`;
