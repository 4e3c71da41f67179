type Edit = readonly [from: string | RegExp, to: string];

interface BrokenFile {
  readonly name: string;
  /** What is changed in BASE_TOWN. */
  readonly edits: readonly Edit[];
  /** `line:column path: message`, in order. */
  readonly faults: readonly string[];
}

export const BROKEN_FILES: readonly BrokenFile[] = [
  {
    name: 'somebody on duty who is not there',
    edits: [
      [
        '    registry: registrator@lillkoping.example\n',
        '    registry: registrator@lillkoping.example\n    duty: { mon: [mod-1, mod-9] }\n',
      ],
    ],
    faults: ['28:26 departments.info.duty.mon[2]: there is no person mod-9; did you mean mod-1?'],
  },
  {
    name: 'a missing field',
    edits: [['  contact: Info, info@lillkoping.example\n', '']],
    faults: ['1:1 town.contact: is missing: write text'],
  },
  {
    name: 'a mistyped field',
    edits: [['  contact:', '  kontact:']],
    faults: [
      '1:1 town.contact: is missing: write text',
      '6:3 town.kontact: is not known here; did you mean contact?',
    ],
  },
  {
    name: 'a mistyped field far from any',
    edits: [['  contact:', '  qwertyuiop: x\n  contact:']],
    faults: [
      '6:3 town.qwertyuiop: is not known here; there is name, country, language, website, contact',
    ],
  },
  {
    name: 'a mistyped section',
    edits: [['grounds:', 'ground:']],
    faults: [
      '1:1 grounds: is missing: write lines of the form “name: value”',
      '78:1 ground: is not known here; did you mean grounds?',
    ],
  },
  {
    name: 'an empty field',
    edits: [['name: Stadshuset', 'name:']],
    faults: ['9:10 calendars.office.name: is empty: write text'],
  },
  {
    name: 'a number for text',
    edits: [['name: Lillköping', 'name: 1234']],
    faults: ['2:9 town.name: must be text, not “1234”: put it in quotes, "1234"'],
  },
  {
    name: 'text for a list',
    edits: [['roles: [moderator, administrator]', 'roles: moderator']],
    faults: [
      '35:12 people.mod-1.roles: must be a list, one entry a line with a hyphen before it, not “moderator”',
    ],
  },
  {
    name: 'a list for entries',
    edits: [[/departments:\n {2}info:\n/, 'departments:\n  - info:\n']],
    faults: ['22:1 departments: must be lines of the form “name: value”, not a list'],
  },
  {
    name: 'an unknown country',
    edits: [['country: SE\n  language', 'country: DK\n  language']],
    faults: ['3:12 town.country: must be SE, NO or UA, not “DK”'],
  },
  {
    name: 'a country code for a language',
    edits: [['language: sv\n  website', 'language: no\n  website']],
    faults: ['4:13 town.language: must be en, sv, nb or uk, not “no”; did you mean nb?'],
  },
  {
    name: 'no web address',
    edits: [['https://lillkoping.example\n', 'lillkoping.example\n']],
    faults: [
      '5:12 town.website: must be a web address that begins with https://, not “lillkoping.example”',
    ],
  },
  {
    name: 'no mail address',
    edits: [['registrator@lillkoping.example', 'registrator']],
    faults: [
      '27:15 departments.info.registry: must be a mail address such as registrator@example.org, not “registrator”',
    ],
  },
  {
    name: 'an id with capitals',
    edits: [['  mod-2:', '  Mod-2:']],
    faults: ['39:3 people.Mod-2: must be small letters a-z, digits and hyphens, at most 40'],
  },
  {
    name: 'an unknown role',
    edits: [['approver, manager', 'aprover, manager']],
    faults: [
      '45:24 people.mod-2.roles[2]: must be reader, moderator, approver, manager, registrar or administrator, not “aprover”; did you mean approver?',
    ],
  },
  {
    name: 'no role',
    edits: [['roles: [moderator, administrator]', 'roles: []']],
    faults: ['35:5 people.mod-1.roles: must not be empty'],
  },
  {
    name: 'a role twice',
    edits: [['roles: [moderator, administrator]', 'roles: [moderator, administrator, moderator]']],
    faults: ['35:39 people.mod-1.roles[3]: moderator is written twice'],
  },
  {
    name: 'an unknown platform',
    edits: [['platform: webhook', 'platform: webhok']],
    faults: [
      '66:15 channels.hook.platform: must be webhook, wordpress, rehearsal or report, not “webhok”; did you mean webhook?',
    ],
  },
  {
    name: 'a setting of another platform',
    edits: [['secretEnv: HOOK_SECRET', 'secretEnv: HOOK_SECRET\n      user: kvorum']],
    faults: [
      '78:7 channels.hook.connection.user: is not known here; there is secretEnv, previousSecretEnv',
    ],
  },
  {
    name: 'a mistyped setting',
    edits: [['passwordEnv:', 'paswordEnv:']],
    faults: [
      '60:5 channels.blog.connection.passwordEnv: is missing: write text',
      '63:7 channels.blog.connection.paswordEnv: is not known here; did you mean passwordEnv?',
    ],
  },
  {
    name: 'a secret in the file',
    edits: [['secretEnv: HOOK_SECRET', 'secretEnv: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
    faults: [
      '77:18 channels.hook.connection.secretEnv: must be the name of an environment variable, such as BLOG_PASSWORD',
    ],
  },
  {
    name: 'a password over http',
    edits: [
      [
        /url: https:\/\/blogg\.lillkoping\.example\n {6}user/,
        'url: http://blogg.lillkoping.example\n      user',
      ],
    ],
    faults: [
      '61:12 channels.blog.connection.url: must be https: the password would travel in clear text',
    ],
  },
  {
    name: 'no deputy',
    edits: [['    deputy: mod-2\n', '']],
    faults: ['48:3 channels.blog.deputy: is missing: every channel has a person who stands in'],
  },
  {
    name: 'no responsible',
    edits: [['    responsible: mod-1\n', '']],
    faults: [
      '48:3 channels.blog.responsible: is missing: every channel has a person who answers for it',
    ],
  },
  {
    name: 'the same person twice',
    edits: [['deputy: mod-2', 'deputy: mod-1']],
    faults: [
      '56:13 channels.blog.deputy: must be another person than the responsible: mod-1 cannot stand in for mod-1',
    ],
  },
  {
    name: 'an unknown person',
    edits: [['deputy: mod-2', 'deputy: mod-3']],
    faults: ['56:13 channels.blog.deputy: there is no person mod-3; did you mean mod-1?'],
  },
  {
    name: 'a responsible who is no moderator',
    edits: [['roles: [moderator, approver, manager]', 'roles: [approver, manager]']],
    faults: [
      '56:13 channels.blog.deputy: mod-2 must have the role moderator to handle what comes in',
      '71:18 channels.hook.responsible: mod-2 must have the role moderator to handle what comes in',
    ],
  },
  {
    name: 'an unknown department of a channel',
    edits: [
      [
        'department: info\n    language: sv\n    purpose: Dialog\n    responsible: mod-1',
        'department: inof\n    language: sv\n    purpose: Dialog\n    responsible: mod-1',
      ],
    ],
    faults: ['52:17 channels.blog.department: there is no department inof; did you mean info?'],
  },
  {
    name: 'an unknown calendar',
    edits: [['calendar: office', 'calendar: offfice']],
    faults: ['26:15 departments.info.calendar: there is no calendar offfice; did you mean office?'],
  },
  {
    name: 'nobody approves',
    edits: [['moderator, approver, manager', 'moderator, manager']],
    faults: ['28:1 people: nobody has the role approver: no restriction could ever be approved'],
  },
  {
    name: 'nobody is escalated to',
    edits: [['moderator, approver, manager', 'moderator, approver']],
    faults: [
      '28:1 people: nobody has the role manager: nobody would be told when an answer is late',
    ],
  },
  {
    name: 'nobody keeps the town',
    edits: [['[moderator, administrator]', '[moderator]']],
    faults: [
      '28:1 people: nobody has the role administrator: nobody could keep the town up to date',
    ],
  },
  {
    name: 'a mail address of two',
    edits: [['bo@lillkoping.example', 'Anna@lillkoping.example']],
    faults: ['42:12 people.mod-2.email: is also the address of mod-1: everybody needs their own'],
  },
  {
    name: 'an account of two',
    edits: [
      [
        '    mandate: { decision: KS 7, from: 2026-01-01 }\nchannels',
        '    mandate: { decision: KS 7, from: 2026-01-01 }\n    identities: [{ platform: slack, workspace: T1, user: U1 }]\nchannels',
      ],
    ],
    faults: [
      '47:18 people.mod-2.identities[1]: also belongs to mod-1: one account is one person, or four eyes could be two',
    ],
  },
  {
    name: 'an account twice',
    edits: [
      [
        '      - { platform: slack, workspace: T1, user: U1 }',
        '      - { platform: slack, workspace: T1, user: U1 }\n      - { platform: slack, workspace: T1, user: U1 }',
      ],
    ],
    faults: ['39:9 people.mod-1.identities[2]: is written twice'],
  },
  {
    name: 'an identity at a built-in desk',
    edits: [['platform: slack, workspace: T1,', 'platform: web,']],
    faults: [
      '38:9 people.mod-1.identities[1]: web needs no identity: people sign in there by link',
    ],
  },
  {
    name: 'an id that tells the name',
    edits: [['  mod-1:', '  berg-1:']],
    faults: [
      '29:3 people.berg-1: tells the name (berg): ids stay in the log for ever, where no names may be; use one such as kom-1',
      '55:18 channels.blog.responsible: there is no person mod-1; did you mean mod-2?',
      '72:13 channels.hook.deputy: there is no person mod-1; did you mean mod-2?',
    ],
  },
  {
    name: 'no mandate',
    edits: [
      [/ {4}mandate: \{ decision: KS 7, from: 2026-01-01 \}\n {4}identities/, '    identities'],
    ],
    faults: ['29:3 people.mod-1.mandate: is missing: write by whose decision the person acts'],
  },
  {
    name: 'a mandate that ends before it begins',
    edits: [
      [
        'decision: KS 7, from: 2026-01-01 }\n    identities',
        'decision: KS 7, from: 2026-01-01, until: 2025-12-31 }\n    identities',
      ],
    ],
    faults: ['36:57 people.mod-1.mandate.until: ends before it begins (2026-01-01/2025-12-31)'],
  },
  {
    name: 'a date that is none',
    edits: [['from: 2026-01-01\n    permits', 'from: 2026-02-30\n    permits']],
    faults: [
      '83:11 grounds.insult.from: 2026-02-30 is no date of the calendar; write it as 2026-06-19',
    ],
  },
  {
    name: 'a date in another order',
    edits: [['from: 2026-01-01\n    permits', 'from: 01/01/2026\n    permits']],
    faults: ['83:11 grounds.insult.from: must be a date such as 2026-06-19, not “01/01/2026”'],
  },
  {
    name: 'two kinds of target',
    edits: [['answer: { workingDays: 1 }', 'answer: { workingDays: 1, hours: 8 }']],
    faults: [
      '58:7 channels.blog.targets.answer: must say either hours or workingDays, for example { hours: 4 } or { workingDays: 1 }',
    ],
  },
  {
    name: 'an empty target',
    edits: [['answer: { workingDays: 1 }', 'answer: {}']],
    faults: [
      '58:7 channels.blog.targets.answer: must say either hours or workingDays, for example { hours: 4 } or { workingDays: 1 }',
    ],
  },
  {
    name: 'a target of nothing',
    edits: [['removal: { hours: 4 }', 'removal: { hours: 0 }']],
    faults: ['59:25 channels.blog.targets.removal.hours: must be more than 0'],
  },
  {
    name: 'half a working day',
    edits: [['workingDays: 1', 'workingDays: 0.5']],
    faults: ['58:30 channels.blog.targets.answer.workingDays: must be a whole number, not “0.5”'],
  },
  {
    name: 'a target as text',
    edits: [['removal: { hours: 4 }', 'removal: 4 hours']],
    faults: [
      '59:16 channels.blog.targets.removal: must be lines of the form “name: value”, not “4 hours”',
    ],
  },
  {
    name: 'a reading of hours',
    edits: [['removal: { hours: 4 }', 'removal: { hours: 4, reading: closing }']],
    faults: [
      '59:7 channels.blog.targets.removal: must not say reading together with hours: hours are always counted the same way',
    ],
  },
  {
    name: 'an address of two channels',
    edits: [['https://social.example/lillkoping', 'https://BLOGG.lillkoping.example/']],
    faults: ['67:10 channels.hook.url: is also the address of blog'],
  },
  {
    name: 'two public forms of a department',
    edits: [
      [
        /platform: w\w+(\n.*\n.*\n.*\n.*\n.*\n.*\n.*\n.*\n.*\n {4}connection:)\n {6}.*\n(?: {6}.*\n)*/g,
        'platform: report$1 {}\n',
      ],
    ],
    faults: ['65:17 channels.hook.department: has a public form already: blog'],
  },
  {
    name: 'an unknown zone',
    edits: [['zone: Europe/Stockholm', 'zone: Europe/Stokholm']],
    faults: [
      '10:11 calendars.office.zone: Europe/Stokholm is no time zone; write it as Europe/Stockholm, Europe/Oslo or Europe/Kyiv',
    ],
  },
  {
    name: 'another zone than the calendar’s',
    edits: [['calendar: office\n', 'calendar: office\n    zone: Europe/Oslo\n']],
    faults: [
      '27:11 departments.info.zone: is Europe/Oslo, but its calendar office has Europe/Stockholm: leave it out',
    ],
  },
  {
    name: 'no weekday',
    edits: [['fri: 08:00-16:00', 'friday: 08:00-16:00']],
    faults: [
      '13:7 calendars.office.weekly.friday: must be a weekday such as mon, or a run such as mon-fri',
    ],
  },
  {
    name: 'a weekday twice',
    edits: [['fri: 08:00-16:00', 'thu-fri: 08:00-16:00']],
    faults: ['13:7 calendars.office.weekly.thu-fri: says thu again: mon-thu said it already'],
  },
  {
    name: 'a run backwards',
    edits: [['fri: 08:00-16:00', 'sun-fri: 08:00-16:00']],
    faults: [
      '13:7 calendars.office.weekly.sun-fri: runs backwards: the earlier weekday goes first',
    ],
  },
  {
    name: 'hours that are none',
    edits: [['fri: 08:00-16:00', 'fri: 8-16']],
    faults: [
      '13:12 calendars.office.weekly.fri: must be opening hours such as 08:00-17:00, or a list of them, or closed, not “8-16”',
    ],
  },
  {
    name: 'a time that is none',
    edits: [['fri: 08:00-16:00', 'fri: 08:00-25:00']],
    faults: [
      '13:12 calendars.office.weekly.fri: 25:00 is no time of day; write it as 08:00, midnight at the end of a day as 24:00',
    ],
  },
  {
    name: 'hours that overlap',
    edits: [['[08:00-12:00, 13:00-17:00]', '[08:00-14:00, 13:00-17:00]']],
    faults: ['12:7 calendars.office.weekly.mon-thu: has opening hours that overlap'],
  },
  {
    name: 'a calendar that never opens',
    edits: [[/mon-thu: \[.*\]\n {6}fri: 08:00-16:00/, 'mon-fri: closed']],
    faults: ['11:5 calendars.office.weekly: never opens: no answer would ever be due'],
  },
  {
    name: 'a special date twice',
    edits: [
      [
        '      - { date: 2026-12-23, hours: 08:00-12:00 }',
        '      - { date: 2026-12-23, hours: 08:00-12:00 }\n      - { date: 2026-12-23, hours: closed }',
      ],
    ],
    faults: ['16:17 calendars.office.special[2].date: 2026-12-23 is there twice'],
  },
  {
    name: 'a special date that is none',
    edits: [['date: 2026-12-23', 'date: 2026-13-23']],
    faults: [
      '15:17 calendars.office.special[1].date: 2026-13-23 is no date of the calendar; write it as 2026-06-19',
    ],
  },
  {
    name: 'special hours that are none',
    edits: [['hours: 08:00-12:00 }', 'hours: [08:00-12:00, 13:00-24:30] }']],
    faults: [
      '15:50 calendars.office.special[1].hours[2]: 24:30 is no time of day; write it as 08:00, midnight at the end of a day as 24:00',
    ],
  },
  {
    name: 'an unknown short day',
    edits: [['skärtorsdagen', 'skärtorsdag']],
    faults: [
      '21:18 calendars.office.holidays.shortDays[1].day: skärtorsdag is not a day that is ever shortened; did you mean skärtorsdagen?',
    ],
  },
  {
    name: 'a short day without hours',
    edits: [['hoursEarlier: 2 ', '']],
    faults: [
      '21:11 calendars.office.holidays.shortDays[1]: must say either closes (such as 12:00) or hoursEarlier (such as 2)',
    ],
  },
  {
    name: 'holidays of no country we know',
    edits: [['country: SE\n      shortDays', 'country: FI\n      shortDays']],
    faults: ['19:16 calendars.office.holidays.country: must be SE, NO or UA, not “FI”'],
  },
  {
    name: 'eves in Norway',
    edits: [['country: SE\n      shortDays', 'country: NO\n      eves: closed\n      shortDays']],
    faults: [
      '20:7 calendars.office.holidays.eves: is not known here; there is country, bridgeDays, shortDays',
      '22:18 calendars.office.holidays.shortDays[1].day: skärtorsdagen is not a day that is ever shortened; there is onsdag før skjærtorsdag, påskeaften, pinseaften, julaften, nyttårsaften',
    ],
  },
  {
    name: 'a ground without law',
    edits: [['    law: Brottsbalken 5 kap.\n', '']],
    faults: ['79:3 grounds.insult.law: is missing: a ground names the law it rests on'],
  },
  {
    name: 'a ground that is not published',
    edits: [['    publishedAt: https://lillkoping.example/regler\n', '']],
    faults: ['79:3 grounds.insult.publishedAt: is missing: only a published ground may be used'],
  },
  {
    name: 'a ground in no language of the town',
    edits: [['wording: { sv: Personangrepp }', 'wording: { en: Insults }']],
    faults: ['80:5 grounds.insult.wording: must be there in the town’s own language, Swedish (sv)'],
  },
  {
    name: 'a ground that permits nothing',
    edits: [['permits: [hide, remove]', 'permits: []']],
    faults: ['84:5 grounds.insult.permits: must not be empty'],
  },
  {
    name: 'an unknown measure',
    edits: [['permits: [hide, remove]', 'permits: [hide, delete]']],
    faults: [
      '84:21 grounds.insult.permits[2]: must be hide, remove or block, not “delete”; did you mean remove?',
    ],
  },
  {
    name: 'a measure twice',
    edits: [['permits: [hide, remove]', 'permits: [hide, hide]']],
    faults: ['84:21 grounds.insult.permits[2]: hide is written twice'],
  },
  {
    name: 'words in an unknown language',
    edits: [['      sv: [idiot, pucko]', '      se: [idiot, pucko]']],
    faults: ['86:7 grounds.insult.words.se: is not known here; did you mean sv?'],
  },
  {
    name: 'a word twice',
    edits: [['[idiot, pucko]', '[idiot, Idiot]']],
    faults: ['86:19 grounds.insult.words.sv[2]: Idiot is in the list already'],
  },
  {
    name: 'an empty word',
    edits: [['[idiot, pucko]', '[idiot, ""]']],
    faults: ['86:19 grounds.insult.words.sv[2]: is empty'],
  },
  {
    name: 'an id twice',
    edits: [['  mod-2:', '  mod-1:']],
    faults: ['39:3 : this name is there twice'],
  },
  {
    name: 'a tab',
    edits: [['  name: Lillköping', '	name: Lillköping']],
    faults: ['2:1 : lines are indented by spaces, not by tabs'],
  },
  {
    name: 'a bracket that is not closed',
    edits: [['[idiot, pucko]', '[idiot, pucko']],
    faults: ['87:1 : a bracket that was opened before is not closed'],
  },
  {
    name: 'an unquoted colon',
    edits: [['law: Brottsbalken 5 kap.', 'law: Brottsbalken: 5 kap.']],
    faults: ['81:10 : a text that holds “: ” must be put in quotes'],
  },
  {
    name: 'a second document',
    edits: [['grounds:', '---\ngrounds:']],
    faults: ['78:1 : a town file is one document: there must be no second ---'],
  },
  {
    name: 'a tag',
    edits: [['name: Lillköping', 'name: !!js/function Lillköping']],
    faults: ['2:9 : tags (a word after !) are not used in a town file'],
  },
  {
    name: 'an alias without its anchor',
    edits: [['deputy: mod-2', 'deputy: *deputy']],
    faults: ['56:13 : *deputy has no &deputy before it'],
  },
  {
    name: 'an anchor that holds itself',
    edits: [['words:\n      sv: [idiot, pucko]', 'words: &w\n      sv: *w']],
    faults: ['86:11 : *w would hold itself'],
  },
  {
    name: 'faults of shape and of reference',
    edits: [
      [
        'deputy: mod-2\n    targets:\n      answer: { workingDays: 1 }',
        'deputy: mod-9\n    targets:\n      answer: { workingDays: 1 }',
      ],
      ['    law: Brottsbalken 5 kap.\n', ''],
    ],
    faults: [
      '56:13 channels.blog.deputy: there is no person mod-9; did you mean mod-1?',
      '79:3 grounds.insult.law: is missing: a ground names the law it rests on',
    ],
  },
  {
    name: 'three faults, two of them in one calendar',
    edits: [
      ['zone: Europe/Stockholm', 'zone: Europe/Stokholm'],
      [
        /country: SE\n {6}shortDays:\n.*\n/,
        'country: UA\n      martialLow: [{ from: 2022-02-24 }]\n',
      ],
      ['    deputy: mod-2', '    depty: mod-2'],
    ],
    faults: [
      '10:11 calendars.office.zone: Europe/Stokholm is no time zone; write it as Europe/Stockholm, Europe/Oslo or Europe/Kyiv',
      '20:7 calendars.office.holidays.martialLow: is not known here; did you mean martialLaw?',
      '47:3 channels.blog.deputy: is missing: every channel has a person who stands in',
      '55:5 channels.blog.depty: is not known here; did you mean deputy?',
    ],
  },
  {
    name: 'faults of shape and of sense in the same entry',
    edits: [
      ['name: Stadshuset', 'name:'],
      ['zone: Europe/Stockholm', 'zone: Europe/Stokholm'],
      ['closed:\n      - { date: 2026-05-15, name', 'closed:\n      - { date: 2026-05-15, nam'],
      ['date: 2026-12-23', 'date: 2026-13-23'],
      ['    email: bo@lillkoping.example\n', ''],
      ['roles: [moderator, approver, manager]', 'roles: [approver, manager]'],
      ['    law: Brottsbalken 5 kap.\n', ''],
      ['[idiot, pucko]', '[idiot, Idiot]'],
    ],
    faults: [
      '9:10 calendars.office.name: is empty: write text',
      '10:11 calendars.office.zone: Europe/Stokholm is no time zone; write it as Europe/Stockholm, Europe/Oslo or Europe/Kyiv',
      '15:17 calendars.office.special[1].date: 2026-13-23 is no date of the calendar; write it as 2026-06-19',
      '17:29 calendars.office.closed[1].nam: is not known here; did you mean name?',
      '39:3 people.mod-2.email: is missing: write text',
      '55:13 channels.blog.deputy: mod-2 must have the role moderator to handle what comes in',
      '70:18 channels.hook.responsible: mod-2 must have the role moderator to handle what comes in',
      '78:3 grounds.insult.law: is missing: a ground names the law it rests on',
      '84:19 grounds.insult.words.sv[2]: Idiot is in the list already',
    ],
  },
  {
    name: 'faults behind an unknown platform',
    edits: [
      ['platform: webhook', 'platform: webhok'],
      ['answer: { hours: 4 }', 'answer: { hours: 0 }'],
      ['deputy: mod-1', 'deputy: mod-9'],
    ],
    faults: [
      '66:15 channels.hook.platform: must be webhook, wordpress, rehearsal or report, not “webhok”; did you mean webhook?',
      '72:13 channels.hook.deputy: there is no person mod-9; did you mean mod-1?',
      '74:24 channels.hook.targets.answer.hours: must be more than 0',
    ],
  },
  {
    name: 'a department with a zone of its own and a calendar without one',
    edits: [
      ['    zone: Europe/Stockholm\n', ''],
      ['calendar: office\n', 'calendar: office\n    zone: Europe/Stockholm\n'],
    ],
    faults: ['8:3 calendars.office.zone: is missing: write text'],
  },
  {
    name: 'a reference to what is faulty itself',
    edits: [['    email: bo@lillkoping.example\n', '']],
    faults: ['39:3 people.mod-2.email: is missing: write text'],
  },
];
