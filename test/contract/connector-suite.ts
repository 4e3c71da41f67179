import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CommentEvent,
  Connector,
  ConnectorEvent,
  Outcome,
  PlatformAction,
} from '#ports/connector.ts';

/** A connector and what the suite needs to try it. */
export interface ConnectorBench {
  readonly connector: Connector;
  /** Bodies as the platform sends them; empty where nothing is pushed. */
  readonly samples: readonly Uint8Array[];
  /** Where the platform has an API: a citizen writes a comment; its external id. */
  readonly addComment?: (text: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const VERBS = ['reply', 'hide', 'unhide', 'remove'] as const;
const signal = () => AbortSignal.timeout(30_000);

/** What every connector owes the desk (design §9); each adds its own platform's truths beside it. */
export function connectorSuite(name: string, open: () => Promise<ConnectorBench>) {
  describe(`${name}: the contract of connectors`, () => {
    let bench: ConnectorBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(() => bench.close());

    readingTests(() => bench);
    capabilityTests(() => bench);
    actingTests(() => bench);
  });
}

function readingTests(bench: () => ConnectorBench) {
  test('parse knows what the platform sends', () => {
    const { connector, samples } = bench();
    for (const sample of samples) {
      const events = connector.parse(sample);
      expect(events.length).toBeGreaterThan(0);
      expect(events.filter((event) => event.type === 'unknown')).toEqual([]);
      events.forEach(expectWellFormed);
    }
  });

  test('parse is total: any bytes, any JSON, any damage to what it knows', () => {
    const { connector, samples } = bench();
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json({ maxDepth: 4 }).map(bytes),
      ...samples.map((sample) => damaged(sample)),
    );
    fc.assert(
      fc.property(body, (input) => {
        const before = Buffer.from(input).toString('hex');
        const events = connector.parse(input);
        expect(events.length).toBeGreaterThan(0);
        events.forEach(expectWellFormed);
        expect(connector.parse(input)).toEqual(events);
        expect(Buffer.from(input).toString('hex')).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  test('parse takes nesting of any depth for unknown', () => {
    const deep = bytes('['.repeat(200_000) + ']'.repeat(200_000));
    for (const event of bench().connector.parse(deep)) expect(event.type).toBe('unknown');
  });
}

function capabilityTests(bench: () => ConnectorBench) {
  test('capabilities say what the connector has', async () => {
    const { connector, samples } = bench();
    const capabilities = await connector.capabilities();
    expect(capabilities.ingest.includes('push')).toBe(connector.verify !== undefined);
    expect(capabilities.ingest.includes('pull')).toBe(connector.pull !== undefined);
    expect(samples.length > 0).toBe(capabilities.ingest.includes('push'));
    for (const verb of VERBS) expect(capabilities[verb].how).toMatch(/^(api|manual|none)$/);
  });

  test('what is done by hand says exactly where and how', async () => {
    const { connector } = bench();
    const capabilities = await connector.capabilities();
    for (const verb of VERBS) {
      if (capabilities[verb].how !== 'manual') continue;
      const action = actionOf(verb, { externalId: 'c-1', url: 'https://forum.example/c-1' });
      const outcome = await connector.act(action, signal());
      expect(outcome.kind).toBe('manual');
      const how = outcome.kind === 'manual' ? outcome.how : '';
      expect(how).toContain('https://forum.example/c-1');
      if (verb === 'reply') expect(how).toContain('Måndag kl. 10.');
    }
  });

  test('health names each thing once and in words', async () => {
    const findings = await bench().connector.health(signal());
    expect(findings.length).toBeGreaterThan(0);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(findings.length);
    for (const finding of findings) {
      expect(finding.message).toMatch(/\S+ \S+/);
      expect([finding.check, finding.ok, finding.message]).toEqual([
        finding.check,
        true,
        finding.message,
      ]);
    }
  });
}

/** Only where the platform can be written to; the others have shown their `manual` above. */
function actingTests(bench: () => ConnectorBench) {
  test('a comment is pulled, and the cursor survives JSON', async () => {
    const { connector, addComment } = bench();
    if (!connector.pull || !addComment) return expectNoApi(connector);
    const cursor = await pulled(connector, null).then((all) => all.cursor);
    const id = await addComment('När öppnar badhuset?');
    const second = await pulled(connector, JSON.parse(JSON.stringify(cursor)));
    const found = second.events.filter((event) => idOf(event) === id);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ type: 'comment', self: false, presence: 'shown' });
    expect((found[0] as CommentEvent).text).toBe('När öppnar badhuset?');
    expect(await connector.fetchItem({ externalId: id }, signal())).toEqual(found[0]);
  });

  test('a reply is sent once, however often it is asked for', async () => {
    const { connector, addComment } = bench();
    if (!addComment) return expectNoApi(connector);
    const externalId = await addComment('Finns det parkering?');
    const action = actionOf('reply', { externalId });
    expect(await connector.findOwn(action, signal())).toBeNull();
    const first = await connector.act(action, signal());
    expect(first.kind).toBe('applied');
    const receipt = { externalId: receiptOf(first) };
    expect(await connector.findOwn(action, signal())).toMatchObject(receipt);
    expect(await connector.act(action, signal())).toMatchObject({ kind: 'already', ...receipt });
    const written = await connector.fetchItem(receipt, signal());
    expect(written).toMatchObject({
      type: 'comment',
      self: true,
      presence: 'shown',
      parentExternalId: externalId,
      text: 'Måndag kl. 10.',
    });
  });

  test('hide, unhide and remove are seen on the platform and may be repeated', async () => {
    const { connector, addComment } = bench();
    if (!addComment) return expectNoApi(connector);
    const externalId = await addComment('Ni är alla idioter!');
    const presence = async () => {
      const item = await connector.fetchItem({ externalId }, signal());
      return typeof item === 'string' ? item : item.presence;
    };
    for (const [verb, then] of [
      ['hide', 'hidden'],
      ['unhide', 'shown'],
      ['remove', 'hidden'],
    ] as const) {
      const action = actionOf(verb, { externalId });
      expect(await connector.findOwn(action, signal())).toBeNull();
      expect((await connector.act(action, signal())).kind).toBe('applied');
      expect(await presence()).toBe(then);
      expect(await connector.findOwn(action, signal())).not.toBeNull();
      expect((await connector.act(action, signal())).kind).toMatch(/^(applied|already)$/);
      expect(await presence()).toBe(then);
    }
  });

  test('what is not there is gone, and nothing can be done to it', async () => {
    const { connector, addComment } = bench();
    if (!addComment) return expectNoApi(connector);
    const item = { externalId: '987654321' };
    expect(await connector.fetchItem(item, signal())).toBe('gone');
    for (const verb of ['reply', 'hide', 'unhide'] as const) {
      expect(await connector.act(actionOf(verb, item), signal())).toMatchObject({
        kind: 'refused',
        code: 'gone',
      });
    }
    expect((await connector.act(actionOf('remove', item), signal())).kind).toBe('already');
  });

  test('an abort is an outcome, not an exception', async () => {
    const { connector, addComment } = bench();
    if (!addComment) return expectNoApi(connector);
    for (const verb of VERBS) {
      const outcome = await connector.act(actionOf(verb, { externalId: '1' }), AbortSignal.abort());
      expect(outcome.kind).toMatch(/^(retry|ambiguous)$/);
    }
  });
}

function expectNoApi(connector: Connector) {
  expect(connector.pull).toBeUndefined();
}

export function actionOf(
  verb: PlatformAction['verb'],
  item: PlatformAction['item'],
  text = 'Måndag kl. 10.',
): PlatformAction {
  const base = { key: `${verb}-${item.externalId}`, item };
  return verb === 'reply' ? { ...base, verb, text } : { ...base, verb };
}

/** Everything a pull yields, and the last cursor. */
export async function pulled(connector: Connector, cursor: unknown) {
  const events: ConnectorEvent[] = [];
  let last = cursor;
  for await (const page of connector.pull?.(cursor, signal()) ?? []) {
    events.push(...page.events);
    last = page.cursor;
  }
  return { events, cursor: last };
}

export const idOf = (event: ConnectorEvent): string | undefined =>
  event.type === 'unknown' ? undefined : event.externalId;

export const receiptOf = (outcome: Outcome): string =>
  ('externalId' in outcome ? outcome.externalId : undefined) ?? '';

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A known body with one JSON value replaced, one byte changed, or its end missing. */
function damaged(sample: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat({ max: sample.length - 1 });
  const value = fc.oneof(fc.constant('null'), fc.json({ maxDepth: 1 }));
  const literals = [
    ...new TextDecoder().decode(sample).matchAll(/"[^"]*"(?!\s*:)|\d+|true|false/g),
  ];
  return fc.oneof(
    at.map((end) => sample.slice(0, end)),
    fc.tuple(at, fc.nat({ max: 255 })).map(([i, byte]) => sample.with(i, byte)),
    fc.tuple(fc.nat({ max: literals.length - 1 }), value).map(([i, json]) => {
      const text = new TextDecoder().decode(sample);
      const literal = literals[i];
      if (!literal) return sample;
      const end = literal.index + literal[0].length;
      return bytes(text.slice(0, literal.index) + json + text.slice(end));
    }),
  );
}

/** Such as intake can store: ids, whole numbers, text without NUL or lone surrogates. */
function expectWellFormed(event: ConnectorEvent) {
  if (event.type === 'unknown') {
    expect(event.kind.length).toBeGreaterThan(0);
    expect(event.kind.length).toBeLessThanOrEqual(200);
    return;
  }
  expect(event.externalId).toMatch(/./s);
  if (event.occurredAtMs !== null) expect(Number.isSafeInteger(event.occurredAtMs)).toBe(true);
  const text = JSON.stringify(event);
  expect(text).not.toContain('\\u0000');
  expect(text).not.toMatch(/\\ud[89a-f]/i);
}
