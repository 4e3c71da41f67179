import { readFileSync } from 'node:fs';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/**
 * Every setting of the desk: `.env.example` is held equal to this list by a test. A secret may
 * also be given as a file, by the same name with `_FILE` behind it.
 */
export const SETTINGS = {
  KVORUM_TOWN: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  KVORUM_DATA: z.string().min(1).default('./data'),
  KVORUM_HOST: z.string().min(1).default('127.0.0.1'),
  KVORUM_PORT: port.default(8080),
  KVORUM_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  KVORUM_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
  KVORUM_SPEED: z.coerce.number().min(1).max(10_000).default(1),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.email('must be a mail address').optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
} as const;

const SECRETS = ['DATABASE_URL', 'SMTP_URL', 'METRICS_TOKEN'] as const;

const schema = z.object(SETTINGS);

export type Config = Readonly<z.infer<typeof schema>>;

export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  /** Every fault at once, each beginning with the setting's name. */
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the settings once; nobody else looks at the environment. An empty value is an absent one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const faults: string[] = [];
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (!path) continue;
    if (given[name]) faults.push(`${name}: is set twice, also by ${name}_FILE`);
    try {
      given[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE: the file ${path} cannot be read`);
    }
  }
  const parsed = schema.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    faults.push(`${issue.path.join('.')}: ${inWords(issue)}`);
  }
  faults.push(...groupFaults(given));
  return parsed.success && faults.length === 0
    ? { ok: true, config: Object.freeze(parsed.data) }
    : { ok: false, faults };
}

/** Settings that only make sense together, told beside the faults of each. */
function groupFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  const { KVORUM_TOWN: town, KVORUM_SPEED: speed, SMTP_URL: smtp, MAIL_FROM: from } = given;
  const faults: string[] = [];
  if (town && speed && speed !== '1')
    faults.push('KVORUM_SPEED: is for rehearsal only: a real town has real time');
  if (smtp && !from) faults.push('MAIL_FROM: is needed with SMTP_URL: mail must say who sends it');
  if (from && !smtp)
    faults.push('SMTP_URL: is needed with MAIL_FROM: there is no server to send by');
  if (town && !smtp && !from)
    faults.push('SMTP_URL: is needed for a real town: referrals to the registry go by mail');
  return faults;
}

function inWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be a ${issue.expected}`;
    case 'too_small':
      return issue.message.startsWith('Too') ? `must be at least ${issue.minimum}` : issue.message;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message;
  }
}
