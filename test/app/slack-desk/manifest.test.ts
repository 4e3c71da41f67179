import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCOPES, slackManifest } from '#desks/slack/manifest.ts';

const options = {
  name: 'Kvorum',
  description: 'The desk of the town',
  locale: 'sv',
  commands: [{ name: 'queue' }, { name: 'next' }],
  mode: { kind: 'socket' },
} as const;

test('with a socket nothing is addressed', () => {
  const manifest = slackManifest(options);
  expect(JSON.stringify(manifest)).not.toContain('url');
  expect(manifest.settings?.socket_mode_enabled).toBe(true);
  expect(manifest.features?.slash_commands).toEqual([
    {
      command: '/desk',
      description: 'Det invånarna skriver: se vad som väntar, ta, svara, hänvisa',
      usage_hint: 'queue | next',
      should_escape: false,
    },
  ]);
  expect(manifest.features?.shortcuts).toMatchObject([
    { type: 'message', name: 'Flagga inlägget', callback_id: 'flag_this' },
  ]);
  expect(manifest.oauth_config?.scopes).toEqual({ bot: Object.keys(SCOPES) });
});

test('over http everything comes to one address', () => {
  const url = 'https://desk.town.example/';
  const manifest = slackManifest({ ...options, mode: { kind: 'http', url } });
  const address = 'https://desk.town.example/slack/events';
  expect(manifest).toMatchObject({
    features: { slash_commands: [{ url: address }] },
    settings: {
      socket_mode_enabled: false,
      event_subscriptions: { request_url: address },
      interactivity: { is_enabled: true, request_url: address },
    },
  });
});

test('docs/slack.md says of every scope what it is for and which test proves it', () => {
  const table = readFileSync('docs/slack.md', 'utf8').match(/^\| scope[\s\S]*?\n\n/m)?.[0] ?? '';
  const rows = table.trim().split('\n').slice(2);
  const named = (cell: string | undefined) =>
    [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
  const scopes = rows.flatMap((row) => named(row.split('|')[1]));
  expect(scopes).toEqual(Object.keys(SCOPES));
  for (const row of rows) {
    const tests = named(row.split('|')[3]);
    expect(tests.length, row).toBeGreaterThan(0);
    for (const path of tests) expect(existsSync(path), path).toBe(true);
  }
});
