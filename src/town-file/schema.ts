import { z } from 'zod';
import { LOCALES } from '#domain/locale.ts';
import { ROLES } from '#domain/people/person.ts';
import { type Span, WEEKDAYS, type Weekday } from '#domain/time/calendar.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters a-z, digits and hyphens, at most 40');
/** No schema here changes what it reads: what is checked is what was written. */
const text = (max: number) => z.string().max(max).regex(/\S/, 'must not be empty');
const website = z.url({ protocol: /^https?$/ });
const email = z.email();
const language = z.enum(LOCALES).meta({
  description: 'en English, sv Swedish, nb Norwegian bokmål, uk Ukrainian',
});
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-06-19')
  .meta({ description: 'YYYY-MM-DD, local' });
const time = z.string().regex(/^\d{2}:[0-5]\d$/, 'must be a time such as 12:00');

/** Opening hours of one day as people write them: `08:00-12:00`, a list of such spans, or `closed`. */
const SPAN = /^(\d{2}:[0-5]\d)\s*[-–]\s*(\d{2}:[0-5]\d)$/;

/** The two times of an opening span; undefined when it is not one. */
export function spanOf(written: string): Span | undefined {
  const [, opens, closes] = SPAN.exec(written) ?? [];
  return opens && closes ? [opens, closes] : undefined;
}

const HOURS_WANTED = 'must be opening hours such as 08:00-17:00, or a list of them, or closed';
const span = z.string().regex(SPAN, 'must be opening hours such as 08:00-17:00');
const hours = z
  .union([z.string().regex(/^closed$/), span, z.array(span).min(1).max(12)], HOURS_WANTED)
  .meta({
    description: 'Opening hours by the wall clock; a closing before its opening is next day',
  });

/** A weekday or an unbroken run of them: `mon`, `mon-fri`. */
const DAYS = new RegExp(`^(${WEEKDAYS.join('|')})(?:-(${WEEKDAYS.join('|')}))?$`);

/** The weekdays of `mon-fri`, in their order; none when the run goes backwards or is not one. */
export function daysOf(run: string): Weekday[] {
  const [, first = '', last = first] = DAYS.exec(run) ?? [];
  const [from, until] = [first, last].map((day) => WEEKDAYS.indexOf(day as Weekday)) as [
    number,
    number,
  ];
  return from < 0 ? [] : WEEKDAYS.slice(from, until + 1);
}

const weekly = z
  .record(z.string().regex(DAYS, 'must be a weekday such as mon, or a run such as mon-fri'), hours)
  .superRefine((week, context) => {
    const seen = new Map<string, string>();
    for (const run of Object.keys(week)) {
      const days = daysOf(run);
      const again = days.find((day) => seen.has(day));
      const fault =
        days.length === 0
          ? 'runs backwards: the earlier weekday goes first'
          : again && `says ${again} again: ${seen.get(again)} said it already`;
      if (fault) {
        context.addIssue({ code: 'custom', path: [run], message: fault, params: { onKey: true } });
      }
      for (const day of days) seen.set(day, run);
    }
  })
  .meta({ description: 'Hours by weekday: mon tue wed thu fri sat sun, or runs such as mon-fri' });

const shortDays = z.array(
  z
    .strictObject({
      day: text(60).meta({ description: 'The day by its name in the country’s language' }),
      closes: time.optional(),
      hoursEarlier: z.number().positive().max(12).optional(),
    })
    .refine((row) => (row.closes === undefined) !== (row.hoursEarlier === undefined), {
      error: 'must say either closes (such as 12:00) or hoursEarlier (such as 2)',
    }),
);
const openOrClosed = z.enum(['closed', 'open']);
const holidays = z.discriminatedUnion('country', [
  z.strictObject({
    country: z.literal('SE'),
    eves: openOrClosed
      .meta({ description: 'Midsommarafton, julafton, nyårsafton; closed unless said otherwise' })
      .optional(),
    bridgeDays: openOrClosed
      .meta({ description: 'Klämdagar; open unless said otherwise' })
      .optional(),
    shortDays: z.union([z.literal('state'), shortDays], 'must be state, or a list').optional(),
  }),
  z.strictObject({
    country: z.literal('NO'),
    bridgeDays: openOrClosed
      .meta({ description: 'Inneklemte dager; open unless said otherwise' })
      .optional(),
    shortDays: z
      .union([z.enum(['state', 'municipal']), shortDays], 'must be state, municipal, or a list')
      .optional(),
  }),
  z.strictObject({
    country: z.literal('UA'),
    martialLaw: z
      .array(z.strictObject({ from: date, until: date.optional() }))
      .meta({ description: 'Periods without holidays and shortened days (Law 2136-IX art. 6)' })
      .optional(),
    dayBefore: z.enum(['hour-shorter', 'ordinary']).optional(),
  }),
]);

const calendar = z.strictObject({
  name: text(120),
  zone: text(60).meta({ description: 'IANA time zone, for example Europe/Stockholm' }),
  weekly,
  special: z
    .array(z.strictObject({ date, name: text(120).optional(), hours }))
    .max(1000)
    .meta({ description: 'Dates with hours of their own; before holidays, after closed' })
    .optional(),
  closed: z
    .array(z.strictObject({ date, name: text(120).optional() }))
    .max(1000)
    .meta({ description: 'Dates that are closed whatever else is said' })
    .optional(),
  holidays: holidays.optional(),
});

const department = z.strictObject({
  name: text(120),
  language,
  calendar: id,
  zone: text(60).meta({ description: 'The calendar’s own unless said otherwise' }).optional(),
  registry: email.meta({ description: 'Registry mailbox: referrals go there' }),
  duty: z
    .partialRecord(z.enum(WEEKDAYS), z.array(id).min(1).max(20))
    .meta({ description: 'Who is on duty, by weekday: what nobody has taken is theirs' })
    .optional(),
  politicalContact: email
    .meta({ description: 'Where political enquiries are referred; the registry when absent' })
    .optional(),
});

const person = z.strictObject({
  name: text(120),
  unit: text(120).meta({ description: 'Signs replies together with the name' }),
  email,
  language,
  department: id,
  calendar: id.meta({ description: 'Own working hours; the department’s when absent' }).optional(),
  roles: z.array(z.enum(ROLES)).min(1),
  mandate: z.strictObject({
    decision: text(200).meta({ description: 'By whose decision the person acts' }),
    from: date,
    until: date.optional(),
  }),
  identities: z
    .array(
      z.strictObject({
        platform: id.meta({ description: 'Where the account is: slack, teams, discord, mail' }),
        workspace: text(120).optional(),
        user: text(120),
      }),
    )
    .max(20)
    .optional(),
});

const target = z
  .strictObject({
    hours: z.number().positive().max(10_000).optional(),
    workingDays: z.number().int().positive().max(260).optional(),
    reading: z
      .enum(['closing', 'same-time'])
      .meta({ description: 'closing: due when the Nth following working day closes (the default)' })
      .optional(),
  })
  .refine((one) => (one.hours === undefined) !== (one.workingDays === undefined), {
    error: 'must say either hours or workingDays, for example { hours: 4 } or { workingDays: 1 }',
  })
  .refine((one) => one.reading === undefined || one.hours === undefined, {
    error: 'must not say reading together with hours: hours are always counted the same way',
  });

const channelFields = {
  name: text(120),
  url: website,
  department: id,
  language,
  purpose: text(500),
  responsible: id,
  deputy: id,
  reminders: z
    .strictObject({
      half: z
        .number()
        .min(0)
        .max(1)
        .meta({ description: 'Share of the time left when the holder is reminded; 0: never' }),
      soon: z
        .number()
        .min(0)
        .max(1)
        .meta({ description: 'Share left when the deputy is told, too; 0: never' }),
      lateDays: z
        .number()
        .int()
        .min(0)
        .max(30)
        .meta({ description: 'Working days overdue when managers are told; 0: never' }),
    })
    .meta({ description: 'Half of the time, a quarter, and one working day unless said otherwise' })
    .optional(),
  targets: z.strictObject({
    answer: target.meta({ description: 'How soon an answer is owed' }),
    removal: target.meta({ description: 'How soon unlawful content is to be gone' }),
  }),
};

type ByPlatform = Readonly<Record<string, z.ZodType<Record<string, unknown>>>>;

/**
 * What each platform's code needs to know of a channel or a desk; a platform without a line is
 * unknown. Secrets stay out of the town file: it names the environment variables that hold them.
 */
export interface Connections {
  readonly channels: ByPlatform;
  readonly desks: ByPlatform;
}

function channelOf(connections: ByPlatform) {
  const [first, ...others] = Object.entries(connections).map(([platform, connection]) =>
    z.strictObject({ ...channelFields, platform: z.literal(platform), connection }),
  );
  if (!first) throw new TypeError('a town needs at least one platform for its channels');
  return z.discriminatedUnion('platform', [first, ...others]);
}

const byLanguage = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(LOCALES), value);

const ground = z.strictObject({
  wording: byLanguage(text(2000)).meta({ description: 'The published wording, by language' }),
  law: text(500),
  publishedAt: website.meta({ description: 'Where citizens can read it' }),
  from: date,
  until: date.optional(),
  permits: z.array(z.enum(['hide', 'remove', 'block'])).min(1),
  words: byLanguage(z.array(z.string().max(100)).max(2000))
    .meta({ description: 'Words that raise a flag, by language; a flag never acts' })
    .optional(),
});

function deskOf(connections: ByPlatform) {
  const web = z.strictObject({
    platform: z.literal('web').meta({ description: 'The built-in desk; it is always there' }),
    department: id,
    connection: z.strictObject({}).optional(),
  });
  const others = Object.entries(connections).map(([platform, connection]) =>
    z.strictObject({ platform: z.literal(platform), department: id, connection }),
  );
  return z.discriminatedUnion('platform', [web, ...others]);
}

/** A town file as people write it; what it says of ids and dates is checked by the domain afterwards. */
export function townFileSchema(connections: Connections) {
  return z.strictObject({
    town: z.strictObject({
      name: text(120),
      country: z.enum(['SE', 'NO', 'UA']),
      language,
      website,
      contact: text(200).meta({ description: 'Who answers for the desk; stands on public pages' }),
    }),
    calendars: z.record(id, calendar),
    departments: z.record(id, department),
    people: z.record(id, person),
    channels: z.record(id, channelOf(connections.channels)),
    grounds: z.record(id, ground),
    desks: z.record(id, deskOf(connections.desks)).optional(),
  });
}

export type TownFile = z.infer<ReturnType<typeof townFileSchema>>;
