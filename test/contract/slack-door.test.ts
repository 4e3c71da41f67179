import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shows } from './desk-sight.ts';
import { openSlackBench, type SlackBench } from './slack-bench.ts';

let desk: SlackBench;
beforeAll(async () => {
  desk = await openSlackBench('http');
});
afterAll(() => desk[Symbol.asyncDispose]());

const JSON_TYPE = 'application/json';
const SECRETIVE = JSON.stringify({ type: 'event_callback', text: 'Storgatan 1, Kalle Karlsson' });

interface Knock {
  readonly body?: string;
  readonly type?: string;
  readonly secret?: string;
  readonly agoS?: number;
}

/** A request as Slack signs it, with one thing or another that is wrong. */
async function knock({ body = SECRETIVE, type = JSON_TYPE, secret, agoS = 0 }: Knock) {
  const at = Math.floor(Date.now() / 1000) - agoS;
  const key = secret ?? desk.slack.signingSecret;
  const hmac = createHmac('sha256', key).update(`v0:${at}:${body}`).digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${hmac}`,
  };
  const before = desk.bench.logged.length;
  const response = await fetch(desk.url(), { method: 'POST', headers, body });
  const logged = desk.bench.logged.slice(before).join('\n');
  return { status: response.status, text: await response.text(), logged };
}

test.each([
  ['another secret', { secret: '0123456789abcdef0123' }, 401, 'signature'],
  ['a time six minutes ago', { agoS: 6 * 60 }, 401, 'timestamp'],
  ['a time six minutes ahead', { agoS: -6 * 60 }, 401, 'timestamp'],
  ['another content type', { type: 'text/plain' }, 415, 'content-type'],
  ['four megabytes', { body: SECRETIVE.padEnd(4 * 1024 * 1024, ' ') }, 413, 'too-large'],
  ['no JSON', { body: '{Storgatan' }, 400, 'malformed'],
] as const)('%s is refused and logged without content', async (_, wrong, status, code) => {
  const answer = await knock(wrong);
  expect(answer.status).toBe(status);
  expect(answer.logged).toContain(`"code":"${code}"`);
  for (const text of [answer.logged, answer.text])
    expect(text).not.toMatch(/Storgatan|Kalle|v0=|0123456789abcdef/);
});

test('nobody gets in without a signature, a time, or by another method', async () => {
  const headers = { 'content-type': JSON_TYPE };
  const bare = await fetch(desk.url(), { method: 'POST', headers, body: SECRETIVE });
  expect(bare.status).toBe(401);
  expect((await fetch(desk.url())).status).toBe(404);
  const unsigned = await knock({
    body: '{"type":"url_verification","challenge":"x"}',
    secret: 'y',
  });
  expect(unsigned.status).toBe(401);
});

test('the address is verified, and a charset beside the content type does not matter', async () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1' });
  const answer = await knock({ body, type: 'application/json; charset=utf-8' });
  expect(answer).toMatchObject({ status: 200, text: JSON.stringify({ challenge: 'c-1' }) });
});

test('what nobody understands is acknowledged, and what Slack tells of others too', async () => {
  const event = { type: 'reaction_added', user: desk.slack.users.ola, reaction: 'eyes' };
  expect(await desk.slack.event(event)).toMatchObject({ status: 200 });
  expect((await desk.slack.event({ type: 'message', text: 'x' })).status).toBe(200);
});

test('no log line holds what anybody wrote, who they are, or a secret', async () => {
  const { bench, slack } = desk;
  const { id } = await bench.comment('Jag bor på Storgatan 1.', { name: 'Kalle Karlsson' });
  await desk.press('anna', id, 'reply');
  slack.limit('chat.update', 1, 1);
  slack.dropNext('chat.postMessage');
  await desk.submit('anna', { text: 'Skriv till Kalle på Storgatan' });
  await desk.send('anna');
  await desk.flag?.('anna', 'Läs det här om Kalle på Storgatan');
  slack.outage('503');
  await bench.elsewhere('anna', `show ${id}`);
  await slack.command(slack.users.anna, 'queue');
  slack.outage(null);
  await bench.deliver();
  await shows(desk, id, 'Besvarat');
  expect(bench.logged.length).toBeGreaterThan(0);
  const lines = bench.logged.join('\n');
  expect(lines).not.toMatch(/Storgatan|Kalle|Anna|Berg|xoxb|xapp/);
  for (const secret of [slack.signingSecret, slack.users.anna, slack.botToken])
    expect(lines).not.toContain(secret);
});
