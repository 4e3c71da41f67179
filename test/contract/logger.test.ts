import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createLogger } from '#logging/logger.ts';

const WORDS = 'Ni är idioter, ring mig på 070-1740605 eller anna@example.se';

function aLogger() {
  const lines: string[] = [];
  const logger = createLogger({ level: 'trace' }, { write: (line) => lines.push(line) });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

it('prints ids, codes and times', () => {
  const { logger, last } = aLogger();
  logger.info({ channel: 'facebook-main', item: 17, durationMs: 1.5, status: 200 }, 'taken in');
  const line = last();
  expect(line).toMatchObject({
    level: 'info',
    channel: 'facebook-main',
    item: 17,
    msg: 'taken in',
  });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(Object.keys(line).sort()).toEqual(
    ['channel', 'durationMs', 'item', 'level', 'msg', 'status', 'time'].sort(),
  );
});

it('prints no word of a citizen, wherever it is put by accident', () => {
  const { logger, lines } = aLogger();
  const secretive = Object.assign(new Error(WORDS), { name: WORDS, code: WORDS, text: WORDS });
  secretive.cause = new TypeError(`x\n    at ${WORDS} (a.ts:1:1)`);
  for (const object of [
    { text: WORDS },
    { item: { text: WORDS, author: WORDS } },
    { item: WORDS, channel: WORDS, kind: WORDS },
    { person: 'anna@example.se', code: '070 1740605' },
    { handle: '@anna', name: 'Anna', email: 'anna@example.se', token: 'hemlig', body: WORDS },
    { authorization: 'Bearer hemlig', cookie: 'hemlig', url: 'https://x/?token=hemlig' },
    { msg: WORDS, time: WORDS, level: WORDS },
    { err: secretive },
    { error: secretive },
    { whatever: secretive },
    { item: [WORDS] },
    secretive,
  ]) {
    logger.error(object, 'it failed');
    logger.error(object);
  }
  logger.warn('a comment: %s', WORDS);
  logger.warn({ item: 1 }, 'a comment: %s', WORDS);
  logger.child({ text: WORDS, item: 3, channel: WORDS }).info({ text: WORDS }, 'x');
  const child = logger.child({ item: 4 }).child({ text: WORDS });
  child.setBindings({ text: WORDS });
  child.info('x');
  const printed = lines.join('');
  expect(lines).toHaveLength(28);
  expect(printed).not.toMatch(/idioter|1740605|anna|hemlig/i);
  expect(printed).toContain('"item":3');
});

it('says where an error came from and what kind it is', async () => {
  const { logger, last } = aLogger();
  const refused = await new Promise<Error>((resolve) =>
    connect(1, '127.0.0.1').on('error', resolve),
  );
  logger.error({ err: new Error('x', { cause: refused }) }, 'no database');
  const { err, msg } = last();
  expect(msg).toBe('no database');
  expect(err.name).toBe('Error');
  expect(err.at[0]).toMatch(/logger\.test\.ts/);
  expect(err.cause).toMatchObject({
    code: 'ECONNREFUSED',
    message: expect.stringMatching('127.0.0.1'),
  });
});

it('keeps quiet below its level', () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn' }, { write: (line) => lines.push(line) });
  logger.info('x');
  logger.warn('y');
  expect(lines).toHaveLength(1);
});
