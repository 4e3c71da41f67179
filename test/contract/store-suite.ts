import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentTo } from '#domain/archive/commitment.ts';
import { leafHash } from '#domain/archive/merkle.ts';
import type { Assessment, Flag } from '#domain/items/flag.ts';
import type { Item } from '#domain/items/item.ts';
import type { Town } from '#domain/town/town.ts';
import type { NewVersion, Tx } from '#ports/store.ts';
import type { StoreForTest } from '../store-for-test.ts';

let counter = 0;
const unique = (): string => `${++counter}-${Math.random().toString(36).slice(2)}`;

export const newItem = (more: Partial<Item> = {}): Omit<Item, 'id'> => ({
  channel: 'blog',
  department: 'culture',
  externalId: unique(),
  visibility: 'public',
  publishedAtMs: 1_000,
  receivedAtMs: 2_000,
  itemClass: 'question',
  classConfirmed: false,
  state: { kind: 'new' },
  cycle: { n: 1, clock: 'answer', startAtMs: 1_000, dueAtMs: 9_000, overdueFromMs: 9_001 },
  presence: 'shown',
  rev: 1,
  ...more,
});

/** Without a clock; `exactOptionalPropertyTypes` does not let it be set to undefined. */
const withoutClock = (more: Partial<Item> = {}): Omit<Item, 'id'> => {
  const { cycle: _, ...item } = newItem(more);
  return item;
};

export const newVersion = (text: string, more: Partial<NewVersion> = {}): NewVersion => ({
  contentHash: createHash('sha256').update(text).digest('hex'),
  seenAtMs: 2_000,
  text,
  author: { name: 'Eva Öst', handle: 'eva', email: 'eva@example.org' },
  url: 'https://example.org/1',
  media: [{ url: 'https://example.org/1.jpg', alt: 'bild' }],
  ...more,
});

const flag = (more: Partial<Flag> = {}): Flag => ({
  source: 'rules',
  category: 'question',
  rule: 'question-mark',
  why: { word: 'när', count: 1 },
  band: 'note',
  ...more,
});

const assessment = (...flags: Flag[]): Assessment => ({
  flags,
  suggestedClass: 'question',
  language: 'sv',
  rulesVersion: '1',
});

const town: Town = {
  profile: { name: 'Å', country: 'SE', locale: 'sv', website: 'https://a.se', contact: 'p1' },
  departments: [
    {
      id: 'culture',
      name: 'Kultur',
      locale: 'sv',
      zone: 'Europe/Stockholm',
      calendar: 'c',
      registry: 'r@a.se',
    },
  ],
  calendars: [
    {
      id: 'c',
      name: 'Vardagar',
      spec: { zone: 'Europe/Stockholm', weekly: { mon: [['08:00', '17:00']] } },
    },
  ],
  people: ['p1', 'p2'].map((id) => ({
    id,
    name: `Namn ${id}`,
    unit: 'Kultur',
    email: `${id}@a.se`,
    locale: 'sv',
    department: 'culture',
    roles: ['moderator'],
    mandate: { decision: 'D 1', from: '2026-01-01' },
    identities: [],
  })),
  channels: [],
  grounds: [],
  desks: [],
};

/** The contract of ports/store, ports/access and ports/changes; every database passes it. */
export function storeSuite(name: string, open: () => Promise<StoreForTest>): void {
  describe(name, () => {
    let at: StoreForTest;
    beforeAll(async () => {
      at = await open();
    });
    afterAll(() => at[Symbol.asyncDispose]());

    const inTx = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => at.store.transaction(run);
    const added = (item = newItem()): Promise<Item> => inTx((tx) => tx.addItem(item));
    const count = async (table: string): Promise<number> => {
      const [row] = await at.engine.database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table}`,
      );
      return row?.n ?? -1;
    };

    describe('items', () => {
      test.each<Item['state']>([
        { kind: 'new' },
        { kind: 'open' },
        { kind: 'taken', holder: 'p1', sinceMs: 5 },
        { kind: 'answered', origin: 'native', atMs: 6 },
        { kind: 'referred', referral: 'R-1', atMs: 7 },
        { kind: 'no-answer', reason: 'provocation', atMs: 8 },
      ])('comes back as it was saved: $kind', async (state) => {
        const author = await inTx((tx) => tx.author('blog', { externalId: unique() }));
        const item = await added();
        const changed: Item = {
          ...item,
          author,
          parentExternalId: 'p',
          rootExternalId: 'r',
          url: `https://example.org/${item.id}`,
          state,
          classConfirmed: true,
          presence: 'hidden',
          snoozedUntilMs: 77,
          rev: 2,
        };
        await inTx((tx) => tx.saveItem(changed));
        expect(await at.store.read.item(item.id)).toEqual(changed);
        expect(await at.store.read.itemByExternal('blog', item.externalId)).toEqual(changed);
        expect(await at.store.read.itemByUrl(`https://example.org/${item.id}`)).toEqual(changed);
        expect(await inTx((tx) => tx.lockItem(item.id))).toEqual(changed);
      });

      test('a new cycle follows the old one, which is kept', async () => {
        const item = await added();
        const second = {
          n: 2,
          clock: 'removal',
          startAtMs: 5,
          dueAtMs: null,
          overdueFromMs: null,
        } as const;
        await inTx((tx) =>
          tx.saveItem({ ...item, cycle: { ...second, stoppedAtMs: 9, stoppedBy: 'class' } }),
        );
        expect((await at.store.read.item(item.id))?.cycle).toEqual({
          ...second,
          stoppedAtMs: 9,
          stoppedBy: 'class',
        });
        const cycles = await at.engine.database.query(
          'SELECT n FROM clock_cycle WHERE item_id = $1 ORDER BY n',
          [item.id],
        );
        expect(cycles).toEqual([{ n: 1 }, { n: 2 }]);
      });

      test('a clock without a cycle any more is none', async () => {
        const item = await added();
        const { cycle: _, ...bare } = item;
        await inTx((tx) => tx.saveItem(bare));
        expect(await at.store.read.item(item.id)).toEqual(bare);
      });

      test('the same comment twice is refused', async () => {
        const item = await added();
        await expect(added(newItem({ externalId: item.externalId }))).rejects.toThrow();
      });

      test('ids that cannot be rows are no rows', async () => {
        for (const id of [0, -1, 1.5, 2 ** 31, Number.NaN, 2 ** 60]) {
          expect(await at.store.read.item(id)).toBeNull();
          expect(await at.store.read.view(id)).toBeNull();
          expect(await at.store.read.reply(id)).toBeNull();
          expect(await at.store.read.letter(id)).toBeNull();
          expect(await inTx((tx) => tx.lockItem(id))).toBeNull();
          expect(await at.store.read.history(id)).toEqual([]);
        }
      });

      test('a locked item makes the next one wait', async () => {
        const item = await added();
        const grown = (tx: Tx) => async () => {
          const now = await tx.lockItem(item.id);
          if (now) await tx.saveItem({ ...now, rev: now.rev + 1 });
        };
        await Promise.all(Array.from({ length: 8 }, () => inTx((tx) => grown(tx)())));
        expect((await at.store.read.item(item.id))?.rev).toBe(9);
      });
    });

    describe('authors and versions', () => {
      test('an account is one author, and its newest name counts', async () => {
        const externalId = unique();
        const first = await inTx((tx) => tx.author('blog', { externalId, name: 'Eva' }));
        const again = await inTx((tx) => tx.author('blog', { externalId, name: 'Eva Ö' }));
        const elsewhere = await inTx((tx) => tx.author('other', { externalId, name: 'Eva' }));
        expect(again).toBe(first);
        expect(elsewhere).not.toBe(first);
      });

      test('nameless accounts are not taken for one another', async () => {
        const [a, b] = [
          await inTx((tx) => tx.author('blog', {})),
          await inTx((tx) => tx.author('blog', {})),
        ];
        expect(a).not.toBe(b);
      });

      test('a version is archived field by field, each with a commitment that opens', async () => {
        const item = await added();
        const text = 'Hej \0 och \ud83d\ude00';
        const { n, commitments } = await inTx((tx) => tx.addVersion(item.id, newVersion(text)));
        expect(n).toBe(1);
        expect(Object.keys(commitments).sort()).toEqual(['author', 'media', 'text', 'url']);
        const kept = await at.ledger.archivedFor(Object.values(commitments));
        expect(kept.size).toBe(4);
        for (const [commitment, archived] of kept) {
          expect(commitmentTo(archived)).toBe(commitment);
        }
        const salts = [...kept.values()].map(({ salt }) => Buffer.from(salt).toString('hex'));
        expect(new Set(salts).size).toBe(4);
        const [version] = await at.store.read.versions(item.id);
        expect(version?.text).toBe(text);
      });

      test('edits add versions and never overwrite', async () => {
        const item = await added();
        await inTx((tx) => tx.addVersion(item.id, newVersion('först')));
        const { n } = await inTx((tx) =>
          tx.addVersion(item.id, newVersion('sedan', { media: [] })),
        );
        expect(n).toBe(2);
        expect(await at.store.read.versions(item.id)).toMatchObject([
          { n: 1, text: 'först', contentHash: newVersion('först').contentHash, seenAtMs: 2_000 },
          { n: 2, text: 'sedan', contentHash: newVersion('sedan').contentHash },
        ]);
        const view = await at.store.read.view(item.id);
        expect(view).toMatchObject({ text: 'sedan', edits: 1, media: [] });
      });

      test('words of staff are archived and read back by their commitment', async () => {
        const item = await added();
        const commitment = await inTx((tx) => tx.archive(item.id, 'reason', 'därför', 5));
        expect(await at.store.read.archived(item.id)).toEqual({ [commitment]: 'därför' });
        const loose = await inTx((tx) => tx.archive(null, 'note', 'utan ärende', 5));
        expect((await at.ledger.archivedFor([loose])).size).toBe(1);
      });

      test('what strangers send is stored, whatever it holds', async () => {
        const long = 'x'.repeat(9_000);
        const author = await inTx((tx) => tx.author('blog', { name: long, handle: `\0${long}` }));
        const item = await added(
          newItem({ author, url: `https://e.org/${long}\0`, publishedAtMs: 3 }),
        );
        const words = `\0\ud800${'ord '.repeat(300_000)}`;
        await inTx((tx) =>
          tx.addVersion(item.id, newVersion(words, { media: [{ url: '\0', alt: '\udfff' }] })),
        );
        await inTx((tx) => tx.addFlags(item.id, 1, assessment(flag({ why: { word: '\0' } }))));
        expect((await at.store.read.view(item.id))?.text.length).toBe(words.length);
        expect(await inTx((tx) => tx.once('web', long))).toBe(true);
        expect(await inTx((tx) => tx.once('web', `${long}\0`))).toBe(true);
        expect(await inTx((tx) => tx.once('web', long))).toBe(false);
      });
    });

    describe('views', () => {
      test('a view holds everything a card shows', async () => {
        const author = await inTx((tx) =>
          tx.author('blog', { externalId: unique(), name: 'Eva', handle: 'eva' }),
        );
        await added(newItem({ author, publishedAtMs: 500 }));
        const item = await added(newItem({ author }));
        const replied = await inTx(async (tx) => {
          await tx.addVersion(item.id, newVersion('När öppnar badet?'));
          await tx.addFlags(
            item.id,
            1,
            assessment(flag({ span: { start: 0, end: 3 }, ground: 'g', shown: 'När' })),
          );
          return {
            reply: await tx.addReply({
              item: item.id,
              cycle: 1,
              by: 'p1',
              text: 'Nu',
              key: unique(),
              state: { kind: 'queued' },
            }),
            letter: await tx.addLetter(newLetter(item.id)),
          };
        });
        expect(await at.store.read.view(item.id)).toEqual({
          item,
          text: 'När öppnar badet?',
          language: 'sv',
          author: { name: 'Eva', handle: 'eva', earlierItems: 1 },
          media: [{ url: 'https://example.org/1.jpg', alt: 'bild' }],
          edits: 0,
          flags: [flag({ span: { start: 0, end: 3 }, ground: 'g', shown: 'När' })],
          replies: [replied.reply],
          letters: [replied.letter],
        });
      });

      test('flags of rules belong to a version, those of people stay', async () => {
        const item = await added();
        const visitor = flag({
          source: 'visitor',
          category: 'reported',
          rule: 'visitor-report',
          band: 'review',
        });
        await inTx(async (tx) => {
          await tx.addVersion(item.id, newVersion('ett'));
          await tx.addFlags(item.id, 1, assessment(flag()));
          await tx.addFlags(item.id, 1, { ...assessment(visitor), language: '' });
          await tx.addVersion(item.id, newVersion('två'));
        });
        const view = await at.store.read.view(item.id);
        expect(view?.flags).toEqual([visitor]);
        expect(view?.language).toBe('sv');
      });

      test('lists: owed by due time, neutral ones quiet unless flagged, closed apart', async () => {
        const department = unique();
        const of = (more: Partial<Item>) => newItem({ department, ...more });
        const due = (dueAtMs: number) =>
          ({ ...newItem().cycle, dueAtMs }) as NonNullable<Item['cycle']>;
        const late = await added(of({ cycle: due(90) }));
        const soon = await added(of({ cycle: due(10) }));
        const mine = await added(
          of({ cycle: due(50), state: { kind: 'taken', holder: 'p9', sinceMs: 1 } }),
        );
        const thanks = await added(withoutClock({ department, itemClass: 'praise' }));
        const neutral = await added(withoutClock({ department, itemClass: 'neutral' }));
        const newer = await added(
          withoutClock({ department, itemClass: 'neutral', publishedAtMs: 1_500 }),
        );
        const flagged = await added(
          withoutClock({ department, itemClass: 'neutral', publishedAtMs: 1_600 }),
        );
        await inTx((tx) => tx.addFlags(flagged.id, 1, assessment(flag({ band: 'urgent' }))));
        const done = await added(of({ state: { kind: 'answered', origin: 'desk', atMs: 5 } }));
        const gone = await added(
          of({ presence: 'gone', cycle: { ...due(10), stoppedAtMs: 5, stoppedBy: 'gone' } }),
        );
        const ids = async (list: 'owed' | 'quiet' | 'closed', more: object = {}) => {
          const filter = { department, list, limit: 50, offset: 0, ...more };
          return (await at.store.read.queue(filter)).map((view) => view.item.id);
        };
        expect(await ids('owed')).toEqual([soon, mine, late, thanks, flagged].map((i) => i.id));
        expect(await ids('owed', { limit: 2, offset: 1 })).toEqual([mine.id, late.id]);
        expect(await ids('owed', { holder: 'p9' })).toEqual([mine.id]);
        expect(await ids('quiet')).toEqual([newer.id, neutral.id]);
        expect((await ids('closed')).sort()).toEqual([done.id, gone.id].sort());
        expect(await at.store.read.queueCounts(department)).toEqual({
          owed: 5,
          quiet: 2,
          closed: 2,
        });
        const all = await at.store.read.queueCounts();
        expect(all.owed).toBeGreaterThanOrEqual(5);
        await inTx((tx) => tx.saveItem({ ...flagged, classConfirmed: true }));
        expect(await ids('quiet')).toContain(flagged.id);
      });

      test('search: words by their beginning, author, channel, class, state, time', async () => {
        const channel = unique();
        const author = await inTx((tx) =>
          tx.author(channel, { name: 'Zbigniew Quist', handle: 'zq.test' }),
        );
        const bath = await added(newItem({ channel, author, publishedAtMs: 10 }));
        const ice = await added(
          newItem({ channel, publishedAtMs: 20, itemClass: 'negative', state: { kind: 'open' } }),
        );
        await inTx((tx) => tx.addVersion(bath.id, newVersion('När öppnar simhallen?')));
        await inTx((tx) => tx.addVersion(ice.id, newVersion('Ishallen är för kall')));
        const ids = async (search: object) =>
          (await at.store.read.search({ channel, limit: 50, ...search })).map((v) => v.item.id);
        expect(await ids({})).toEqual([ice.id, bath.id]);
        expect(await ids({ limit: 1 })).toEqual([ice.id]);
        expect(await ids({ words: 'SIMHALL öppnar' })).toEqual([bath.id]);
        expect(await ids({ words: 'simhallen kall' })).toEqual([]);
        expect(await ids({ words: 'quist' })).toEqual([bath.id]);
        expect(await ids({ words: 'zq' })).toEqual([bath.id]);
        expect(await ids({ itemClass: 'negative' })).toEqual([ice.id]);
        expect(await ids({ state: 'open' })).toEqual([ice.id]);
        expect(await ids({ fromMs: 15 })).toEqual([ice.id]);
        expect(await ids({ untilMs: 20 })).toEqual([bath.id]);
        for (const words of [`'); DROP`, '& | !', "''", ':*', '\0', '\ud800', '  ']) {
          await expect(ids({ words })).resolves.toBeInstanceOf(Array);
        }
        expect(await ids({ words: '&|!' })).toEqual([]);
      });

      test('recent texts of an author, and what is known of a channel', async () => {
        const channel = unique();
        const author = await inTx((tx) => tx.author(channel, { handle: 'flood' }));
        const [old, fresh] = [
          await added(newItem({ channel, author, publishedAtMs: 10 })),
          await added(newItem({ channel, author, publishedAtMs: 20 })),
        ];
        await inTx((tx) => tx.addVersion(old.id, newVersion('a')));
        await inTx((tx) => tx.addVersion(fresh.id, newVersion('b')));
        expect(await at.store.read.recentByAuthor(author, 0)).toEqual([
          { text: 'b', atMs: 20 },
          { text: 'a', atMs: 10 },
        ]);
        expect(await at.store.read.recentByAuthor(author, 15)).toHaveLength(1);
        expect(await at.store.read.known(channel, 15)).toEqual([
          {
            id: fresh.id,
            externalId: fresh.externalId,
            contentHash: newVersion('b').contentHash,
            presence: 'shown',
          },
        ]);
      });

      test('pauses of a cycle, in order', async () => {
        const item = await added();
        await at.engine.database.query(
          `INSERT INTO clock_pause (item_id, cycle_n, start_ms, end_ms, reason, person)
           VALUES ($1, 1, 30, NULL, 'b', 'p'), ($1, 1, 10, 20, 'a', 'p')`,
          [item.id],
        );
        expect(await at.store.read.pauses(item.id, 1)).toEqual([
          { startMs: 10, endMs: 20, reason: 'a', by: 'p' },
          { startMs: 30, endMs: null, reason: 'b', by: 'p' },
        ]);
        expect(await at.store.read.pauses(item.id, 2)).toEqual([]);
      });
    });

    describe('replies, letters, reports, channels', () => {
      test('a reply keeps every state', async () => {
        const item = await added();
        const reply = await inTx((tx) =>
          tx.addReply({
            item: item.id,
            cycle: 1,
            by: 'p1',
            text: 'Nu\0',
            key: unique(),
            referral: 'R-2',
            state: { kind: 'queued' },
          }),
        );
        for (const state of [
          { kind: 'sending', sinceMs: 3 },
          { kind: 'sent', atMs: 4, externalId: `ext-${item.id}`, url: 'https://example.org/r' },
          { kind: 'sent', atMs: 4, externalId: `ext-${item.id}` },
          { kind: 'by-hand', how: 'gör så' },
          { kind: 'refused', code: 'gone', message: 'borta' },
          { kind: 'queued' },
        ] as const) {
          await inTx((tx) => tx.saveReply({ ...reply, state }));
          expect(await at.store.read.reply(reply.id)).toEqual({ ...reply, state });
          expect(await inTx((tx) => tx.lockReply(reply.id))).toEqual({ ...reply, state });
        }
        const sent = { ...reply, state: { kind: 'sent', atMs: 4, externalId: 'e1' } } as const;
        await inTx((tx) => tx.saveReply(sent));
        expect(await at.store.read.replyByExternal('blog', 'e1')).toEqual(sent);
        expect(await at.store.read.replyByExternal('other', 'e1')).toBeNull();
        await expect(
          inTx((tx) => tx.addReply(sent)),
          'the key is unique',
        ).rejects.toThrow();
      });

      test('a letter keeps every state', async () => {
        const item = await added();
        const letter = await inTx((tx) => tx.addLetter(newLetter(item.id)));
        for (const state of [
          { kind: 'sending', sinceMs: 3 },
          { kind: 'sent', atMs: 4 },
          { kind: 'uncertain', sinceMs: 5 },
          { kind: 'refused', message: 'nej' },
          { kind: 'queued' },
        ] as const) {
          await inTx((tx) => tx.saveLetter({ ...letter, state }));
          expect(await at.store.read.letter(letter.id)).toEqual({ ...letter, state });
          expect(await inTx((tx) => tx.lockLetter(letter.id))).toEqual({ ...letter, state });
        }
      });

      test('a report is kept once under its receipt', async () => {
        const item = await added();
        const report = {
          receipt: unique(),
          department: 'culture',
          kind: 'comment',
          link: 'https://example.org/1',
          text: 'Titta\0',
          email: 'v@example.org',
          receivedAtMs: 5,
          verified: true,
          item: item.id,
        } as const;
        await inTx((tx) => tx.addReport(report));
        const rows = await at.engine.database.query(
          'SELECT text, verified, item_id FROM report WHERE receipt = $1',
          [report.receipt],
        );
        expect(rows).toEqual([{ text: 'Titta\uFFFD', verified: true, item_id: item.id }]);
        await expect(inTx((tx) => tx.addReport(report))).rejects.toThrow();
      });

      test("a channel's state is kept field by field", async () => {
        const channel = unique();
        const none = { cursor: null, pulledAtMs: null, lastEventAtMs: null, fault: null };
        expect(await at.store.read.channelState(channel)).toEqual(none);
        const save = (state: object) => inTx((tx) => tx.saveChannelState(channel, state));
        await save({ cursor: { page: 3, since: ['a'] } });
        await save({ pulledAtMs: 5, fault: 'trasig' });
        await save({ lastEventAtMs: 6 });
        const full = {
          cursor: { page: 3, since: ['a'] },
          pulledAtMs: 5,
          lastEventAtMs: 6,
          fault: 'trasig',
        };
        expect(await at.store.read.channelState(channel)).toEqual(full);
        await save({ fault: null, cursor: null });
        expect(await at.store.read.channelState(channel)).toEqual({
          ...full,
          fault: null,
          cursor: null,
        });
      });
    });

    describe('the town', () => {
      test('is versioned entry by entry', async () => {
        expect(await at.store.read.town()).toBeNull();
        await inTx((tx) => tx.saveTown(town, 'p1', 10));
        expect(await at.store.read.town()).toEqual(town);
        await inTx((tx) => tx.saveTown(town, 'p1', 20));
        expect(await count('town_entry')).toBe(5);
        const [first, second] = town.people;
        if (!first || !second) throw new Error('two people');
        const next = { ...town, people: [second, { ...first, unit: 'Fritid' }] };
        await inTx((tx) => tx.saveTown(next, 'p2', 30));
        expect(await at.store.read.town()).toEqual(next);
        await inTx((tx) => tx.saveTown({ ...next, people: [second] }, 'p2', 40));
        await inTx((tx) => tx.saveTown(town, 'p2', 50));
        expect(await at.store.read.town()).toEqual(town);
        const history = await at.engine.database.query(
          `SELECT version, document->>'unit' AS unit, changed_by, valid_from_ms::int AS "from",
             valid_to_ms::int AS "to" FROM town_entry WHERE kind = 'person' AND id = 'p1' ORDER BY 1`,
        );
        expect(history).toEqual([
          { version: 1, unit: 'Kultur', changed_by: 'p1', from: 10, to: 30 },
          { version: 2, unit: 'Fritid', changed_by: 'p2', from: 30, to: 40 },
          { version: 3, unit: 'Kultur', changed_by: 'p2', from: 50, to: null },
        ]);
      });
    });

    describe('one transaction', () => {
      test('leaves nothing when it fails: no rows, no log, no jobs, no word to the desks', async () => {
        const tables = [
          'item',
          'author',
          'archived',
          'item_version',
          'flag',
          'reply',
          'letter',
          'interaction',
          'log_entry',
        ];
        const counts = () => Promise.all(tables.map(count));
        const before = [await counts(), (await at.jobs()).length];
        const heard: string[] = [];
        const stop = at.changes.subscribe((what) => heard.push(what));
        const failing = inTx(async (tx) => {
          const author = await tx.author('blog', { handle: unique() });
          const item = await tx.addItem(newItem({ author }));
          await tx.addVersion(item.id, newVersion('x'));
          await tx.addFlags(item.id, 1, assessment(flag()));
          await tx.addReply({
            item: item.id,
            cycle: 1,
            by: 'p',
            text: 't',
            key: unique(),
            state: { kind: 'queued' },
          });
          await tx.addLetter(newLetter(item.id));
          await tx.once('web', unique());
          await tx.send('answer', { reply: 1 });
          await tx.changed(`item:${item.id}`);
          tx.log({ type: 'item.received', atMs: 1, actor: 'system', item: item.id });
          throw new Error('on purpose');
        });
        await expect(failing).rejects.toThrow('on purpose');
        await inTx((tx) => tx.changed('town'));
        await expect.poll(() => heard).toEqual(['town']);
        stop();
        expect([await counts(), (await at.jobs()).length]).toEqual(before);
      });

      test('an entry that cannot be logged undoes the rest', async () => {
        const item = await added();
        const logged = (data: Record<string, number>) =>
          inTx(async (tx) => {
            await tx.saveItem({ ...item, rev: 99 });
            tx.log({ type: 'item.classed', atMs: 1, actor: 'p1', item: item.id, data });
          });
        for (const bad of [0.5, Number.NaN, 2 ** 53]) {
          await expect(logged({ bad })).rejects.toThrow('bad is no integer');
        }
        expect((await at.store.read.item(item.id))?.rev).toBe(1);
      });

      test('its jobs are there after the commit', async () => {
        await inTx((tx) => tx.send('mail', { letter: 7 }, { startAfterMs: 500 }));
        expect((await at.jobs()).at(-1)).toEqual({
          name: 'mail',
          data: { letter: 7 },
          startAfterMs: 500,
        });
      });

      test('desks are told after the commit, until they stop listening', async () => {
        const heard: string[] = [];
        const stop = at.changes.subscribe((what) => heard.push(what));
        await inTx(async (tx) => {
          await tx.changed('item:12');
          await tx.changed('item:12');
          await tx.changed('town');
          expect(heard).toEqual([]);
        });
        await expect.poll(() => heard).toEqual(['item:12', 'town']);
        stop();
        await inTx((tx) => tx.changed('item:13'));
        await inTx((tx) => tx.changed('item:14'));
        expect(heard).toHaveLength(2);
      });

      test('once is once, also for two at the same time', async () => {
        const key = unique();
        const answers = await Promise.all(
          Array.from({ length: 6 }, () => inTx((tx) => tx.once('web', key))),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(await inTx((tx) => tx.once('slack', key))).toBe(true);
      });
    });

    describe('the log', () => {
      test('lines are canonical, hashed and read back as entries', async () => {
        const item = await added();
        const entry = {
          type: 'item.classed',
          atMs: Date.UTC(2026, 5, 1, 12, 0, 0, 7),
          actor: 'p1',
          item: item.id,
          commitments: { text: 'ab' },
          data: { z: 1, a: 'ö', n: null, t: true },
        } as const;
        const from = await at.ledger.size();
        await inTx(async (tx) => tx.log(entry));
        const [stored] = await at.ledger.logLines(from, 10);
        expect(stored).toEqual({
          seq: from,
          line: `{"actor":"p1","at":"2026-06-01T12:00:00.007Z","commitments":{"text":"ab"},"data":{"a":"ö","n":null,"t":true,"z":1},"item":${item.id},"type":"item.classed","v":1}`,
        });
        expect(await at.store.read.history(item.id)).toEqual([{ ...entry, seq: from }]);
        const [row] = await at.engine.database.query<{ leaf_hash: Uint8Array }>(
          'SELECT leaf_hash FROM log_entry WHERE seq = $1',
          [from],
        );
        expect(Buffer.from(row?.leaf_hash ?? [])).toEqual(
          Buffer.from(leafHash(stored?.line ?? '')),
        );
      });

      test('several entries keep their order; pages follow one another', async () => {
        const item = await added();
        const from = await at.ledger.size();
        await inTx(async (tx) => {
          for (let n = 0; n < 5; n += 1) {
            tx.log({ type: 'item.taken', atMs: n, actor: 'p1', item: item.id, data: { n } });
          }
        });
        expect((await at.store.read.history(item.id)).map((entry) => entry.data?.['n'])).toEqual([
          0, 1, 2, 3, 4,
        ]);
        const pages = [await at.ledger.logLines(from, 3), await at.ledger.logLines(from + 3, 3)];
        expect(pages.map((page) => page.map(({ seq }) => seq - from))).toEqual([
          [0, 1, 2],
          [3, 4],
        ]);
      });

      test('20 writers at once, some failing, leave no gap', async () => {
        await Promise.allSettled(
          Array.from({ length: 20 }, (_, writer) =>
            inTx(async (tx) => {
              await tx.once('gap', unique());
              tx.log({ type: 'town.applied', atMs: writer, actor: 'system' });
              if (writer % 5 === 0)
                tx.log({ type: 'town.applied', atMs: 1, actor: 'system', data: { bad: 0.5 } });
            }),
          ),
        );
        const [row] = await at.engine.database.query<{ n: number; min: number; max: number }>(
          'SELECT count(*)::int AS n, min(seq)::int AS min, max(seq)::int AS max FROM log_entry',
        );
        expect(row).toEqual({ n: await at.ledger.size(), min: 0, max: (row?.n ?? 0) - 1 });
      });

      test.each([
        ['UPDATE log_entry SET line = line', 'append-only'],
        ['DELETE FROM log_entry', 'append-only'],
        ['TRUNCATE log_entry', 'append-only'],
        [
          `INSERT INTO log_entry (seq, line, leaf_hash) VALUES (0, '{}', sha256('{}'))`,
          'does not match',
        ],
        ['UPDATE log_checkpoint SET note = note', 'append-only'],
        ['DELETE FROM log_checkpoint', 'append-only'],
        ['TRUNCATE log_checkpoint', 'append-only'],
      ])('%s is refused', async (statement, why) => {
        await inTx(async (tx) => tx.log({ type: 'town.applied', atMs: 1, actor: 'system' }));
        await at.ledger.saveCheckpoint({ treeSize: 1, note: 'eins' });
        await expect(at.engine.database.query(statement)).rejects.toThrow(why);
      });

      test('a chosen position is not taken: the next one is', async () => {
        const size = await at.ledger.size();
        await at.engine.database.query(
          `INSERT INTO log_entry (seq, line, leaf_hash) VALUES (999999, $1, $2)`,
          ['{"x":1}', leafHash('{"x":1}')],
        );
        expect(await at.ledger.size()).toBe(size + 1);
      });

      test('checkpoints are kept as they were', async () => {
        await at.ledger.saveCheckpoint({ treeSize: 5_000_000_000, note: 'note\n' });
        await at.ledger.saveCheckpoint({ treeSize: 5_000_000_000, note: 'another\n' });
        expect(await at.ledger.latestCheckpoint()).toEqual({
          treeSize: 5_000_000_000,
          note: 'note\n',
        });
        expect(await at.ledger.checkpoints(2, 10)).toEqual([
          { treeSize: 5_000_000_000, note: 'note\n' },
        ]);
      });
    });

    describe('the tray', () => {
      const delivery = (key = unique()) => ({
        channel: 'hook',
        key,
        body: Buffer.from('{"a":"ö"}'),
        receivedAtMs: 5,
      });
      const empty = async () => {
        while ((await at.tray.next(async () => undefined)) === 'done');
      };

      test('a delivery is new once, also among many put together', async () => {
        const [one, other] = [delivery(), delivery()];
        const put = await Promise.all([one, other, one, one].map((each) => at.tray.put(each)));
        expect(put).toEqual(['new', 'new', 'repeat', 'repeat']);
        expect(await at.tray.put(one)).toBe('repeat');
        expect(await at.tray.put({ ...one, channel: 'another' })).toBe('new');
        const many = await Promise.all(Array.from({ length: 300 }, () => at.tray.put(delivery())));
        expect(many.every((verdict) => verdict === 'new')).toBe(true);
        await empty();
      });

      test('it is run oldest first and is then off the tray, with everything it did', async () => {
        await empty();
        const [first, second] = [delivery(), delivery()];
        await at.tray.put(first);
        await at.tray.put(second);
        const seen: string[] = [];
        const item = newItem();
        expect(
          await at.tray.next(async (tx, { body, channel, receivedAtMs }) => {
            seen.push(Buffer.from(body).toString(), channel, String(receivedAtMs));
            await tx.addItem(item);
          }),
        ).toBe('done');
        expect(seen).toEqual(['{"a":"ö"}', 'hook', '5']);
        expect(await at.store.read.itemByExternal('blog', item.externalId)).not.toBeNull();
        expect(await at.trayCounts()).toMatchObject({ waiting: 1 });
        expect(await at.tray.next(async () => undefined)).toBe('done');
        expect(await at.tray.next(async () => undefined)).toBe('empty');
        expect(await at.tray.put(first)).toBe('repeat');
      });

      test('one that fails leaves nothing, is tried later, and after eight times stays for a person', async () => {
        await empty();
        await at.tray.put(delivery());
        const item = newItem();
        const logSize = await at.ledger.size();
        const failing = () =>
          at.tray.next(async (tx) => {
            await tx.addItem(item);
            tx.log({ type: 'item.received', atMs: 1, actor: 'system' });
            throw new TypeError('a secret word of a citizen');
          });
        expect(await failing()).toBe('failed');
        expect(await at.store.read.itemByExternal('blog', item.externalId)).toBeNull();
        expect(await at.ledger.size()).toBe(logSize);
        expect(await failing(), 'it waits before it is tried again').toBe('empty');
        for (let attempt = 2; attempt <= 8; attempt += 1) {
          await at.engine.database.query(
            `UPDATE delivery SET not_before_ms = 0 WHERE state = 'waiting'`,
          );
          expect(await failing()).toBe('failed');
        }
        await at.engine.database.query('UPDATE delivery SET not_before_ms = 0');
        expect(await failing()).toBe('empty');
        expect(await at.trayCounts()).toEqual({ waiting: 0, failed: 1 });
        const rows = await at.engine.database.query(
          `SELECT attempts, fault FROM delivery WHERE state = 'failed'`,
        );
        expect(rows).toEqual([{ attempts: 8, fault: 'TypeError' }]);
      });

      test('one that fails does not hold up the others', async () => {
        await empty();
        await at.tray.put(delivery());
        await at.tray.put(delivery());
        await at.tray.next(() => Promise.reject(new Error('no')));
        expect(await at.tray.next(async () => undefined)).toBe('done');
      });

      test('two that look at the same time take different ones', async () => {
        await empty();
        for (let n = 0; n < 4; n += 1) await at.tray.put({ ...delivery(), channel: `blog-${n}` });
        const ids: string[] = [];
        const results = await Promise.all(
          Array.from({ length: 6 }, () =>
            at.tray.next(async (_, { id }) => {
              ids.push(id);
            }),
          ),
        );
        expect(new Set(ids).size).toBe(4);
        expect(results.filter((result) => result === 'done')).toHaveLength(4);
      });

      test('a channel’s deliveries are taken one after the other, as they came', async () => {
        await empty();
        for (let n = 0; n < 4; n += 1) await at.tray.put({ ...delivery(), receivedAtMs: n });
        const order: number[] = [];
        const take = async () => {
          while (
            (await at.tray.next(async (_, { receivedAtMs }) => {
              order.push(receivedAtMs);
            })) === 'done'
          );
        };
        await Promise.all([take(), take(), take()]);
        await take();
        expect(order).toEqual([0, 1, 2, 3]);
      });

      test('keys of any length and content are kept apart', async () => {
        const long = 'k'.repeat(20_000);
        expect(await at.tray.put(delivery(long))).toBe('new');
        expect(await at.tray.put(delivery(`${long}x`))).toBe('new');
        expect(await at.tray.put(delivery(`${unique()}\0`))).toBe('new');
        expect(await at.tray.put(delivery(long))).toBe('repeat');
      });

      test('old replays, clicks, slots and sessions are forgotten, nothing that waits', async () => {
        const day = 24 * 60 * 60_000;
        const now = 100 * day;
        await empty();
        const [old, fresh, waiting] = [delivery(), delivery(), delivery()];
        await at.tray.put({ ...old, receivedAtMs: now - 15 * day });
        await at.tray.put({ ...fresh, receivedAtMs: now - 13 * day });
        await empty();
        await at.tray.put({ ...waiting, receivedAtMs: now - 15 * day });
        expect(await at.dropStale(now)).toBeGreaterThan(0);
        expect(await at.tray.put(fresh)).toBe('repeat');
        expect(await at.tray.put(waiting)).toBe('repeat');
        expect(await at.tray.put(old)).toBe('new');
      });
    });

    describe('access', () => {
      test('a link opens one session, once', async () => {
        await inTx((tx) => tx.saveTown(town, 'p1', 60));
        const access = at.access({ rehearsal: false });
        const secret = await access.issueLink('p1', 'p2');
        const opened = await access.redeem(secret);
        expect(opened?.expiresAtMs).toBeGreaterThan(Date.now());
        expect(await access.redeem(secret)).toBeNull();
        expect(await access.redeem('unknown')).toBeNull();
        const token = opened?.token ?? '';
        expect(await access.session(token)).toEqual({ person: town.people[0], rehearsal: false });
        expect(await access.session('unknown')).toBeNull();
        expect(await access.actAs(token, 'p2')).toBe(false);
        await access.end(token);
        expect(await access.session(token)).toBeNull();
        const lines = (await at.ledger.logLines((await at.ledger.size()) - 2, 2)).map(
          ({ line }) => line,
        );
        expect(lines.map((line) => JSON.parse(line))).toMatchObject([
          { type: 'access.link-issued', actor: 'p2', data: { person: 'p1' } },
          { type: 'access.session-opened', actor: 'p1' },
        ]);
      });

      test('neither secrets nor tokens are in the database', async () => {
        const access = at.access({ rehearsal: false });
        const secret = await access.issueLink('p1', 'p2');
        const token = (await access.redeem(secret))?.token ?? '';
        for (const table of ['access_link', 'session', 'log_entry']) {
          const rows = await at.engine.database.query<{ row: string }>(
            `SELECT to_jsonb(t)::text AS row FROM ${table} t`,
          );
          const all = rows.map(({ row }) => row).join();
          for (const secretText of [secret, token]) {
            expect(all).not.toContain(secretText);
            expect(all).not.toContain(Buffer.from(secretText).toString('hex'));
          }
        }
      });

      test('links and sessions end by themselves', async () => {
        const access = at.access({ rehearsal: false });
        const secret = await access.issueLink('p1', 'p2');
        await at.engine.database.query('UPDATE access_link SET expires_at_ms = $1', [
          Date.now() - 1,
        ]);
        expect(await access.redeem(secret)).toBeNull();
        const token = (await access.redeem(await access.issueLink('p1', 'p2')))?.token ?? '';
        await at.engine.database.query('UPDATE session SET expires_at_ms = $1', [Date.now() - 1]);
        expect(await access.session(token)).toBeNull();
      });

      test('only in rehearsal may one act as another, and only as somebody there', async () => {
        const access = at.access({ rehearsal: true });
        const token = (await access.redeem(await access.issueLink('p1', 'p1')))?.token ?? '';
        expect(await access.actAs(token, 'nobody')).toBe(false);
        expect(await access.actAs(token, 'p2')).toBe(true);
        expect(await access.session(token)).toEqual({ person: town.people[1], rehearsal: true });
        expect(await access.actAs('unknown', 'p2')).toBe(false);
      });

      test('who is no longer of the town has no session', async () => {
        const access = at.access({ rehearsal: false });
        const token = (await access.redeem(await access.issueLink('p2', 'p1')))?.token ?? '';
        expect(await access.session(token)).not.toBeNull();
        await inTx((tx) => tx.saveTown({ ...town, people: town.people.slice(0, 1) }, 'p1', 70));
        expect(await access.session(token)).toBeNull();
      });
    });

    test('a slot is claimed by one', async () => {
      const key = unique();
      const claims = await Promise.all(Array.from({ length: 5 }, () => at.claimSlot(key)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('it answers', async () => {
      await expect(at.ping()).resolves.toBeUndefined();
    });
  });
}

function newLetter(item: number) {
  return {
    item,
    kind: 'registry',
    reference: `K-${unique()}`,
    to: 'r@a.se',
    subject: 'Ärende',
    text: 'Text\0',
    messageId: `<${unique()}@kvorum>`,
    by: 'p1',
    state: { kind: 'queued' },
  } as const;
}
