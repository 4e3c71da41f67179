import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Client, Query } from '#connectors/wordpress/client.ts';
import { pullComments } from '#connectors/wordpress/pull.ts';
import type { PullPage } from '#ports/connector.ts';

interface Row {
  readonly id: number;
  status: 'all' | 'spam' | 'trash' | 'erased';
  /** WordPress leaves it out of a page, yet counts it. */
  readonly unreadable: boolean;
}

/** The list of a WordPress: offsets over rows in the order of ids, a total, holes in the pages. */
function fakeList(rows: readonly Row[], afterRequest: (n: number) => void) {
  let requests = 0;
  const get = async (_route: string, query: Query) => {
    const listed = rows.filter(({ status }) => status === query['status']);
    if (query['order'] === 'desc') listed.reverse();
    const offset = Number(query['offset'] ?? 0);
    // No comment is young enough for the window, so only the walk by ids can find it.
    const page = query['after'] ? [] : listed.slice(offset, offset + Number(query['per_page']));
    const json = page.filter(({ unreadable }) => !unreadable).map(({ id }) => ({ id }));
    const total = query['after'] ? 0 : listed.length;
    const headers = new Headers({ 'x-wp-total': String(total) });
    afterRequest(++requests);
    if (requests > 5000) throw new Error('the walk does not end');
    return { status: 200, json, headers };
  };
  const client = { get } as unknown as Client;
  return { client, requests: () => requests };
}

async function collect(pages: AsyncIterable<PullPage>) {
  const ids: number[] = [];
  let cursor: unknown;
  for await (const page of pages) {
    ids.push(...page.events.map((event) => Number('kind' in event && event.kind)));
    cursor = page.cursor;
  }
  return { ids, cursor };
}

const pull = (client: Client, cursor: unknown) =>
  pullComments(
    { client, windowDays: 14, nowMs: 0 },
    (json) => ({ type: 'unknown', kind: String((json as Row).id) }),
    cursor,
    AbortSignal.timeout(30_000),
  );

const zero = { id: 0, offset: 0 };
const start = { all: zero, spam: zero, trash: zero };

test('whatever leaves the list meanwhile, no comment that stays is missed', async () => {
  const leaving = fc.array(fc.tuple(fc.nat(12), fc.nat(699)), { maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.nat(700), fc.nat(700), leaving, async (count, at, moves) => {
      const rows: Row[] = Array.from({ length: count }, (_, i) => ({
        id: i + 1,
        status: 'all',
        unreadable: false,
      }));
      const { client } = fakeList(rows, (request) => {
        for (const [when, index] of moves) {
          const row = rows[index];
          if (when === request && row) row.status = 'erased';
        }
      });
      // A cursor whose place is no longer where it was.
      const cursor = { ...start, all: { id: Math.floor(at / 2), offset: at } };
      const { ids } = await collect(pull(client, cursor));
      const staying = rows.filter(({ id, status }) => status === 'all' && id > cursor.all.id);
      expect(ids).toEqual(expect.arrayContaining(staying.map(({ id }) => id)));
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 200 },
  );
});

test('places that WordPress counts but does not show neither stop the walk nor end it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 450 }), async (holes) => {
      const rows = holes.map((unreadable, i): Row => ({ id: i + 1, status: 'all', unreadable }));
      const { client } = fakeList(rows, () => {});
      const { ids } = await collect(pull(client, start));
      expect(ids).toEqual(rows.filter((row) => !row.unreadable).map(({ id }) => id));
    }),
    { numRuns: 100 },
  );
});

test('a whole page of places that are not shown does not end the walk', async () => {
  const rows = Array.from({ length: 350 }, (_, i): Row => {
    return { id: i + 1, status: 'all', unreadable: i >= 100 && i < 320 };
  });
  const { client } = fakeList(rows, () => {});
  expect((await collect(pull(client, start))).ids.slice(-30)).toEqual(
    rows.slice(-30).map(({ id }) => id),
  );
});

test('after any page the cursor continues without loss or repetition', async () => {
  const rows = Array.from({ length: 950 }, (_, i): Row => {
    return { id: i + 1, status: i % 3 === 0 ? 'spam' : 'all', unreadable: false };
  });
  const { client } = fakeList(rows, () => {});
  const taken: number[] = [];
  let cursor: unknown = start;
  for (let pages = 0; pages < 40; pages++) {
    for await (const page of pull(client, JSON.parse(JSON.stringify(cursor)))) {
      taken.push(...page.events.map((event) => Number('kind' in event && event.kind)));
      cursor = page.cursor;
      break;
    }
  }
  expect(taken.toSorted((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
});

test('a first pull takes no history: only what comes after it', async () => {
  const rows = Array.from({ length: 5000 }, (_, i): Row => {
    return { id: i + 1, status: 'all', unreadable: false };
  });
  const { client, requests } = fakeList(rows, () => {});
  const first = await collect(pull(client, null));
  expect(first.ids).toEqual([]);
  expect(requests()).toBeLessThan(12);
  rows.push({ id: 5001, status: 'all', unreadable: false });
  expect((await collect(pull(client, first.cursor))).ids).toEqual([5001]);
});

test('a cursor that is none of ours starts anew', async () => {
  const { client } = fakeList([{ id: 1, status: 'all', unreadable: false }], () => {});
  for (const odd of [undefined, 7, 'x', {}, { all: { id: -1, offset: 0 } }]) {
    expect((await collect(pull(client, odd))).cursor).toMatchObject({ all: { id: 1 } });
  }
});
