/** Longer texts are read up to here: flags are for people, who do not read further either. */
const TEXT_CAP = 5000;
/** Longer tokens are no words; matching them costs time an attacker would like to have spent. */
const TOKEN_CAP = 40;

export type Evasion = 'repeated' | 'leet' | 'script' | 'spaced' | 'masked';

/** One way to read a token; the first spelling is the plain one and has no `evasion`. */
export interface Spelling {
  readonly text: string;
  readonly evasion?: Evasion;
}

export interface Token {
  readonly spellings: readonly Spelling[];
  /** Place in the normal text. */
  readonly from: number;
  readonly to: number;
}

/** A text as the rules read it, with the way back to the original. */
export interface NormalText {
  readonly original: string;
  /** NFKC, lower case, without invisible characters. */
  readonly text: string;
  /** For each code unit of `text`, where its source begins and ends in `original`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly tokens: readonly Token[];
}

// Format characters, fillers, variation selectors: seen by nobody.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const MARK = /^\p{M}/u;
const MARKS = /\p{M}/gu;
const APOSTROPHE = /[’‘ʼ`´′]/g;
const TOKEN = /[\p{L}\p{N}]+(?:['*#@$]{1,4}[\p{L}\p{N}]+)*/gu;
const SINGLE_LETTER = /^\p{L}$/u;
const SPACER = /^[^\p{L}\p{N}]{1,2}$/u;

/** Drops what is invisible, composes, lower-cases. Total on any string, lone surrogates included. */
export function normalize(original: string): NormalText {
  const capped = original.slice(0, TEXT_CAP);
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  while (at < capped.length && text.length < TEXT_CAP) {
    const end = clusterEnd(capped, at);
    const piece = normalPiece(capped, at, end);
    for (let i = 0; i < piece.length; i++) {
      starts.push(at);
      ends.push(end);
    }
    text += piece;
    at = end;
  }
  return { original, text, starts, ends, tokens: tokensOf(text) };
}

/** Where `from`…`to` of the normal text lie in the original. `to` is not included and > `from`. */
export function originalSpan(
  normal: NormalText,
  from: number,
  to: number,
): { start: number; end: number } {
  return { start: normal.starts[from] ?? 0, end: normal.ends[to - 1] ?? 0 };
}

/** A base character and the marks upon it belong together: й is й also when sent as и + ̆. */
function clusterEnd(text: string, at: number): number {
  const width = (index: number) => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
  let end = at + width(at);
  while (end < text.length && text.charCodeAt(end) >= 0x300) {
    if (!MARK.test(text.slice(end, end + width(end)))) break;
    end += width(end);
  }
  return end;
}

function normalPiece(text: string, at: number, end: number): string {
  if (end === at + 1 && isPlain(text.charCodeAt(at))) return text.charAt(at).toLowerCase();
  return text
    .slice(at, end)
    .replace(INVISIBLE, '')
    .replace(APOSTROPHE, "'")
    .normalize('NFKC')
    .replace(APOSTROPHE, "'")
    .replace(MARKS, '')
    .toLowerCase()
    .replace(MARKS, '');
}

/** Letters of our languages that NFKC leaves alone, which are nearly all: they take the short way. */
function isPlain(code: number): boolean {
  if (code < 0x7f) return code !== 0x60;
  return (code >= 0xc0 && code <= 0xff) || (code >= 0x400 && code <= 0x45f);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let run: Token[] = [];
  const flush = () => {
    tokens.push(...(run.length >= 3 ? [joined(run)] : run));
    run = [];
  };
  for (const match of text.matchAll(TOKEN)) {
    const token: Token = {
      spellings: spellingsOf(match[0].slice(0, TOKEN_CAP)),
      from: match.index,
      to: match.index + match[0].length,
    };
    const previous = run.at(-1);
    const follows = previous && SPACER.test(text.slice(previous.to, token.from));
    if (!SINGLE_LETTER.test(match[0])) {
      flush();
      tokens.push(token);
      continue;
    }
    if (previous && !follows) flush();
    run.push(token);
  }
  flush();
  return tokens;
}

/** `i d i o t` is one word to a reader. */
function joined(run: readonly Token[]): Token {
  const text = run.map((token) => token.spellings[0]?.text ?? '').join('');
  return {
    spellings: [{ text: text.slice(0, TOKEN_CAP), evasion: 'spaced' }],
    from: run[0]?.from ?? 0,
    to: run.at(-1)?.to ?? 0,
  };
}

const UNUSUAL = /[^a-zåäöæøа-яґєії']|(.)\1\1|[a-zåäöæø].*[а-яґєії]|[а-яґєії].*[a-zåäöæø]/u;
const REPEATED = /(.)\1{2,}/gu;

function spellingsOf(plain: string): readonly Spelling[] {
  if (!UNUSUAL.test(plain)) return [{ text: plain }];
  if (/[*#]/.test(plain)) return [{ text: plain, evasion: 'masked' }];
  const spellings: Spelling[] = [{ text: plain }];
  const add = (text: string, evasion: Evasion) => {
    if (!spellings.some((spelling) => spelling.text === text)) spellings.push({ text, evasion });
  };
  const oneScript = foldScript(plain);
  add(oneScript, 'script');
  const letters = foldLeet(oneScript);
  add(letters, 'leet');
  if (/\p{L}/u.test(letters)) {
    add(letters.replace(REPEATED, '$1$1'), 'repeated');
    add(letters.replace(REPEATED, '$1'), 'repeated');
  }
  return spellings;
}

const CYRILLIC_LOOKS: Readonly<Record<string, string>> = {
  ...{ а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', х: 'x', у: 'y', і: 'i', ѕ: 's', ј: 'j' },
  ...{ к: 'k', м: 'm', т: 't', в: 'b', н: 'h', г: 'r', ԁ: 'd', ԛ: 'q', ԝ: 'w', һ: 'h' },
};
const LATIN_LOOKS: Readonly<Record<string, string>> = {
  ...{ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', y: 'у', i: 'і', k: 'к', m: 'м' },
  ...{ t: 'т', b: 'в', h: 'н', r: 'г' },
};

/** A token in two scripts is read in the one it has more of: `сукa`, `hоra`. */
export function foldScript(token: string): string {
  const latin = token.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const cyrillic = token.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  if (latin === 0 || cyrillic === 0) return token;
  const looks = latin > cyrillic ? CYRILLIC_LOOKS : LATIN_LOOKS;
  return Array.from(token, (char) => looks[char] ?? char).join('');
}

const LATIN_LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' },
};
const CYRILLIC_LEET: Readonly<Record<string, string>> = {
  ...{ '0': 'о', '1': 'і', '3': 'з', '4': 'ч', '6': 'б', '@': 'а', $: 'с' },
};

/** Digits read as letters, only where letters outnumber them: never in numbers, `8b` or `4g`. */
function foldLeet(token: string): string {
  const letters = token.match(/\p{L}/gu)?.length ?? 0;
  const others = token.match(/[0-9@$]/g)?.length ?? 0;
  if (others === 0 || letters < 2 || letters <= others) return token;
  const leet = /\p{Script=Cyrillic}/u.test(token) ? CYRILLIC_LEET : LATIN_LEET;
  return token.replace(/[0-9@$]/g, (char) => leet[char] ?? char);
}
