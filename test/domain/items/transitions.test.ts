import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLASSES, clockOf } from '#domain/items/class.ts';
import {
  type Cycle,
  type Item,
  isClosed,
  NO_ANSWER_REASONS,
  type NoAnswerReason,
} from '#domain/items/item.ts';
import {
  type Acting,
  answer,
  beginReply,
  classify,
  forward,
  mayAct,
  noAnswer,
  refer,
  release,
  reopen,
  returned,
  sleepsBeyondDue,
  snooze,
  take,
  undoReferral,
} from '#domain/items/transitions.ts';
import type { Person } from '#domain/people/person.ts';

const HOUR_MS = 3_600_000;

const start = (clock: Cycle['clock'], n: number, startAtMs: number): Cycle => ({
  n,
  clock,
  startAtMs,
  dueAtMs: startAtMs + 8 * HOUR_MS,
  overdueFromMs: startAtMs + 8 * HOUR_MS,
});

const person = (id: string, ...roles: Person['roles'][number][]): Person => ({
  id,
  name: id,
  unit: 'Unit',
  email: `${id}@example.org`,
  locale: 'en',
  department: 'info',
  roles,
  mandate: { decision: 'KS 12', from: '2026-01-01' },
  identities: [],
});

const anna = person('anna', 'moderator');
const bo = person('bo', 'moderator');
const chef = person('chef', 'moderator', 'manager');

const fresh = (more: Partial<Item> = {}): Item => ({
  id: 1,
  channel: 'blog',
  department: 'info',
  externalId: 'x1',
  visibility: 'public',
  publishedAtMs: 0,
  receivedAtMs: 0,
  itemClass: 'question',
  classConfirmed: false,
  state: { kind: 'new' },
  cycle: start('answer', 1, 0),
  presence: 'shown',
  rev: 1,
  ...more,
});

const at = (by: Person, atMs = 1000): Acting => ({ by, atMs });

function must(result: ReturnType<typeof take>): Item {
  if (!result.ok) throw new Error(`refused: ${result.refusal.kind}`);
  return result.value;
}

test('what is taken is not taken twice, and the refusal tells by whom', () => {
  const taken = must(take(fresh(), at(anna)));
  expect(taken.state).toEqual({ kind: 'taken', holder: 'anna', sinceMs: 1000 });
  expect(take(taken, at(bo, 2000))).toEqual({
    ok: false,
    refusal: { kind: 'already-taken', holder: 'anna', sinceMs: 1000 },
  });
});

test('a colleague may not act on what another holds, a manager may', () => {
  const taken = must(take(fresh(), at(anna)));
  const notHolder = { ok: false, refusal: { kind: 'not-holder', holder: 'anna' } };
  expect(release(taken, at(bo))).toEqual(notHolder);
  expect(beginReply(taken, at(bo))).toEqual(notHolder);
  expect(noAnswer(taken, at(bo), 'repeated')).toEqual(notHolder);
  expect(forward(taken, at(bo), { kind: 'mailbox' })).toEqual(notHolder);
  expect(mayAct(taken, at(bo))).toEqual(notHolder);
  expect(must(release(taken, at(chef))).state).toEqual({ kind: 'open' });
});

test('a silence needs its reason', () => {
  expect(noAnswer(fresh(), at(anna), undefined)).toEqual({
    ok: false,
    refusal: { kind: 'needs-reason' },
  });
  const silent = must(noAnswer(fresh(), at(anna), 'discussion-among-citizens'));
  expect(silent.cycle).toMatchObject({ stoppedAtMs: 1000, stoppedBy: 'no-answer' });
});

test('a comment that is gone cannot be answered there', () => {
  expect(beginReply(fresh({ presence: 'gone' }), at(anna))).toEqual({
    ok: false,
    refusal: { kind: 'gone' },
  });
});

test('the clock stops when the platform has the reply, not when it is queued', () => {
  const sending = must(beginReply(fresh(), at(anna)));
  expect(sending.cycle?.stoppedAtMs).toBeUndefined();
  expect(sending.state).toMatchObject({ kind: 'taken', holder: 'anna' });
  expect(must(answer(sending, 7777)).cycle).toMatchObject({
    stoppedAtMs: 7777,
    stoppedBy: 'answer',
  });
});

test('a class that owes nothing stops the clock, and owing again counts from what the citizen wrote', () => {
  const quiet = must(
    classify(
      fresh({ publishedAtMs: 50, cycle: start('answer', 1, 50) }),
      at(anna),
      'neutral',
      start,
    ),
  );
  expect(quiet).toMatchObject({ classConfirmed: true, state: { kind: 'open' } });
  expect(quiet.cycle).toMatchObject({ stoppedBy: 'class', stoppedAtMs: 1000 });
  const owed = must(classify(quiet, at(anna, 2000), 'question', start));
  expect(owed.cycle).toEqual(start('answer', 2, 50));
  const unlawful = must(classify(owed, at(anna, 3000), 'unlawful', start));
  expect(unlawful.cycle).toEqual(start('removal', 3, 50));
  expect(must(classify(owed, at(anna), 'own-matter', start)).cycle).toEqual(owed.cycle);
});

test('putting aside beyond the due time is said', () => {
  expect(snooze(fresh(), at(anna, 1000), 1000)).toEqual({
    ok: false,
    refusal: { kind: 'in-the-past' },
  });
  expect(sleepsBeyondDue(must(snooze(fresh(), at(anna), 2 * HOUR_MS)))).toBe(false);
  expect(sleepsBeyondDue(must(snooze(fresh(), at(anna), 9 * HOUR_MS)))).toBe(true);
});

test('a referral whose letter failed is open again on its own clock', () => {
  const referred = must(refer(fresh(), 'KV-2026-000001', 500));
  expect(referred.cycle?.stoppedBy).toBe('referral');
  expect(undoReferral(referred, 'KV-2026-000002').ok).toBe(false);
  const again = must(undoReferral(referred, 'KV-2026-000001'));
  expect(again).toMatchObject({ state: { kind: 'open' }, cycle: fresh().cycle });
  expect(again.cycle?.stoppedBy).toBeUndefined();
});

type Move = (item: Item, atMs: number) => ReturnType<typeof take>;

const named = (name: string, move: Move): [string, Move] => [name, move];

const who = fc.constantFrom(anna, bo, chef);
const step = fc.oneof(
  who.map((by) => named('take', (i, t) => take(i, at(by, t)))),
  who.map((by) => named('release', (i, t) => release(i, at(by, t)))),
  who.map((by) => named('begin', (i, t) => beginReply(i, at(by, t)))),
  fc.constant(named('answer', answer)),
  fc
    .tuple(who, fc.constantFrom<(NoAnswerReason | undefined)[]>(undefined, ...NO_ANSWER_REASONS))
    .map(([by, why]) => named('no-answer', (i, t) => noAnswer(i, at(by, t), why))),
  fc.constant(named('refer', (i, t) => refer(i, 'KV-1', t))),
  fc.constant(named('undo', (i) => undoReferral(i, 'KV-1'))),
  fc
    .tuple(who, who)
    .map(([by, to]) =>
      named('forward', (i, t) => forward(i, at(by, t), { kind: 'person', person: to.id })),
    ),
  who.map((by) =>
    named('forward', (i, t) => forward(i, at(by, t), { kind: 'department', department: 'care' })),
  ),
  fc
    .tuple(who, fc.constantFrom(...CLASSES))
    .map(([by, itemClass]) => named('class', (i, t) => classify(i, at(by, t), itemClass, start))),
  fc
    .tuple(who, fc.integer({ min: -5, max: 50 }))
    .map(([by, hours]) => named('snooze', (i, t) => snooze(i, at(by, t), t + hours * HOUR_MS))),
  fc.constant(named('reopen', (i, t) => reopen(i, t, start))),
);

test('any history keeps the item sound', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let item = fresh();
      let t = 0;
      for (const [name, move] of steps) {
        t += 1000;
        const result = move(item, t);
        if (!result.ok) continue;
        const after = result.value;
        expect(after.rev).toBe(item.rev + 1);
        if (isClosed(after.state)) {
          expect(after.cycle?.stoppedAtMs).toBeDefined();
          expect(after.snoozedUntilMs).toBeUndefined();
        } else if (clockOf(after.itemClass)) {
          expect(after.cycle).toMatchObject({ clock: clockOf(after.itemClass) });
          expect(after.cycle?.stoppedAtMs).toBeUndefined();
        }
        // Reassigning, waiting, taking never move the clock.
        if (['take', 'release', 'begin', 'forward', 'snooze'].includes(name))
          expect(after.cycle).toEqual(item.cycle);
        // A due time changes only with a new cycle.
        if (after.cycle?.n === item.cycle?.n)
          expect(after.cycle?.dueAtMs).toBe(item.cycle?.dueAtMs);
        expect(after.cycle?.n ?? 0).toBeGreaterThanOrEqual(item.cycle?.n ?? 0);
        expect(after.id).toBe(item.id);
        item = after;
      }
      if (!isClosed(item.state)) expect(returned(item).state).toEqual({ kind: 'open' });
    }),
    { numRuns: 500 },
  );
});
