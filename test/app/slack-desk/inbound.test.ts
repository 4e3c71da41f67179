import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inboundOf } from '#desks/slack/inbound.ts';
import { ATTACKS } from './arbitrary.ts';
import * as payloads from './payloads.ts';

const anna = { platform: 'slack', workspace: 'T9TK3CUKW', user: 'U0ANNA' };

/** The words and the address of a message that was flagged. */
const flagged = (message: object) => inboundOf(payloads.shortcut(message))?.ask;

test('a slash command is what was written behind it', () => {
  expect(inboundOf(payloads.command)).toEqual({
    ask: { kind: 'command', text: 'reply 12 Tom & Jerry <3' },
    actor: anna,
    team: 'T9TK3CUKW',
    dedupeKey: '13345224609.738474920.8088930838d88f008e0',
    triggerId: '13345224609.738474920.8088930838d88f008e0',
    responseUrl: 'https://hooks.slack.com/commands/T9TK3CUKW/1/abc',
    channel: 'C0DESK',
    from: 'command',
  });
});

describe('a click', () => {
  test('on a card’s button carries its token', () => {
    expect(inboundOf(payloads.button)).toEqual({
      ask: { kind: 'action', verb: 'take', ref: '12', rev: 3 },
      actor: anna,
      team: 'T9TK3CUKW',
      dedupeKey: '12466734323.1395872398',
      triggerId: '12466734323.1395872398',
      responseUrl: 'https://hooks.slack.com/actions/T9TK3CUKW/1/abc',
      channel: 'C0DESK',
      from: 'message',
    });
  });

  test('on a menu is the entry that was chosen', () => {
    const selected_option = {
      text: { type: 'plain_text', text: 'Yes' },
      value: 'class|12:praise|3',
    };
    const actions = [{ type: 'overflow', action_id: 'desk:menu', selected_option }];
    expect(inboundOf({ ...payloads.button, actions })?.ask).toEqual({
      kind: 'action',
      verb: 'class',
      ref: '12:praise',
      rev: 3,
    });
  });

  test('tells where it was made', () => {
    const container = { ...payloads.button.container, is_ephemeral: true };
    expect(inboundOf({ ...payloads.button, container })?.from).toBe('ephemeral');
    expect(inboundOf(payloads.inView('home'))).toMatchObject({ from: 'home', viewId: 'V1' });
    expect(inboundOf(payloads.inView('modal'))).toMatchObject({
      from: 'modal',
      viewId: 'V1',
      viewHash: '156772938.1827394',
      metadata: { form: 'reply', ref: '12', rev: 3 },
    });
  });

  test('by somebody of another workspace says so', () => {
    const user = { id: 'U0BO', username: 'bo', team_id: 'T0ELSE' };
    expect(inboundOf({ ...payloads.button, user })).toMatchObject({
      actor: { workspace: 'T0ELSE', user: 'U0BO' },
      team: 'T9TK3CUKW',
    });
  });

  test('in an organisation’s installation is of the organisation', () => {
    const whole = { ...payloads.button, team: null, enterprise: { id: 'E1', name: 'Region' } };
    expect(inboundOf(whole)).toMatchObject({ team: 'E1', actor: { workspace: 'T9TK3CUKW' } });
    expect(inboundOf({ ...whole, enterprise: null })).toBeNull();
  });

  test.each([
    '',
    'take',
    'take|12',
    'take|12|',
    'take|12|3|4',
    'take|1 2|3',
    'take|12|-1',
    '|12|3',
  ])('with the token "%s" is none of ours', (value) => {
    expect(inboundOf({ ...payloads.button, actions: [{ type: 'button', value }] })).toBeNull();
  });
});

describe('a submitted dialog', () => {
  test('carries what was typed, chosen and ticked', () => {
    expect(inboundOf(payloads.submission())).toMatchObject({
      ask: {
        kind: 'formSubmit',
        form: 'reply',
        ref: '12',
        rev: 3,
        values: { text: 'Hello,\nwe <will> & can.', to: 'registry', sure: '1' },
      },
      actor: anna,
      from: 'modal',
      viewId: 'V1',
      metadata: { answerTo: 'https://hooks.slack.com/x' },
    });
  });

  test('asks for a preview where that is what its button says', () => {
    const view = { callback_id: 'desk:preview' };
    expect(inboundOf(payloads.submission(view))?.ask).toMatchObject({ values: { preview: '1' } });
  });

  test('sent twice is one, and typed anew another', () => {
    const key = (view?: object) => inboundOf(payloads.submission(view))?.dedupeKey;
    expect(key()).toBe(key());
    expect(key({ hash: 'another' })).not.toBe(key());
    expect(key({ callback_id: 'desk:preview' })).not.toBe(key());
  });

  test('without what it is about is none of ours', () => {
    for (const private_metadata of ['', '{}', '{"form":"a b","ref":"1","rev":1}'])
      expect(inboundOf(payloads.submission({ private_metadata }))).toBeNull();
  });
});

describe('a flagged message', () => {
  test('is what people saw, with the address of the post', () => {
    const text =
      'Se h&auml;r &lt;3 &amp;lt; <https://fb.example/p/1?a=1&amp;b=2|fb.example> <@U1> <#C1|allmänt> <!here> <mailto:a@b.example|a@b.example>';
    expect(flagged({ text })).toEqual({
      kind: 'flagMessage',
      text: 'Se h&auml;r <3 &lt; https://fb.example/p/1?a=1&b=2 @U1 #allmänt @here a@b.example',
      url: 'https://fb.example/p/1?a=1&b=2',
    });
    expect(flagged({ text: 'Läs <https://a.example/x|kommentaren> nu' })).toMatchObject({
      text: 'Läs kommentaren (https://a.example/x) nu',
    });
    expect(flagged({ text: 'Se https://a.example/x.' })).toMatchObject({
      url: 'https://a.example/x',
    });
  });

  test('forwarded from another channel is found inside', () => {
    expect(flagged(payloads.forwarded)).toEqual({
      kind: 'flagMessage',
      text: 'Ser ni den här?\n\nNär öppnar badhuset? https://fb.example/p/7',
      url: 'https://fb.example/p/7',
    });
    const [attachment] = payloads.forwarded.attachments;
    const { text: _, ...withoutText } = attachment;
    expect(flagged({ text: '', attachments: [withoutText] })).toMatchObject({
      text: 'När öppnar badhuset? posten (https://fb.example/p/7?x=1&y=2)\n@U1 <undrar>',
      url: 'https://fb.example/p/7?x=1&y=2',
    });
  });

  test('without an address of its own is from where it was shared', () => {
    const from_url = 'https://town.slack.com/archives/C1/p1';
    const attachments = [{ text: 'Hej', from_url }];
    expect(flagged({ text: '', attachments })).toMatchObject({ text: 'Hej', url: from_url });
    const original_url = 'https://fb.example/p/9';
    expect(
      flagged({ text: '', attachments: [{ text: 'Hej', from_url, original_url }] }),
    ).toMatchObject({ url: original_url });
    expect(flagged({ text: 'x', attachments: [{ from_url: 'javascript:alert(1)' }] })).toEqual({
      kind: 'flagMessage',
      text: 'x',
    });
  });
});

describe('whatever is sent', () => {
  const leaf = fc.oneof(fc.constantFrom(...ATTACKS), fc.anything({ maxDepth: 2 }));

  /** One place of a payload that Slack would send, holding something else. */
  const damaged = fc
    .tuple(fc.constantFrom(...payloads.all), fc.nat(), leaf)
    .map(([payload, at, value]) => {
      const paths = pathsOf(payload);
      return replaced(payload, paths[at % paths.length] ?? [], value);
    });

  test.each([
    ['any JSON', fc.jsonValue() as fc.Arbitrary<unknown>],
    ['anything', fc.anything()],
    ['a damaged payload', damaged],
  ])('%s is read or refused, never thrown at', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (payload) => {
        const inbound = inboundOf(payload);
        if (!inbound) return;
        expect(inbound.actor.user).not.toBe('');
        expect(inbound.team).not.toBe('');
        expect(inbound.dedupeKey).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  test('depth and length do no harm', () => {
    let nested: unknown = 'x';
    for (let n = 0; n < 20_000; n += 1) nested = { type: 'rich_text', elements: [nested] };
    const started = performance.now();
    expect(flagged({ text: '', blocks: [nested] })).toMatchObject({ text: '' });
    for (const text of ['<'.repeat(1e6), `http://${'.'.repeat(1e6)}x`, '<http://|'.repeat(1e5)])
      expect(flagged({ text })).toMatchObject({ kind: 'flagMessage' });
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

type Path = readonly (string | number)[];

function pathsOf(node: unknown, at: Path = []): Path[] {
  if (typeof node !== 'object' || node === null) return [at];
  return [at, ...Object.entries(node).flatMap(([key, child]) => pathsOf(child, [...at, key]))];
}

function replaced(node: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const children = node as Record<string, unknown>;
  const changed = replaced(children[key], rest, value);
  if (Array.isArray(node)) return node.map((child, n) => (n === Number(key) ? changed : child));
  return { ...children, [key]: changed };
}
