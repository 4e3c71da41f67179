import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { LOCALES, type Locale } from '#domain/locale.ts';
import { siteTexts } from '#locales/site/site.ts';
import { siteAssets } from './assets.ts';
import { formTokens } from './form-token.ts';
import type { Html } from './page.ts';
import { proofOfWork } from './proof-of-work.ts';
import {
  type FieldErrors,
  fieldErrors,
  NOTHING_SENT,
  type Sent,
  sentSchema,
} from './report-fields.ts';
import {
  chooseDepartmentPage,
  type ReportPageParts,
  receiptPage,
  reportPage,
} from './report-page.ts';

const BODY_MAX_BYTES = 32 * 1024;

const TEN_MINUTES_S = 600;

/** What the public form shows of the town, and where reports can go. */
export interface SiteTown {
  readonly name: string;
  readonly website: string;
  readonly contact: string;
  readonly locale: Locale;
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

export type SiteOutcome =
  | { readonly kind: 'received'; readonly receipt: string }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'no-such-department' };

export interface SiteOptions {
  readonly town: () => Promise<SiteTown>;
  readonly receive: (asked: {
    readonly department: string;
    readonly report: {
      readonly kind: 'comment' | 'contact';
      readonly link?: string;
      readonly text: string;
      readonly email?: string;
      readonly verified: boolean;
      readonly formKey: string;
    };
  }) => Promise<SiteOutcome>;
  /** True once per solved challenge, on all replicas together. */
  readonly spend: (nonce: string) => Promise<boolean>;
  /** Shared by all replicas; signs forms and challenges. */
  readonly secret: Uint8Array;
  /** Milliseconds of the wall: forms and challenges age in real time. */
  readonly now: () => number;
  readonly clientAddress: (context: Context) => string;
}

/** The public pages: so far the report form, in four languages, with and without JavaScript. */
export function reportSite(options: SiteOptions): Hono {
  const app = new Hono();
  const tokens = formTokens(options.secret, options.now);
  const work = proofOfWork(options.secret, options.now);
  const limits = reportLimits();
  app.route('/site/assets', siteAssets());
  // Each form is one visitor's: a cache that handed it to two would make their reports one.
  app.use('/report/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    await next();
  });
  app.get('/report/challenge', async (c) => c.json(await work.challenge()));
  app.get('/report', async (c) => notFound(c, await options.town()));
  app.get('/report/:department', async (c) => {
    const town = await options.town();
    const department = town.departments.find((d) => d.id === c.req.param('department'));
    if (!department) return notFound(c, town);
    const parts = { locale: localeOf(c, town), town, department, token: tokens.issue() };
    return c.html(reportPage({ ...parts, sent: NOTHING_SENT, errors: {} }));
  });
  app.post('/report/:department', csrf(), bodyLimit({ maxSize: BODY_MAX_BYTES }), async (c) => {
    const town = await options.town();
    const department = town.departments.find((d) => d.id === c.req.param('department'));
    if (!department) return notFound(c, town);
    const sent = sentSchema.parse(await c.req.parseBody().catch(() => ({})));
    const parts = { locale: localeOf(c, town), town, department };
    return answer(c, { ...parts, sent }, { options, tokens, work, limits });
  });
  return app;
}

interface Tools {
  readonly options: SiteOptions;
  readonly tokens: ReturnType<typeof formTokens>;
  readonly work: ReturnType<typeof proofOfWork>;
  readonly limits: ReturnType<typeof reportLimits>;
}

async function answer(
  c: Context,
  asked: Omit<ReportPageParts, 'token' | 'errors'>,
  { options, tokens, work, limits }: Tools,
): Promise<Response> {
  const texts = siteTexts(asked.locale);
  const again = (status: 400 | 422 | 429, errors: FieldErrors) =>
    c.html(reportPage({ ...asked, token: tokens.issue(), errors }) as Html, status);
  const { sent } = asked;
  // A machine that fills in everything is told nothing it could learn from.
  if (sent.website) return c.html(receiptPage(asked, null));
  const errors = fieldErrors(sent, texts);
  if (Object.keys(errors).length > 0) return again(422, errors);
  const token = tokens.check(sent.token);
  if (token.kind === 'bad') return again(400, { form: texts.errorForm });
  if (token.kind === 'too-fast') return again(429, { form: texts.tooFast });
  const nonce = sent.altcha ? await work.solved(sent.altcha) : null;
  const verified = nonce !== null && (await options.spend(nonce));
  if (!(await limits.admits(options.clientAddress(c), verified)))
    return again(429, { form: texts.tooMany });
  const outcome = await options.receive({
    department: asked.department.id,
    report: reportOf(sent, keyOf(token.formKey, sent), verified),
  });
  switch (outcome.kind) {
    case 'received':
      return c.html(receiptPage(asked, outcome.receipt), 201);
    case 'repeat':
      return c.html(receiptPage(asked, null));
    case 'no-such-department':
      return notFound(c, asked.town as SiteTown);
  }
}

/** Sent twice is one report; a form that was gone back to and filled in anew is another. */
function keyOf(formKey: string, { kind, link, text, email }: Sent): string {
  const content = JSON.stringify([kind, link, text, email]);
  return `${formKey}.${createHash('sha256').update(content).digest('base64url')}`;
}

function reportOf(sent: Sent, formKey: string, verified: boolean) {
  const { kind, link, text, email } = sent;
  return { kind, ...(link && { link }), text, ...(email && { email }), verified, formKey };
}

function notFound(c: Context, town: SiteTown): Response | Promise<Response> {
  return c.html(chooseDepartmentPage(localeOf(c, town), town, town.departments), 404);
}

/** The language asked for in the address, else the browser's first that we speak, else the town's. */
function localeOf(c: Context, town: SiteTown): Locale {
  const spoken = (tag: string) => LOCALES.find((l) => l === tag || (l === 'nb' && tag === 'no'));
  const wished = c.req.query('lang');
  const accepted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return (wished && spoken(wished)) || accepted.map(spoken).find((l) => l) || town.locale;
}

/** Per replica; who did no proof of work has a smaller share. Addresses are shortened and forgotten after ten minutes. */
function reportLimits() {
  const each = { duration: TEN_MINUTES_S };
  const verified = new RateLimiterMemory({ ...each, points: 5 });
  const unverified = new RateLimiterMemory({ ...each, points: 2 });
  const everybody = new RateLimiterMemory({ duration: 3_600, points: 200 });
  const takes = (limiter: RateLimiterMemory, key: string) =>
    limiter.consume(key).then(
      () => true,
      () => false,
    );
  return {
    admits: async (address: string, isVerified: boolean) =>
      (await takes(isVerified ? verified : unverified, shortened(address))) &&
      (await takes(everybody, 'all')),
  };
}

/** An IPv4 address without its last number, an IPv6 one as its /48. */
function shortened(address: string): string {
  const separator = address.includes(':') ? ':' : '.';
  return address
    .replace(/^::ffff:(?=\d+\.)/, '')
    .split(separator)
    .slice(0, 3)
    .join(separator);
}
