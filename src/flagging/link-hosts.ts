import { domainToUnicode } from 'node:url';
import { getDomain, getDomainWithoutSuffix, getSubdomain, parse } from 'tldts';
import { foldScript } from './normalize.ts';

/** Hosts that hide where a link leads. Our own short list, from common use in our countries. */
const SHORTENERS: ReadonlySet<string> = new Set([
  ...['bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'ow.ly', 'is.gd', 'v.gd', 'buff.ly', 'cutt.ly'],
  ...['rebrand.ly', 'shorturl.at', 'tiny.cc', 'rb.gy', 'bl.ink', 't.ly', 'lnkd.in', 'adf.ly'],
  ...['soo.gd', 's.id', 'clck.ru', 'vk.cc', 'u.to', 'qps.ru', 'goo.su', 'is.gd', 'trib.al'],
  ...['dlvr.it', 'ift.tt', 'bit.do', 'mcaf.ee', 'shorte.st', 'ouo.io', 'gg.gg', 'n9.cl'],
  ...['kutt.it', 'short.io', 'surl.li', 'surl.lu', 'shrtco.de', '1url.com', 'qr.ae', 'x.gd'],
  ...['urlz.fr', 'tny.im', 'hyperurl.co', 'snip.ly', 'tr.ee', 'linktr.ee', 'cli.re', 'han.gl'],
]);

export function isShortener(host: string): boolean {
  return SHORTENERS.has(host.replace(/^www\./, ''));
}

const PROGRAM = /\.(?:exe|apk|scr|msi|bat|cmd|com|pif|vbs|jar|hta|lnk|ps1|dmg|iso|img|appx)$/i;
const ARCHIVE = /\.(?:zip|rar|7z|gz|tgz|cab|ace)$/i;

/** What a path's ending would put on the reader's machine. */
export function fileKind(pathname: string): 'program' | 'archive' | null {
  if (PROGRAM.test(pathname)) return 'program';
  return ARCHIVE.test(pathname) ? 'archive' : null;
}

/** Whether a host is one of these or below one of these. */
export function isBelow(host: string, owners: readonly string[]): boolean {
  return owners.some((owner) => host === owner || host.endsWith(`.${owner}`));
}

/** Letters of two scripts within one label of a host: `mаlmo.se` with a Cyrillic а. */
export function hasMixedScript(host: string): boolean {
  return domainToUnicode(host)
    .split('.')
    .some(
      (label) =>
        /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label),
    );
}

export interface LookAlike {
  readonly of: string;
  readonly isSure: boolean;
}

/** Shorter names have too many neighbours one letter away. */
const NEIGHBOUR_CHARS = 6;

/**
 * Whether a host that is not the town's passes for one of the town's: the town's whole name before
 * another domain (`harjedalen.se.evil.example`), letters that look alike (`ma1mo.se`) – sure – or
 * one letter more, less or other, or another ending – not sure.
 */
export function lookAlike(host: string, ownHosts: readonly string[]): LookAlike | null {
  const label = nameOf(host);
  for (const of of ownHosts) {
    const bare = of.replace(/^www\./, '');
    const dashed = bare.replaceAll('.', '-');
    const isInside = `.${host}`.includes(`.${bare}.`) || host.includes(`${dashed}.`);
    if (isInside || `.${host}`.includes(`.${bare}-`)) return { of, isSure: true };
    const own = nameOf(bare);
    if (own.length < 4 || label === '') continue;
    if (hasNameAndEnding(host, own)) return { of, isSure: true };
    if (label === own) return { of, isSure: false };
    if (skeleton(label) === skeleton(own)) return { of, isSure: true };
    if (own.length >= NEIGHBOUR_CHARS && isOneAway(label, own)) return { of, isSure: false };
  }
  return null;
}

/** The town's name and any ending before another domain: `malmo.nu.evil.example`. */
function hasNameAndEnding(host: string, own: string): boolean {
  const labels = (getSubdomain(host) ?? '').split('.');
  const ending = labels[labels.indexOf(own) + 1];
  return labels.includes(own) && ending !== undefined && parse(`${own}.${ending}`).isIcann === true;
}

/** `malmo` of `www.malmo.se`, in letters rather than punycode. */
function nameOf(host: string): string {
  const name = getDomainWithoutSuffix(host) ?? host.split('.')[0] ?? '';
  return domainToUnicode(name) || name;
}

const LOOKS: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'l', '3': 'e', '5': 's', i: 'l', ı: 'l', '-': '', _: '' },
};

function skeleton(label: string): string {
  return Array.from(foldScript(label).normalize('NFD').replace(/\p{M}/gu, ''))
    .map((char) => LOOKS[char] ?? char)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}

/** Whether one letter added, dropped or changed makes one of the other. */
function isOneAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const rest = (text: string, skip: number) => text.slice(same + skip);
  if (a.length === b.length) return rest(a, 1) === rest(b, 1);
  return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
}

/** Whether two hosts belong to the same registered domain. */
export function isSameSite(a: string, b: string): boolean {
  return (getDomain(a) ?? a) === (getDomain(b) ?? b);
}
