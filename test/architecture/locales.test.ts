import { expect, test } from 'vitest';
import { LOCALES } from '#domain/locale.ts';
import { sourceFiles } from './source.ts';

const files = sourceFiles('src/locales').map((file) => file.path);

const areas = [...new Set(files.map((path) => path.split('/')[2] ?? ''))].filter(
  (area) => !area.endsWith('.ts'),
);

type Texts = Readonly<Record<string, unknown>>;

/** `answers.stranger`, `items.0`: the path of every text with the text, functions included. */
function entries(texts: Texts, prefix = ''): [path: string, text: unknown][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? entries(value as Texts, `${prefix}${key}.`)
      : [[`${prefix}${key}`, value] as [string, unknown]],
  );
}

/** Languages count differently: the forms of a plural are one text. */
const withoutPlural = (path: string) => path.replace(/\.(zero|one|two|few|many|other)$/, '');

const pathsOf = (texts: Texts) =>
  [...new Set(entries(texts).map(([path]) => withoutPlural(path)))].toSorted();

async function textsOf(area: string, locale: string): Promise<Texts> {
  const module = (await import(`../../src/locales/${area}/${locale}.ts`)) as Record<
    string,
    unknown
  >;
  const texts = module[locale] ?? Object.values(module).find((value) => typeof value === 'object');
  expect(texts, `${area}/${locale}.ts exports its texts`).toBeTypeOf('object');
  return texts as Texts;
}

test.each(areas)('%s says everything in every language', async (area) => {
  const english = pathsOf(await textsOf(area, 'en'));
  expect(english.length).toBeGreaterThan(0);
  for (const locale of LOCALES) {
    const texts = await textsOf(area, locale);
    expect(pathsOf(texts), `${area}/${locale}`).toEqual(english);
    const empty = entries(texts).filter(([, text]) => text === '');
    expect(empty, `${area}/${locale} leaves nothing empty`).toEqual([]);
  }
});

/** A text nobody says: neither by its own name nor as one of a group that is looked up by a code. */
test.each(areas)('%s says nothing that nobody uses', async (area) => {
  const code = sourceFiles('src', 'commands')
    .filter(({ path }) => !/locales\/[^/]+\/(en|sv|nb|uk)\.ts$/.test(path))
    .map(({ text }) => text)
    .join('\n');
  const unused = pathsOf(await textsOf(area, 'en')).filter((path) => {
    const [last = '', group] = path.split('.').toReversed();
    const named = new RegExp(`[.'"\`\\s{]${last}\\b`).test(code);
    const lookedUp = group !== undefined && new RegExp(`\\b${group}\\??\\.?\\[`).test(code);
    return !named && !lookedUp;
  });
  expect(unused).toEqual([]);
});
