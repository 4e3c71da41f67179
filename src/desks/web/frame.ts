import type { Context } from 'hono';
import type { Locale } from '#domain/locale.ts';
import type { Person } from '#domain/people/person.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { DeskTexts } from '#locales/desk/en.ts';
import type { Access } from '#ports/access.ts';
import type { Changes } from '#ports/changes.ts';
import type { Clock } from '#ports/clock.ts';
import type { OnAsk } from '#ports/desk.ts';
import type { AssetUrls } from './assets.ts';
import type { DeskFrame, Frame } from './render/page.ts';
import { browserLocale, csrfOf, type DeskEnv, readColours, takeNotice } from './session.ts';

export interface WebDeskOptions {
  readonly onAsk: OnAsk;
  readonly access: Access;
  readonly changes: Changes;
  /** The desk's clock, for count-downs. */
  readonly clock: Clock;
  /** The staff whom a newcomer may act as; asked for in rehearsal only. */
  readonly people: () => Promise<readonly Person[]>;
  readonly town: () => Promise<{ readonly name: string; readonly locale: Locale }>;
  /** True wherever the desk is reached over https; false on the bare loopback. */
  readonly secureCookies: boolean;
  readonly rehearsal: boolean;
  /** Told of every surprise; the person sees a calm page. */
  readonly fault: (error: unknown) => void;
}

export interface DeskNeeds extends WebDeskOptions {
  readonly assets: AssetUrls;
}

/** htmx asks for fragments, everybody else for pages. */
export function wantsFragment(c: Context): boolean {
  return c.req.header('hx-request') === 'true';
}

/** The page's frame before it is known who reads. */
export async function strangersFrame(c: Context, { town, assets }: DeskNeeds): Promise<Frame> {
  const { name, locale } = await town();
  return { locale: browserLocale(c, locale), colours: readColours(c), town: name, assets };
}

/** The page's frame for the person of the session. */
export async function deskFrame(c: Context<DeskEnv>, needs: DeskNeeds): Promise<DeskFrame> {
  const { person } = c.var.session;
  const rehearsal = needs.rehearsal && c.var.session.rehearsal;
  const notice = takeNotice(c);
  const { pathname, search } = new URL(c.req.url);
  return {
    locale: person.locale,
    colours: readColours(c),
    town: (await needs.town()).name,
    assets: needs.assets,
    person,
    people: rehearsal ? await needs.people() : [],
    rehearsal,
    posting: {
      csrf: csrfOf(c.var.token),
      key: crypto.randomUUID(),
      back: c.req.method === 'GET' ? pathname + search : '/desk',
    },
    nowMs: needs.clock.now(),
    ...(notice !== undefined && { notice }),
  };
}

export function textsOf(c: Context<DeskEnv>): DeskTexts {
  return deskTexts(c.var.session.person.locale);
}
