/** A small town without fault; the tables of broken files each change one place of it. */
export const BASE_TOWN = `town:
  name: Lillköping
  country: SE
  language: sv
  website: https://lillkoping.example
  contact: Info, info@lillkoping.example
calendars:
  office:
    name: Stadshuset
    zone: Europe/Stockholm
    weekly:
      mon-thu: [08:00-12:00, 13:00-17:00]
      fri: 08:00-16:00
    special:
      - { date: 2026-12-23, hours: 08:00-12:00 }
    closed:
      - { date: 2026-05-15, name: klämdag }
    holidays:
      country: SE
      shortDays:
        - { day: skärtorsdagen, hoursEarlier: 2 }
departments:
  info:
    name: Info
    language: sv
    calendar: office
    registry: registrator@lillkoping.example
people:
  mod-1:
    name: Anna Berg
    unit: Info
    email: anna@lillkoping.example
    language: sv
    department: info
    roles: [moderator, administrator]
    mandate: { decision: KS 7, from: 2026-01-01 }
    identities:
      - { platform: slack, workspace: T1, user: U1 }
  mod-2:
    name: Bo Ek
    unit: Info
    email: bo@lillkoping.example
    language: sv
    department: info
    roles: [moderator, approver, manager]
    mandate: { decision: KS 7, from: 2026-01-01 }
channels:
  blog:
    name: Bloggen
    platform: wordpress
    url: https://blogg.lillkoping.example
    department: info
    language: sv
    purpose: Dialog
    responsible: mod-1
    deputy: mod-2
    targets:
      answer: { workingDays: 1 }
      removal: { hours: 4 }
    connection:
      url: https://blogg.lillkoping.example
      user: kvorum
      passwordEnv: BLOG_PASSWORD
  hook:
    name: Bryggan
    platform: webhook
    url: https://social.example/lillkoping
    department: info
    language: sv
    purpose: Dialog
    responsible: mod-2
    deputy: mod-1
    targets:
      answer: { hours: 4 }
      removal: { hours: 1 }
    connection:
      secretEnv: HOOK_SECRET
grounds:
  insult:
    wording: { sv: Personangrepp }
    law: Brottsbalken 5 kap.
    publishedAt: https://lillkoping.example/regler
    from: 2026-01-01
    permits: [hide, remove]
    words:
      sv: [idiot, pucko]
`;
