import { expect, test } from 'vitest';
import { assess, rulesOf } from './a-town.ts';

const tricks: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['http://malmo.se@evil.example/login', 'link-userinfo', { pretended: 'malmo.se' }],
  ['http://192.0.2.7/betala', 'link-ip-host', { host: '192.0.2.7' }],
  ['http://3232235777/', 'link-ip-host', { host: '192.168.1.1' }],
  ['https://www.mаlmo.se/betala', 'link-mixed-script', { host: 'www.mаlmo.se' }],
  ['https://xn--tst-qla.se', 'link-punycode', { host: 'täst.se' }],
  ['https://malmo.se.evil.example/x', 'link-look-alike', { own: 'malmo.se' }],
  ['https://malmo.nu.evil.example/x', 'link-look-alike', { own: 'malmo.se' }],
  ['https://malmo-se.example.com/x', 'link-look-alike', { own: 'malmo.se' }],
  ['https://rningebu.no', 'link-look-alike', { own: 'ringebu.kommune.no' }],
  ['https://harjedallen.se', 'link-look-alike', { own: 'harjedalen.se' }],
  ['https://ma1mo.se', 'link-look-alike', { own: 'malmo.se' }],
  ['https://bit.ly/3xYz', 'link-shortener', { host: 'bit.ly' }],
  ['bit.ly/3xYz', 'link-shortener', { host: 'bit.ly' }],
  ['https://files.example.com/faktura.EXE', 'link-program', { file: 'faktura.EXE' }],
  ['https://files.example.com/bilder.zip', 'link-archive', { file: 'bilder.zip' }],
  ['<a href="https://evil.example/x">www.malmo.se</a>', 'link-mismatch', { host: 'evil.example' }],
  ['[www.malmo.se](https://evil.example/x)', 'link-mismatch', { pretended: 'www.malmo.se' }],
  ['https://www.malmo.se/x (https://evil.example/x)', 'link-mismatch', { host: 'evil.example' }],
  ['malmo.se (https://evil.example/x)', 'link-mismatch', { pretended: 'malmo.se' }],
  ['hxxp://evil.example/x', 'link-defanged', { host: 'evil.example' }],
  ['evil[.]example/x', 'link-defanged', { host: 'evil.example' }],
];

test.each(tricks)('%s → %s', (link, rule, why) => {
  const text = `Se här ${link} innan det är för sent`;
  const flag = assess(text).flags.find((one) => one.rule === rule);
  expect(flag).toMatchObject({ category: 'malicious-link', why });
  const { start = 0, end = 0 } = flag?.span ?? {};
  expect(link).toContain(text.slice(start, end).replace(/<\/?$/, ''));
  expect(end).toBeGreaterThan(start);
});

test.each([
  'Läs mer på https://www.malmo.se/bygga och malmo.se.',
  'https://ringebu.kommune.no/skjema.zip og https://post.ringebu.kommune.no',
  'https://www.svt.se/nyheter/lokalt/skane?x=1#a',
  'Se громада.укр і https://hromada.gov.ua/novyny',
  'Det är bra.Men vi kom t.om hem kl 10.30, födda.Li och nu.men.',
  'Skriv till info@malmo.se eller kommun@harjedalen.se.',
  '<a href="https://www.malmo.se/x">malmo.se</a>',
  'Läs mer här (https://www.svt.se/nyheter) och på svt.se (https://www.svt.se/a).',
  'https://malmo.scouterna.se',
  'https://malmo.example.org har inget med er att göra',
])('nothing to say of %s', (text) => {
  expect(rulesOf(text).filter((rule) => rule.includes('link'))).toEqual([]);
});

test('a sure trick is urgent and to be removed, a doubtful one is looked at', () => {
  expect(assess('http://malmo.se@evil.example/ titta här').suggestedClass).toBe('unlawful');
  const doubtful = assess('Läs om festen på bit.ly/3xYz allihop');
  expect(doubtful.flags[0]?.band).toBe('review');
  expect(doubtful.suggestedClass).toBe('neutral');
});

test('many links to other sites are one flag of spam', () => {
  const text = 'https://a.example.com https://b.example.com https://c.example.com';
  expect(assess(text).flags).toMatchObject([
    { rule: 'many-links', band: 'review', why: { count: 3 } },
  ]);
});

test('a question mark within a link asks nothing', () => {
  expect(rulesOf('Bilderna ligger på https://www.svt.se/sok?q=simhall här')).toEqual([]);
});
