import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearTray } from '#app/clear-tray.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { pullChannel } from '#app/pull-channel.ts';
import { receiveReport } from '#app/receive-report.ts';
import type { Channel } from '#domain/channels/channel.ts';
import type { Town } from '#domain/town/town.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import type { CommentEvent, Connector, FetchedItem, PullPage } from '#ports/connector.ts';
import { unknownEvents } from '../../../src/wire/unknown-events.ts';
import { type StoreForTest, storeForTest } from '../../store-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

const nowMs = Date.UTC(2026, 10, 17, 9);

let opened: StoreForTest;

beforeEach(async () => {
  opened = await storeForTest();
  await opened.store.transaction((tx) => tx.saveTown(TOWN, 'test', nowMs));
});

afterEach(() => opened[Symbol.asyncDispose]());

const prepared = calendars(() => nowMs);

function needs() {
  const flagger = ruleFlagger({ grounds: [], ownHosts: [] });
  return {
    store: opened.store,
    clock: { now: () => nowMs },
    flagger: () => flagger,
    cycles: (town: Town, channel: Channel) => cyclesOf(prepared, town, channel),
  };
}

function comment(externalId: string, text: string): CommentEvent {
  return {
    type: 'comment',
    externalId,
    occurredAtMs: nowMs - 60_000,
    author: { name: 'Karin' },
    self: false,
    visibility: 'public',
    text,
    media: [],
    presence: 'shown',
    url: `https://blog.bjorkdal.example/p#${externalId}`,
  };
}

/** A channel whose next pull gives these pages; a page that is an Error is a failing request. */
function channelWith(
  pages: (PullPage | Error)[],
  found: Record<string, FetchedItem> = {},
): Connector {
  return {
    platform: 'webhook',
    capabilities: () => Promise.reject(new Error('not asked here')),
    parse: (body) => [JSON.parse(new TextDecoder().decode(body))],
    async *pull() {
      for (const page of pages) {
        if (page instanceof Error) throw page;
        yield page;
      }
    },
    fetchItem: async ({ externalId }) => found[externalId] ?? 'gone',
    act: () => Promise.reject(new Error('not asked here')),
    findOwn: async () => null,
    health: async () => [],
  };
}

function pull(connector: Connector): Promise<void> {
  const signal = AbortSignal.timeout(5_000);
  return pullChannel(needs(), { town: TOWN, channel: BLOG, connector, signal });
}

test('the cursor stands where the last committed page left it, also when the next one fails', async () => {
  const pages = [
    { events: [comment('c1', 'ett')], cursor: { last: 1 } },
    new Error('connection reset'),
  ];
  await expect(pull(channelWith(pages))).rejects.toThrow('connection reset');
  expect(await opened.store.read.channelState('blog')).toMatchObject({
    cursor: { last: 1 },
    fault: 'connection reset',
  });
  expect(await opened.store.read.itemByExternal('blog', 'c1')).not.toBeNull();
  await pull(channelWith([{ events: [], cursor: { last: 1 } }]));
  expect((await opened.store.read.channelState('blog')).fault).toBeNull();
});

test('what a complete pull no longer shows is looked up before it counts as gone', async () => {
  await pull(
    channelWith([
      { events: [comment('c1', 'ett'), comment('c2', 'två'), comment('c3', 'tre')], cursor: 1 },
    ]),
  );
  const second = [
    { events: [comment('c1', 'ett')], cursor: 2, completeSinceMs: nowMs - 3_600_000 },
  ];
  await pull(channelWith(second, { c2: comment('c2', 'två'), c3: 'gone' }));
  const presence = async (id: string) =>
    (await opened.store.read.itemByExternal('blog', id))?.presence;
  expect(await presence('c1')).toBe('shown');
  expect(await presence('c2')).toBe('shown');
  expect(await presence('c3')).toBe('gone');
});

test('a delivery leaves the tray in the transaction that takes it in', async () => {
  const body = new TextEncoder().encode(JSON.stringify(comment('c9', 'När öppnar ni?')));
  const delivery = { channel: 'blog', key: 'k1', body, receivedAtMs: nowMs };
  expect(await opened.tray.put(delivery)).toBe('new');
  expect(await opened.tray.put(delivery)).toBe('repeat');
  const tools = { ...needs(), tray: opened.tray, connector: () => channelWith([]) };
  await clearTray(tools, AbortSignal.timeout(5_000));
  expect(await opened.store.read.itemByExternal('blog', 'c9')).not.toBeNull();
  expect(await opened.trayCounts()).toEqual({ waiting: 0, failed: 0 });
});

test('what a delivery says that we do not know is archived as it came', async () => {
  const said = JSON.stringify({ type: 'unknown', kind: 'poll.closed' });
  const body = new TextEncoder().encode(said);
  await opened.tray.put({ channel: 'blog', key: 'k2', body, receivedAtMs: nowMs });
  const tools = { ...needs(), tray: opened.tray, connector: () => channelWith([]) };
  await clearTray(tools, AbortSignal.timeout(5_000));
  const [last] = (await opened.ledger.logLines(0, 10)).map(({ line }) => JSON.parse(line));
  expect(last).toMatchObject({ type: 'delivery.unknown', data: { kind: 'poll.closed' } });
  expect(await opened.ledger.notUnderstood('blog')).toEqual({ count: 1, newest: 'poll.closed' });
  expect(await opened.ledger.notUnderstood('form')).toEqual({ count: 0, newest: null });
  const kept = await opened.ledger.archivedFor([last.commitments.source]);
  expect(Buffer.from(kept.get(last.commitments.source)?.content ?? '').toString()).toBe(said);
});

test('what was not understood is counted by channel, each once, however often it is asked', async () => {
  const counted = unknownEvents(opened.ledger);
  const tools = { ...needs(), tray: opened.tray, connector: () => channelWith([]) };
  const said = async (key: string) => {
    const body = new TextEncoder().encode(JSON.stringify({ type: 'unknown', kind: 'poll.closed' }));
    await opened.tray.put({ channel: 'blog', key, body, receivedAtMs: nowMs });
    await clearTray(tools, AbortSignal.timeout(5_000));
  };
  expect(await counted()).toEqual({});
  await said('k3');
  expect(await Promise.all([counted(), counted()])).toEqual([{ blog: 1 }, { blog: 1 }]);
  await said('k4');
  expect(await counted()).toEqual({ blog: 2 });
});

test('a delivery for a channel that has left the town stays in the tray', async () => {
  const body = new TextEncoder().encode('{}');
  await opened.tray.put({ channel: 'gone', key: 'k1', body, receivedAtMs: nowMs });
  const tools = { ...needs(), tray: opened.tray, connector: () => undefined };
  await clearTray(tools, AbortSignal.timeout(5_000));
  expect(await opened.trayCounts()).toEqual({ waiting: 1, failed: 0 });
});

const report = { kind: 'comment' as const, text: 'Ett påhopp på min granne', verified: true };

const receive = (more: object, department = 'info') =>
  receiveReport(
    { ...needs(), receipt: () => 'R-1' },
    { department, report: { ...report, formKey: 'f1', ...more } },
  );

test('a report with the link of a known comment flags that comment', async () => {
  await pull(channelWith([{ events: [comment('c1', 'ett')], cursor: 1 }]));
  const outcome = await receive({ link: 'https://blog.bjorkdal.example/p#c1' });
  expect(outcome).toEqual({ kind: 'received', receipt: 'R-1' });
  const item = await opened.store.read.itemByExternal('blog', 'c1');
  const view = item && (await opened.store.read.view(item.id));
  expect(view?.flags.map((f) => f.category)).toContain('reported');
  expect(item?.rev).toBe(2);
});

test('two reports with the same unknown link reach the same item', async () => {
  const link = 'https://www.facebook.com/bjorkdal/posts/1?comment_id=2';
  await receive({ link, formKey: 'f1' });
  await receiveReport(
    { ...needs(), receipt: () => 'R-2' },
    { department: 'info', report: { ...report, link, formKey: 'f2' } },
  );
  const counts = await opened.store.read.queueCounts();
  expect(counts.owed).toBe(1);
  const item = await opened.store.read.itemByUrl(link);
  expect(item).toMatchObject({ channel: 'form', itemClass: 'message', visibility: 'private' });
  expect(item?.cycle).toBeDefined();
});

test('the desk sees the address that the answer is to be written to', async () => {
  await receive({ kind: 'contact', email: 'karin@example.org' });
  const [view] = await opened.store.read.queue({ list: 'owed', limit: 1, offset: 0 });
  expect(view?.author).toMatchObject({ name: 'karin@example.org' });
  expect(
    (await opened.ledger.logLines(0, 20)).filter(({ line }) => line.includes('karin')),
  ).toEqual([]);
});

test('the same form again, or a department without a form, makes nothing', async () => {
  await receive({});
  expect(await receive({})).toEqual({ kind: 'repeat' });
  expect(await receive({ formKey: 'f3' }, 'nowhere')).toEqual({ kind: 'no-such-department' });
  expect((await opened.store.read.queueCounts()).owed).toBe(1);
});
