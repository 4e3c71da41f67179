import { domainToUnicode } from 'node:url';
import { find } from 'linkifyjs';
import { parse } from 'tldts';
import {
  fileKind,
  hasMixedScript,
  isBelow,
  isSameSite,
  isShortener,
  lookAlike,
} from './link-hosts.ts';
import { flagAll, flagAt, type Reading, type RuleFlag } from './reading.ts';

/** From links to this many other sites on, a comment may be an advertisement. */
const MANY_LINKS = 3;
const LINKS_CAP = 20;
const TEXT_CAP = 5000;

interface Link {
  readonly start: number;
  readonly end: number;
  readonly url: URL;
  readonly written: string;
}

/**
 * Links that hide where they lead or what they bring (Ringebu "Representing": consider whether
 * links may carry a virus). Nothing is fetched.
 */
export function findLinkTricks({ asked }: Reading, ownHosts: readonly string[]): RuleFlag[] {
  const text = asked.text.slice(0, TEXT_CAP);
  const links = linksOf(text);
  const foreign = links.filter(({ url }) => !isBelow(url.hostname, ownHosts));
  const sites = new Set(foreign.map(({ url }) => url.hostname));
  const flags = [
    ...foreign.flatMap((link) => tricksOf(asked.text, link, ownHosts)),
    ...mismatches(text, ownHosts),
    ...defanged(text, ownHosts),
  ];
  if (sites.size >= MANY_LINKS) {
    const why = { count: sites.size };
    flags.push(flagAll({ category: 'spam', rule: 'many-links', band: 'review', why }));
  }
  return flags;
}

function linksOf(text: string): Link[] {
  if (!text.includes('.') && !text.includes('://')) return [];
  const links: Link[] = [];
  for (const { type, value, href, start, end } of find(text)) {
    if (type !== 'url') continue;
    const url = URL.parse(href);
    if (!url || !isMeant(value, url)) continue;
    links.push({ start, end, url, written: value });
    if (links.length === LINKS_CAP) break;
  }
  return links;
}

/** Without a scheme only a real ending in lower case makes a link: `bra.Men` lacks but a space. */
function isMeant(value: string, url: URL): boolean {
  if (value.includes('://')) return true;
  const { isIcann, isIp } = parse(url.hostname);
  const ending = /\.(\p{L}+)(?:[/?#:]|$)/u.exec(value)?.[1] ?? '';
  return isIp === true || (isIcann === true && ending === ending.toLowerCase());
}

function tricksOf(text: string, link: Link, ownHosts: readonly string[]): RuleFlag[] {
  const { url, written } = link;
  const host = domainToUnicode(url.hostname) || url.hostname;
  const flag = (rule: RuleFlag['rule'], band: 'urgent' | 'review', why: object = {}): RuleFlag =>
    flagAt(text, link, { category: 'malicious-link', rule, band, why: { host, ...why } });
  const flags: RuleFlag[] = [];
  if (url.username !== '' || url.password !== '') {
    flags.push(flag('link-userinfo', 'urgent', { pretended: decoded(url.username) }));
  }
  if (parse(url.hostname).isIp) flags.push(flag('link-ip-host', 'urgent'));
  else if (hasMixedScript(url.hostname)) flags.push(flag('link-mixed-script', 'urgent'));
  else if (/(^|[/.@])xn--/i.test(written)) flags.push(flag('link-punycode', 'review'));
  const alike = lookAlike(url.hostname, ownHosts);
  if (alike)
    flags.push(flag('link-look-alike', alike.isSure ? 'urgent' : 'review', { own: alike.of }));
  if (isShortener(url.hostname)) flags.push(flag('link-shortener', 'review'));
  const kind = fileKind(url.pathname);
  if (kind === 'program') flags.push(flag('link-program', 'urgent', { file: lastPart(url) }));
  if (kind === 'archive') flags.push(flag('link-archive', 'review', { file: lastPart(url) }));
  return flags;
}

function lastPart(url: URL): string {
  return decoded(url.pathname.split('/').at(-1) ?? '').slice(0, 60);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A lone % is lawful in a path.
  }
}

const MARKDOWN = /\[([^[\]]{1,200})\]\((https?:[^\s()]{1,500})\)/g;
/** How our connectors write an anchor down: `shown (behind)`. */
const BRACKETED = /[(<](https?:[^\s()<>]{1,500})[)>]/g;
const SHOWN_CHARS = 200;

/** One address shown, another one behind it, in HTML, Markdown or "shown (behind)". */
function mismatches(text: string, ownHosts: readonly string[]): RuleFlag[] {
  const flags: RuleFlag[] = [];
  for (const { start, end, shown, behind } of [...anchors(text), ...pairs(text)].slice(
    0,
    LINKS_CAP,
  )) {
    const target = URL.parse(behind);
    const [first] = find(shown).filter(({ type }) => type === 'url');
    const pretended = first ? URL.parse(first.href) : null;
    if (!target || !pretended || isSameSite(target.hostname, pretended.hostname)) continue;
    if (isBelow(target.hostname, ownHosts)) continue;
    const why = { host: target.hostname, pretended: pretended.hostname };
    const finding = { category: 'malicious-link', rule: 'link-mismatch', band: 'urgent' } as const;
    flags.push(flagAt(text, { start, end }, { ...finding, why }));
  }
  return flags;
}

interface Pair {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
  readonly behind: string;
}

function pairs(text: string): Pair[] {
  const markdown = [...text.matchAll(MARKDOWN)].map(
    ({ 0: whole, 1: shown = '', 2: behind = '', index: start }) => {
      return { start, end: start + whole.length, shown, behind };
    },
  );
  const bracketed = [...text.matchAll(BRACKETED)].map(({ 0: whole, 1: behind = '', index }) => {
    const before = text.slice(Math.max(0, index - SHOWN_CHARS), index).trimEnd();
    const shown = before.split(/\s/).at(-1) ?? '';
    const start = text.lastIndexOf(shown, index);
    return { start, end: index + whole.length, shown, behind };
  });
  return [...markdown, ...bracketed];
}

function anchors(text: string): Pair[] {
  const found: Pair[] = [];
  for (const { index: start } of text.matchAll(/<a\s/gi)) {
    const open = text.indexOf('>', start);
    const close = open < 0 ? -1 : text.indexOf('</', open);
    if (close < 0) break;
    const behind = /href\s{0,5}=\s{0,5}["']?([^"'\s>]{1,500})/i.exec(text.slice(start, open))?.[1];
    if (behind) found.push({ start, end: close, shown: text.slice(open + 1, close), behind });
    if (found.length === LINKS_CAP) break;
  }
  return found;
}

const DEFANGED =
  /\bhxxps?:\/\/\S{1,200}|[\p{L}\p{N}-]{1,60}\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\))\s?[\p{L}\p{N}]\S{0,200}/giu;

/** An address written so that filters miss it and people do not. */
function defanged(text: string, ownHosts: readonly string[]): RuleFlag[] {
  const [first] = text.matchAll(DEFANGED);
  if (!first) return [];
  const plain = first[0]
    .replace(/^hxxp/i, 'http')
    .replace(/\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\))\s?/gi, '.');
  const url = URL.parse(plain.includes('://') ? plain : `http://${plain}`);
  if (!url || isBelow(url.hostname, ownHosts)) return [];
  const span = { start: first.index, end: first.index + first[0].length };
  const finding = { category: 'malicious-link', rule: 'link-defanged', band: 'review' } as const;
  const link = { ...span, url, written: plain };
  return [
    flagAt(text, span, { ...finding, why: { host: url.hostname } }),
    ...tricksOf(text, link, ownHosts),
  ];
}
