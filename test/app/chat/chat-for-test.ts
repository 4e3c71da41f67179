import { accountAt } from '#app/ping.ts';
import { type SendNeeds, sendMessages } from '#app/send-messages.ts';
import type { Card } from '#ports/desk.ts';
import type { Delivered, Outlet, Place } from '#ports/outlet.ts';
import { outboxOn } from '#store/outbox.ts';
import { postedCard } from '../../../commands/posted-card.ts';
import { ASK_TOWN, deskForTest } from '../asks/desk-for-test.ts';

export const CHAT_TOWN = {
  ...ASK_TOWN,
  desks: [
    { id: 'chat', platform: 'slack', department: 'info', connection: { workspace: 'T1' } },
    { id: 'roads', platform: 'slack', department: 'roads', connection: { workspace: 'T1' } },
  ],
};

interface Posted {
  readonly ref: string;
  readonly place: Place;
  card: Card;
}

/** A chat platform in memory: what stands there, what was called, and what the coming calls do. */
function chatPlatform() {
  const posted: Posted[] = [];
  const calls: string[] = [];
  const next: (Delivered | 'lost-after' | 'silent-after')[] = [];
  let refs = 0;
  const outcome = (what: string, done: () => Delivered): Delivered => {
    calls.push(what);
    const planned = next.shift();
    if (planned === 'lost-after') {
      done();
      throw new Error('the process died after the platform took it');
    }
    if (planned === 'silent-after') {
      done();
      return { kind: 'ambiguous', message: 'no answer' };
    }
    return planned ?? done();
  };
  const outlet: Outlet = {
    place: 'm',
    async post(place, card) {
      return outcome(`post ${card.key}`, () => {
        refs += 1;
        posted.push({ ref: `m${refs}`, place, card });
        return { kind: 'sent', ref: `m${refs}` };
      });
    },
    async edit(ref, card) {
      return outcome(`edit ${card.key}`, () => {
        const message = posted.find((one) => one.ref === ref);
        if (!message) return { kind: 'missing' };
        message.card = card;
        return { kind: 'sent', ref };
      });
    },
    async find(_place, key) {
      calls.push(`find ${key}`);
      const message = posted.find(({ card }) => card.key === key);
      return message ? { kind: 'sent', ref: message.ref } : { kind: 'absent' };
    },
  };
  return { outlet, posted, calls, next };
}

/** A desk whose team works at a chat platform; the wall's time is the test's. */
export async function chatForTest() {
  const desk = await deskForTest();
  await desk.store.transaction((tx) => tx.saveTown(CHAT_TOWN, 'test', desk.clock.nowMs));
  const wall = { nowMs: Date.now() };
  const outbox = outboxOn(desk.engine.database, () => wall.nowMs);
  const platform = chatPlatform();
  const faults: string[] = [];
  const needs: SendNeeds = {
    store: desk.store,
    outbox,
    draw: (id, key) => postedCard({ read: desk.store.read, clock: desk.clock }, id, key),
    outlet: () => platform.outlet,
    accountOf: async (id, person) => {
      const town = (await desk.store.read.town()) ?? CHAT_TOWN;
      const entry = town.desks.find((one) => one.id === id);
      return entry ? accountAt(desk.store.read, { town, desk: entry, person }) : null;
    },
    onFault: (id, code) => faults.push(`${id} ${code}`),
    onSurprise: (id, error) => faults.push(`${id} ${String(error)}`),
  };
  const signal = AbortSignal.timeout(60_000);
  /** Sends what can be sent, as if as much time passed as it takes; at most so long. */
  const settle = async (id = 'chat', limitMs = 120_000) => {
    const until = wall.nowMs + limitMs;
    for (;;) {
      const waitMs = await sendMessages(needs, { desk: id, signal });
      if (waitMs === null || wall.nowMs + waitMs > until) return waitMs;
      wall.nowMs += Math.max(1, waitMs);
    }
  };
  return { ...desk, ...platform, outbox, wall, needs, faults, settle, signal };
}
