import type { Logger } from 'pino';
import { deliverReply } from '#app/deliver-reply.ts';
import { calendars, cyclesOf } from '#app/due.ts';
import { sendLetter } from '#app/send-letter.ts';
import { takeIn } from '#app/take-in.ts';
import type { Item } from '#domain/items/item.ts';
import type { Identity } from '#domain/people/person.ts';
import type { DeskEntry, Town } from '#domain/town/town.ts';
import { ruleFlagger } from '#flagging/rule-flagger.ts';
import { createLogger } from '#logging/logger.ts';
import type { OnAsk } from '#ports/desk.ts';
import { asksOf } from '../../src/wire/asks.ts';
import type { House } from '../../src/wire/house.ts';
import { ASK_TOWN, deskForTest, fakeConnector, fakeMailer } from '../app/asks/desk-for-test.ts';
import { BLOG } from '../app/town.ts';

const signal = AbortSignal.timeout(120_000);

/** The town behind a desk: residents write, replies and letters go out. Only the outermost boundary is a fake. */
export interface DeskBench extends AsyncDisposable {
  readonly house: House;
  readonly log: Logger;
  readonly onAsk: OnAsk;
  /** Everything that was logged, a line of JSON each. */
  readonly logged: readonly string[];
  readonly published: ReturnType<typeof fakeConnector>['published'];
  readonly letters: ReturnType<typeof fakeMailer>['sent'];
  comment: Awaited<ReturnType<typeof deskForTest>>['comment'];
  item(id: number): Promise<Item>;
  /** Types of the entries in an item's log. */
  types(id: number): Promise<readonly string[]>;
  jobs: Awaited<ReturnType<typeof deskForTest>>['jobs'];
  /** A colleague does something at another desk. */
  elsewhere(person: string, text: string): Promise<void>;
  /** Carries out the replies and letters that wait. */
  deliver(): Promise<void>;
  /** The town answers a comment on the platform itself. */
  answerNatively(id: number): Promise<void>;
  /** How often the message that has it hardest has been tried. */
  tries(): Promise<number>;
  /** The newest item. */
  newest(): Promise<Item>;
  saveTown(town: Town): Promise<void>;
}

/** A town whose staff works at these desks, and is known there by these accounts. */
export function benchTown(
  desks: readonly DeskEntry[],
  accounts: Readonly<Record<string, readonly Identity[]>>,
): Town {
  const people = ASK_TOWN.people.map((person) => {
    return { ...person, identities: [...(accounts[person.id] ?? [])] };
  });
  return { ...ASK_TOWN, people, desks: [...desks] };
}

export async function deskBench(first: Town): Promise<DeskBench> {
  const desk = await deskForTest();
  const { store, clock } = desk;
  const logged: string[] = [];
  const log = createLogger({ level: 'trace' }, { write: (line) => logged.push(line) });
  const platform = fakeConnector();
  const post = fakeMailer();
  const prepared = calendars(clock.now);
  const current = { town: first };
  // Told and read again, as the house does it: whoever is told as well may still find the old one.
  desk.changes.subscribe((what) => {
    if (what !== 'town') return;
    void store.read.town().then((town) => {
      current.town = town ?? current.town;
    });
  });
  const saveTown = async (town: Town) => {
    await store.transaction(async (tx) => {
      await tx.saveTown(town, 'test', clock.nowMs);
      await tx.changed('town');
    });
  };
  await saveTown(first);
  const house = {
    opened: desk,
    clock,
    calendars: prepared,
    cycles: (town, channel) => cyclesOf(prepared, town, channel),
    flagger: () => ruleFlagger({ grounds: [], ownHosts: [] }),
    connector: () => platform.connector,
    town: () => current.town,
  } satisfies Partial<House> as unknown as House;
  const done = new Set<string>();

  return {
    house,
    log,
    logged,
    onAsk: asksOf({ house, log }),
    published: platform.published,
    letters: post.sent,
    comment: desk.comment,
    item: desk.item,
    types: desk.types,
    jobs: desk.jobs,
    saveTown,
    async elsewhere(person, text) {
      await desk.ask(person, text);
    },
    async deliver() {
      for (const { name, data } of await desk.jobs()) {
        const key = JSON.stringify([name, data]);
        if (done.has(key)) continue;
        done.add(key);
        const { reply, letter } = data as { reply: number; letter: number };
        if (name === 'answer') await deliverReply({ ...house, store }, { reply, signal });
        if (name === 'mail')
          await sendLetter({ ...house, store, mailer: post.mailer }, { letter, signal });
      }
    },
    async answerNatively(id) {
      const { externalId } = await desk.item(id);
      const event = {
        type: 'comment',
        externalId: `native-${id}`,
        parentExternalId: externalId,
        author: { externalId: 'page', name: 'Björkdal' },
        self: true,
        visibility: 'public',
        text: 'Vi öppnar klockan nio.',
        media: [],
        presence: 'shown',
        occurredAtMs: clock.nowMs,
      } as const;
      await store.transaction((tx) =>
        takeIn(
          tx,
          { ...house, nowMs: clock.nowMs },
          { town: current.town, channel: BLOG, events: [event] },
        ),
      );
    },
    async tries() {
      const [row] = await desk.engine.database.query<{ n: number }>(
        'SELECT coalesce(max(attempts), 0)::int AS n FROM desk_message',
      );
      return row?.n ?? 0;
    },
    async newest() {
      const [row] = await desk.engine.database.query<{ id: number }>(
        'SELECT max(id)::int AS id FROM item',
      );
      return desk.item(row?.id ?? 0);
    },
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}
