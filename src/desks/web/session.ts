import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { LOCALES, type Locale } from '#domain/locale.ts';
import type { Access, Session } from '#ports/access.ts';
import type { Colours } from './render/page.ts';

export interface DeskEnv {
  Variables: { session: Session; token: string };
}

/** A browser accepts `__Host-` only over https; on the loopback without it the name is a plain one. */
const sessionName = (secure: boolean) => (secure ? '__Host-kvorum-desk' : 'kvorum-desk');
const COLOURS = 'kvorum-colours';
const NOTICE = 'kvorum-notice';

function safely(secure: boolean) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
}

export function keepSession(c: Context, token: string, expiresAtMs: number, secure: boolean): void {
  setCookie(c, sessionName(secure), token, { ...safely(secure), expires: new Date(expiresAtMs) });
}

export function dropSession(c: Context, secure: boolean): void {
  deleteCookie(c, sessionName(secure), safely(secure));
}

/** Every form carries it besides the check of its origin. */
export function csrfOf(token: string): string {
  return createHash('sha256').update(`csrf ${token}`).digest('base64url');
}

/** Lets in who has a session; everybody else gets what `refused` answers. */
export function signedIn(
  access: Access,
  secure: boolean,
  refused: (c: Context) => Promise<Response>,
): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const token = getCookie(c, sessionName(secure));
    const session = token ? await access.session(token) : null;
    if (!token || !session) return refused(c);
    c.set('session', session);
    c.set('token', token);
    return next();
  };
}

/** The reader's language before it is known who reads: the first that the browser and we speak. */
export function browserLocale(c: Context, fallback: Locale): Locale {
  const asked = (c.req.header('accept-language') ?? '')
    .split(',', 10)
    .map((range) => range.trim().toLowerCase().slice(0, 2).replace(/^no$/, 'nb'));
  return asked.map((tag) => LOCALES.find((locale) => locale === tag)).find(Boolean) ?? fallback;
}

export function coloursOf(value: string | undefined): Colours {
  return value === 'light' || value === 'dark' ? value : 'auto';
}

export function readColours(c: Context): Colours {
  return coloursOf(getCookie(c, COLOURS));
}

export function keepColours(c: Context, colours: Colours, secure: boolean): void {
  setCookie(c, COLOURS, colours, { ...safely(secure), maxAge: 365 * 24 * 60 * 60 });
}

/** Carries what was answered over the redirect that follows a post without JavaScript. */
export function leaveNotice(c: Context, text: string, secure: boolean): void {
  // A cut may fall inside a character, and half of one cannot stand in a cookie.
  setCookie(c, NOTICE, text.slice(0, 300).toWellFormed(), { ...safely(secure), maxAge: 60 });
}

export function takeNotice(c: Context): string | undefined {
  const notice = getCookie(c, NOTICE);
  if (notice !== undefined) deleteCookie(c, NOTICE, { path: '/' });
  return notice;
}
