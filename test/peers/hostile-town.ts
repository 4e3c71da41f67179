/** A town with every way in that strangers can reach. */
export const TOWN_FILE = `
town:
  name: Kråby kommun
  country: SE
  language: sv
  website: https://kraby.example
  contact: info@kraby.example

calendars:
  office:
    name: Kommunhuset
    zone: Europe/Stockholm
    weekly: { mon-fri: 08:00-17:00 }

departments:
  info:
    name: Kommunikation
    language: sv
    calendar: office
    registry: registrator@kraby.example

people:
  mod-1:
    name: Anna Lindqvist
    unit: Kommunikation
    email: anna@kraby.example
    language: sv
    department: info
    roles: [moderator, approver, manager, administrator]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }
  mod-2:
    name: Ola Nordmann
    unit: Kommunikation
    email: ola@kraby.example
    language: nb
    department: info
    roles: [moderator, approver]
    mandate: { decision: Kommunstyrelsen 2026-01-14 § 7, from: 2026-01-15 }

channels:
  bridge:
    name: The bridge
    platform: webhook
    url: https://bridge.example/kraby
    department: info
    language: en
    purpose: Answers
    responsible: mod-1
    deputy: mod-2
    targets: { answer: { hours: 8 }, removal: { hours: 1 } }
    connection: { secretEnv: BRIDGE_SECRET }
  blog:
    name: The blog
    platform: wordpress
    url: https://blog.kraby.example
    department: info
    language: sv
    purpose: Answers
    responsible: mod-1
    deputy: mod-2
    targets: { answer: { workingDays: 1 }, removal: { hours: 1 } }
    connection:
      url: https://blog.kraby.example
      user: kvorum
      passwordEnv: BLOG_PASSWORD
      hookSecretEnv: BLOG_HOOK_SECRET
  form:
    name: Skriv till oss
    platform: report
    url: https://kraby.example/report/info
    department: info
    language: sv
    purpose: Reports
    responsible: mod-1
    deputy: mod-2
    targets: { answer: { workingDays: 1 }, removal: { hours: 1 } }
    connection: {}

grounds:
  threat:
    wording: { en: Threats, sv: Hot }
    law: Brottsbalken 4 kap. 5 §
    publishedAt: https://kraby.example/regler#threat
    from: 2026-01-15
    permits: [hide, remove, block]
    words: { en: [know where you live], sv: [vet var du bor] }
`;
