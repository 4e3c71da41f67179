import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearTray } from '#app/clear-tray.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { pullChannel } from '#app/pull-channel.ts';
import { webhookConnector } from '#connectors/webhook/connector.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { Connector } from '#ports/connector.ts';
import { type StoreForTest, storeForTest } from '../../store-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

const RECEIVED_MS = Date.parse('2026-11-17T08:15:00Z');
const NOW_MS = RECEIVED_MS + 3_600_000;
const POISON = 'gift';
const rules = ruleFlagger({ grounds: [], ownHosts: [] });
const connector = webhookConnector({ secrets: [`whsec_${'A'.repeat(32)}`] });
const signal = new AbortController().signal;

let opened: StoreForTest;

beforeEach(async () => {
  opened = await storeForTest();
  await opened.store.transaction((tx) => tx.saveTown(TOWN, 'test', NOW_MS));
});

afterEach(() => opened[Symbol.asyncDispose]());

const prepared = calendars(() => NOW_MS);

const needs = () => ({
  store: opened.store,
  tray: opened.tray,
  clock: { now: () => NOW_MS },
  connector: () => connector,
  cycles: (town: typeof TOWN, channel: typeof BLOG) => cyclesOf(prepared, town, channel),
  flagger: () => ({
    assess(asked: Parameters<typeof rules.assess>[0]) {
      if (asked.text === POISON) throw new Error('cannot be read');
      return rules.assess(asked);
    },
  }),
});

const comment = (n: number, text = `Nummer ${n}.`) => ({ type: 'comment', id: `c${n}`, text });

const put = (events: unknown, key = 'd1') =>
  opened.tray.put({
    channel: 'blog',
    key,
    body: Buffer.from(JSON.stringify(events)),
    receivedAtMs: RECEIVED_MS,
  });

async function items(): Promise<string[]> {
  const rows = await opened.engine.database.query<{ external_id: string }>(
    'SELECT external_id FROM item ORDER BY id',
  );
  return rows.map((row) => row.external_id);
}

test('a delivery of more events than one transaction takes is taken in part by part', async () => {
  const ids = Array.from({ length: 230 }, (_, n) => n);
  await put(ids.map((n) => comment(n)));
  const parts: number[] = [];
  const { tray } = opened;
  const counting: typeof tray.next = (run) =>
    tray.next(async (tx, delivery) => {
      parts.push(delivery.takenIn);
      await run(tx, delivery);
    });
  await clearTray({ ...needs(), tray: { next: counting } }, signal);
  expect(parts).toEqual([0, 100, 200]);
  expect(await items()).toEqual(ids.map((n) => `c${n}`));
  expect(await opened.trayCounts()).toEqual({ waiting: 0, failed: 0 });
});

test('what waited in the tray was received when it was put there', async () => {
  await put(comment(1));
  await clearTray(needs(), signal);
  const item = await opened.store.read.itemByExternal('blog', 'c1');
  expect(item).toMatchObject({ receivedAtMs: RECEIVED_MS, publishedAtMs: RECEIVED_MS });
});

test('an event that cannot be taken in keeps none of the others of its delivery out', async () => {
  await put([comment(1), comment(2, POISON), comment(3)]);
  await put([comment(4)], 'd2');
  for (let attempt = 0; attempt < 20; attempt += 1) {
    await clearTray(needs(), signal);
    await opened.engine.database.exec('UPDATE delivery SET not_before_ms = 0');
  }
  expect((await items()).toSorted()).toEqual(['c1', 'c3', 'c4']);
  expect(await opened.trayCounts()).toEqual({ waiting: 0, failed: 1 });
});

test('a transaction writes more log lines than a statement takes values', async () => {
  await opened.store.transaction(async (tx) => {
    for (let n = 0; n < 33_000; n += 1)
      tx.log({ type: 'delivery.unknown', atMs: n, actor: 'system', data: { n } });
  });
  expect(await opened.ledger.size()).toBe(33_000);
});

test('an event that cannot be taken in keeps none of its page out, and is the channel’s fault', async () => {
  const events = [comment(1), comment(2, POISON), comment(3)].flatMap((event) =>
    connector.parse(Buffer.from(JSON.stringify(event))),
  );
  const pulled: Connector = {
    ...connector,
    async *pull() {
      yield { events, cursor: { after: 3 } };
    },
  };
  const asked = { town: TOWN, channel: BLOG, connector: pulled, signal };
  await expect(pullChannel(needs(), asked)).rejects.toThrow('cannot be read');
  expect(await items()).toEqual(['c1', 'c3']);
  expect(await opened.store.read.channelState('blog')).toMatchObject({
    cursor: { after: 3 },
    fault: 'cannot be read',
  });
});
