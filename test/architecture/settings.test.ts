import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../../src/config.ts';
import { ROOT } from './source.ts';

test('.env.example names every setting, and only those', () => {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
  const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(Object.keys(SETTINGS).toSorted());
});

test('no setting is needed for rehearsal', () => {
  expect(readConfig({})).toMatchObject({
    ok: true,
    config: { KVORUM_PORT: 8080, KVORUM_SPEED: 1 },
  });
});

test('every fault is told at once, by the name of its setting', () => {
  const outcome = readConfig({
    KVORUM_PORT: 'eighty',
    KVORUM_SPEED: '0',
    DATABASE_URL: 'mysql://x',
    LOG_LEVEL: 'loud',
    MAIL_FROM: 'desk@town.example',
  });
  expect(outcome).toEqual({
    ok: false,
    faults: [
      'DATABASE_URL: must begin with postgres:// or postgresql://',
      'KVORUM_PORT: must be a number',
      'KVORUM_SPEED: must be at least 1',
      'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent',
      'SMTP_URL: is needed with MAIL_FROM: there is no server to send by',
    ],
  });
});

test('half a group is refused, and a sped-up clock in a real town', () => {
  const half = readConfig({ MAIL_FROM: 'desk@town.example' });
  expect(half).toMatchObject({ faults: [expect.stringMatching(/^SMTP_URL: is needed/)] });
  const fast = readConfig({ KVORUM_TOWN: 'town.yaml', KVORUM_SPEED: '60' });
  expect(fast).toMatchObject({
    faults: [expect.stringMatching(/^KVORUM_SPEED: /), expect.stringMatching(/^SMTP_URL: /)],
  });
});
