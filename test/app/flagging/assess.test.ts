import { expect, test } from 'vitest';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import { asked, assess, flagger, rulesOf, settings } from './a-town.ts';

const minutesAgo = (minutes: number, text: string) => ({
  text,
  atMs: asked('').atMs - minutes * 60_000,
});

test('a private text is a message, whatever it says; its flags stay', () => {
  const found = assess('Jag ska döda dig, fattar du?', { visibility: 'private' });
  expect(found.suggestedClass).toBe('message');
  expect(found.flags[0]).toMatchObject({ rule: 'threat', band: 'urgent' });
});

test('between residents nothing is owed, unless the town is asked', () => {
  const between = { repliesToCitizen: true };
  expect(assess('@Anna när åker du?', between).suggestedClass).toBe('citizen-to-citizen');
  expect(assess('Tack Anna, det visste jag inte!', between).suggestedClass).toBe(
    'citizen-to-citizen',
  );
  expect(assess('När tänker kommunen svara på det?', between).suggestedClass).toBe('question');
  expect(assess('Jag ska döda dig, Anna', between).suggestedClass).toBe('unlawful');
});

test('a rhetorical question is owed an answer; a subordinate clause is no question', () => {
  expect(assess('Är ni helt från vettet?').suggestedClass).toBe('question');
  expect(assess('När det regnar, blir det trevligt inomhus').suggestedClass).toBe('neutral');
  expect(assess('När det regnar blir det trevligt inomhus.').suggestedClass).toBe('neutral');
});

test('one’s own number in one’s own matter is no breach, and urgent', () => {
  const found = assess('Mitt ärende är dnr SOC 2026-118, mitt personnummer är 850709-9805.');
  expect(found.suggestedClass).toBe('own-matter');
  expect(found.flags).toMatchObject([
    { rule: 'personal-number-se', band: 'urgent' },
    { rule: 'own-matter' },
    { rule: 'case-number', why: { number: 'SOC 2026-118' } },
  ]);
});

test('a fault report names the thing and its state', () => {
  expect(assess('Gatlyktan vid skolan är trasig').flags).toMatchObject([
    { rule: 'fault-report', why: { thing: 'Gatlyktan', state: 'trasig' } },
  ]);
});

test('flood: the same again, or very often', () => {
  const text = 'Stoppa bygget vid Klagshamn genast';
  const same = [minutesAgo(300, 'STOPPA bygget vid Klagshamn, genast!'), minutesAgo(200, text)];
  expect(assess(text, { recentByAuthor: same }).flags).toMatchObject([
    { rule: 'flood-similar', category: 'spam', band: 'review', why: { count: 3 } },
  ]);
  const often = [1, 2, 3, 4, 5].map((n) => minutesAgo(n, `Kommentar ${n} av helt olika slag`));
  expect(assess('Nu skriver jag igen', { recentByAuthor: often }).flags).toMatchObject([
    { rule: 'flood-many', why: { count: 6, minutes: 10 } },
  ]);
  expect(rulesOf('Nu skriver jag igen', { recentByAuthor: often.slice(1) })).toEqual([]);
  const thanks = [1, 2, 3].map((n) => minutesAgo(n, 'Tack!'));
  expect(rulesOf('Tack!', { recentByAuthor: thanks })).toEqual(['thanks']);
});

test.each([
  ['sv', 'Vi har väntat på bussen i regnet i en timme.', 'sv'],
  ['sv', 'Vi har ventet på bussen i regnet i en time, og ingen kom.', 'nb'],
  ['nb', 'Ми чекали на автобус під дощем цілу годину.', 'uk'],
  ['uk', 'Мы ждали автобус под дождём целый час, безобразие.', 'ru'],
  ['uk', 'We waited for the bus in the rain for an hour.', 'en'],
  ['sv', 'Ok', 'sv'],
  ['nb', '', 'nb'],
  ['sv', 'Дякую!', 'uk'],
] as const)('on a channel in %s: %s → %s', (channelLocale, text, language) => {
  expect(assess(text, { channelLocale }).language).toBe(language);
});

test('the version changes with the lists, and only with them', () => {
  const version = flagger.assess(asked('')).rulesVersion;
  const again = ruleFlagger(structuredClone(settings)).assess(asked('Hej!'));
  expect(again.rulesVersion).toBe(version);
  const other = ruleFlagger({ ...settings, grounds: settings.grounds.slice(1) });
  expect(other.assess(asked('')).rulesVersion).not.toBe(version);
  expect(version).toMatch(/^rules-\d+\+[0-9a-f]{16}$/);
});

test('what is urgent comes first', () => {
  const { flags } = assess('Varför? Ni är idioter, jag ska döda dig. 850709-9805');
  const order = { urgent: 0, review: 1, note: 2 };
  const bands = flags.map(({ band }) => order[band]);
  expect(bands).toEqual(bands.toSorted());
  expect(new Set(bands).size).toBe(3);
});
