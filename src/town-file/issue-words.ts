import type { z } from 'zod';
import type { FilePath } from './places.ts';
import { didYouMean } from './words.ts';

/** What is wrong in the shape of a town file. `onKey`: it is the key itself that is wrong. */
export interface ShapeFault {
  readonly path: FilePath;
  readonly onKey: boolean;
  readonly message: string;
}

/** Why a field that is easily left out must be there. */
const WHY_NEEDED: Readonly<Record<string, string>> = {
  responsible: 'is missing: every channel has a person who answers for it',
  deputy: 'is missing: every channel has a person who stands in',
  mandate: 'is missing: write by whose decision the person acts',
  law: 'is missing: a ground names the law it rests on',
  publishedAt: 'is missing: only a published ground may be used',
  permits: 'is missing: write which of hide, remove and block it permits',
  registry: 'is missing: referrals need a mailbox to go to',
  appTokenEnv:
    'is missing: write the variable that holds the app token, such as SLACK_APP_TOKEN; or mode: http',
  signingSecretEnv:
    'is missing: with mode: http write the variable that holds it, such as SLACK_SIGNING_SECRET',
};

/** One finding of the schema in plain English; unknown keys are told one by one. */
export function issueInWords(
  issue: z.core.$ZodIssue,
  root: unknown,
  knownKeys: (path: FilePath) => string[],
): ShapeFault[] {
  const path = issue.path as FilePath;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      onKey: true,
      message: `is not known here${didYouMean(key, known)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const [why] = issue.issues;
    const message = why?.message ?? 'is not allowed here';
    return [{ path, onKey: true, message }];
  }
  const onKey = issue.code === 'custom' && issue.params?.['onKey'] === true;
  return [{ path, onKey, message: sentence(issue, valueAt(root, path), path) }];
}

function sentence(issue: z.core.$ZodIssue, value: unknown, path: FilePath): string {
  const name = String(path.at(-1) ?? '');
  if (value === undefined) return WHY_NEEDED[name] ?? `is missing${wanted(issue)}`;
  // What stands there instead of a variable's name may be the secret itself.
  if (name.endsWith('Env') && issue.code === 'invalid_format') return issue.message;
  if (value === null && issue.code !== 'custom') return `is empty${wanted(issue)}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindOf(issue.expected)}, not ${shown(value)}${hint(issue.expected, value)}`;
    case 'invalid_value':
      return oneOf(issue.values.map(String), value);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? oneOf(issue.options.map(String), value)
        : `${issue.message}, not ${shown(value)}`;
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'must not be empty'
        : `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `must have at most ${issue.maximum} entries`
        : `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`;
    case 'invalid_format':
      return `${FORMATS[issue.format] ?? issue.message}, not ${shown(value)}`;
    default:
      return issue.message;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'must be a mail address such as registrator@example.org',
  url: 'must be a web address that begins with https://',
};

function oneOf(options: readonly string[], value: unknown): string {
  const written = typeof value === 'string' ? value : '';
  const hinted = options.length > 1 && written !== '' ? didYouMean(written, options) : '';
  const meant = hinted.includes('did you mean') ? hinted : '';
  return `must be ${list(options)}, not ${shown(value)}${meant}`;
}

function list(options: readonly string[]): string {
  return options.length < 2
    ? (options[0] ?? 'left out')
    : `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `: write ${list(issue.values.map(String))}`;
  if (issue.code === 'invalid_type') return `: write ${kindOf(issue.expected)}`;
  if (issue.code !== 'invalid_union') return '';
  return 'options' in issue && Array.isArray(issue.options)
    ? `: write ${list(issue.options.map(String))}`
    : `: ${issue.message}`;
}

function kindOf(expected: string): string {
  switch (expected) {
    case 'string':
      return 'text';
    case 'int':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'array':
      return 'a list, one entry a line with a hyphen before it';
    default:
      return 'lines of the form “name: value”';
  }
}

/** YAML reads 2026 and yes-like words as numbers and truth values where text was meant. */
function hint(expected: string, value: unknown): string {
  const readable = typeof value === 'number' || typeof value === 'boolean';
  return expected === 'string' && readable ? `: put it in quotes, "${value}"` : '';
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'lines of their own';
  const text = String(value);
  return text.length > 60 ? `“${text.slice(0, 60)}…”` : `“${text}”`;
}

function valueAt(root: unknown, path: FilePath): unknown {
  let value = root;
  for (const step of path) value = (value as Record<string | number, unknown> | null)?.[step];
  return value;
}
