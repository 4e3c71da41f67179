import { expect, test } from 'vitest';
import { applyTown } from '#app/apply-town.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { takeIn } from '#app/take-in.ts';
import type { Town } from '#domain/town/town.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import { storeForTest } from '../../store-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

const at = (local: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Stockholm').epochMilliseconds;

const NOW_MS = at('2026-11-17T09:15');

/** The office closes on Wednesday, which nobody knew on Tuesday. Ids that may stand in the log. */
const CLOSED_WEDNESDAY: Town = {
  ...TOWN,
  people: TOWN.people.map((person, n) => ({
    ...person,
    id: `mod-${n + 1}`,
    roles: ['moderator', 'manager', 'approver', 'administrator'],
  })),
  channels: TOWN.channels.map((c) => ({ ...c, responsible: 'mod-1', deputy: 'mod-2' })),
  calendars: TOWN.calendars.map((calendar) => ({
    ...calendar,
    spec: { ...calendar.spec, closed: [{ date: '2026-11-18', name: 'Strömavbrott' }] },
  })),
};

test('another calendar moves the clocks that run, tells the log from when to when, and no others', async () => {
  await using opened = await storeForTest();
  const { store } = opened;
  const clock = { now: () => NOW_MS };
  const prepared = calendars(clock.now);
  const flagger = ruleFlagger({ grounds: [], ownHosts: [] });
  await store.transaction((tx) => tx.saveTown(TOWN, 'test', NOW_MS));
  const comment = (externalId: string, more: object = {}) => ({
    type: 'comment' as const,
    externalId,
    occurredAtMs: at('2026-11-17T09:10'),
    author: { externalId: 'u1', name: 'Karin' },
    self: false,
    visibility: 'public' as const,
    text: 'När öppnar simhallen?',
    media: [],
    presence: 'shown' as const,
    ...more,
  });
  const answer = comment('a1', { self: true, parentExternalId: 'answered', text: 'På måndag!' });
  const events = [comment('open'), comment('answered'), answer];
  const needs = {
    flagger: () => flagger,
    cycles: (town: Town, channel: typeof BLOG) => cyclesOf(prepared, town, channel),
    nowMs: NOW_MS,
  };
  await store.transaction((tx) => takeIn(tx, needs, { town: TOWN, channel: BLOG, events }));
  const next = { town: CLOSED_WEDNESDAY, sha256: 'a'.repeat(64), by: 'operator' };
  const outcome = await applyTown({ store, clock }, next);
  expect(outcome).toMatchObject({ ok: true });
  const open = await store.read.itemByExternal('blog', 'open');
  expect(open?.cycle).toMatchObject({
    dueAtMs: at('2026-11-19T17:00'),
    overdueFromMs: at('2026-11-20T00:00'),
  });
  const log = await store.read.history(open?.id ?? 0);
  expect(log.filter((e) => e.type === 'clock.recomputed').map((e) => e.data)).toEqual([
    { n: 1, from: at('2026-11-18T17:00'), to: at('2026-11-19T17:00'), by: 'operator' },
  ]);
  const answered = await store.read.itemByExternal('blog', 'answered');
  expect(answered?.cycle).toMatchObject({ dueAtMs: at('2026-11-18T17:00') });
});
