import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rehearsalConnector } from '#connectors/rehearsal/connector.ts';
import { reportConnector } from '#connectors/report/connector.ts';
import { LOCALES } from '#domain/locale.ts';
import type { ConnectorEvent } from '#ports/connector.ts';
import { connectorSuite } from './connector-suite.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 16, 8);

let folder: string;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvorum-rehearsal-'));
  nowMs = START_MS;
});

afterEach(() => rm(folder, { recursive: true }));

const open = (locale: (typeof LOCALES)[number] = 'sv') =>
  rehearsalConnector({
    channel: 'page',
    locale,
    url: 'https://social.example/page',
    stateFile: join(folder, 'page.json'),
    now: () => nowMs,
  });

async function pulled(connector: ReturnType<typeof open>, cursor: unknown) {
  const events: ConnectorEvent[] = [];
  let next = cursor;
  for await (const page of connector.pull?.(cursor, AbortSignal.timeout(1_000)) ?? []) {
    events.push(...page.events);
    next = page.cursor;
  }
  return { events, cursor: next };
}

describe('the rehearsal page', () => {
  it.each(LOCALES)('plays its whole week in %s, each thing once', async (locale) => {
    const connector = open(locale);
    let { events, cursor } = await pulled(connector, null);
    expect(events.length).toBeGreaterThan(3);
    while (nowMs < START_MS + 7 * DAY_MS) {
      nowMs += 3_600_000;
      const more = await pulled(connector, cursor);
      events = [...events, ...more.events];
      cursor = more.cursor;
    }
    const comments = events.filter((e) => e.type === 'comment');
    const times = comments.map((e) => e.occurredAtMs ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const edits = comments.length - new Set(comments.map((e) => e.externalId)).size;
    expect(edits).toBe(locale === 'sv' ? 1 : 0);
    expect((await pulled(connector, cursor)).events).toEqual([]);
  });

  it('publishes a reply once, also after a restart, and shows it to the next pull as its own', async () => {
    const { cursor } = await pulled(open(), null);
    const reply = {
      verb: 'reply' as const,
      key: 'k1',
      item: { externalId: 'sv-5' },
      text: 'Hej Olle!',
    };
    const signal = AbortSignal.timeout(1_000);
    nowMs += 1_000;
    const first = await open().act(reply, signal);
    expect(first).toMatchObject({ kind: 'applied' });
    expect(await open().act(reply, signal)).toMatchObject({ kind: 'already' });
    expect(await open().findOwn(reply, signal)).toMatchObject({ externalId: 'page-k1' });
    expect(await open().findOwn({ ...reply, key: 'k2' }, signal)).toBeNull();
    const own = (await pulled(open(), cursor)).events.filter((e) => e.type === 'comment' && e.self);
    expect(own).toMatchObject([{ text: 'Hej Olle!', parentExternalId: 'sv-5' }]);
  });

  it('hides, shows again and removes; each a second time changes nothing', async () => {
    const item = { externalId: 'sv-7' };
    const signal = AbortSignal.timeout(1_000);
    const look = () => open().fetchItem(item, signal);
    for (const verb of ['hide', 'unhide', 'remove'] as const) {
      expect(await open().act({ verb, key: verb, item }, signal)).toEqual({ kind: 'applied' });
      expect(await open().act({ verb, key: verb, item }, signal)).toEqual({ kind: 'already' });
      if (verb !== 'remove')
        expect(await look()).toMatchObject({ presence: verb === 'hide' ? 'hidden' : 'shown' });
    }
    expect(await look()).toBe('gone');
  });
});

connectorSuite('report', async () => ({
  connector: reportConnector(),
  samples: [],
  close: async () => {},
}));

it('a report is shown to nobody but the desk: there is nothing to hide', async () => {
  const action = { verb: 'hide' as const, key: 'h', item: { externalId: 'f1' } };
  const outcome = await reportConnector().act(action, AbortSignal.timeout(1_000));
  expect(outcome).toMatchObject({ kind: 'refused', code: 'not-here' });
});
