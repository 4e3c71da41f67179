import type { Hono } from 'hono';
import type { DeskEntry, Town } from '#domain/town/town.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import type { OnAsk } from '#ports/desk.ts';
import type { Outlet } from '#ports/outlet.ts';
import { personOf } from '../../commands/admit.ts';
import { lineCard, postedCard } from '../../commands/posted-card.ts';
import { troubled } from '../app/desk-trouble.ts';
import { accountAt } from '../app/ping.ts';
import { lostMessage, type SendNeeds, sendMessages } from '../app/send-messages.ts';
import { openSlack, type RunningSlack } from '../desks/slack/desk.ts';
import { slackHttp } from '../desks/slack/http.ts';
import type { DeskParts } from '../wire.ts';
import { type Bell, bell } from './bell.ts';
import { slackWorkspaces } from './slack-workspaces.ts';

/** The desks of a town at chat platforms, as its town file has them. */
export interface ChatDesks extends AsyncDisposable {
  /** Where platforms call the desk. */
  readonly app: Hono;
  /** Cards may look different now though nothing happened. */
  lookAgain(): Promise<void>;
}

export interface ChatNeeds extends Pick<DeskParts, 'house' | 'log' | 'env'> {
  readonly onAsk: OnAsk;
}

/** Somebody else may have left work behind; the database tells of everything else. */
const LOOK_MS = 10_000;
const AFTER_FAULT_MS = 5_000;
const NOT_OPENED = 'a desk could not be opened';

/** Opens the town's chat desks, and keeps to the town file when it changes. */
export function openChatDesks(needs: ChatNeeds): ChatDesks {
  const { house, log } = needs;
  const { changes, outbox, store } = house.opened;
  const stopping = new AbortController();
  const running = new Map<string, RunningSlack>();
  const rooms = new Map<string, Room>();
  const sending = sendNeedsOf(needs, (desk) => outletOf(running, desk));

  const ring = (): void => {
    for (const room of rooms.values()) room.bell.ring();
  };
  const arrange = async (town: Town | null): Promise<void> => {
    const wanted = slackWorkspaces(town, needs.env);
    for (const [key, slack] of running) {
      if (wanted.has(key)) continue;
      running.delete(key);
      await slack[Symbol.asyncDispose]();
    }
    for (const [key, options] of wanted) {
      if (running.has(key)) continue;
      try {
        const handlers = handlersOf(needs, { sending, ring, workspace: options.workspace });
        const slack = openSlack({ ...options, ...handlers });
        running.set(key, slack);
        for (const [id, { place }] of slack.outlets) await outbox.settleAt(id, place);
      } catch (error) {
        // A secret is missing: the other workspaces go on.
        log.error({ error }, NOT_OPENED);
        continue;
      }
      for (const { id } of options.desks) {
        if (rooms.has(id)) continue;
        rooms.set(id, keepSending(sending, log, { desk: id, signal: stopping.signal }));
      }
    }
    if (running.size > 0) await outbox.fill();
    ring();
  };
  let arranging = arrange(house.town()).catch((error) => log.error({ error }, NOT_OPENED));
  const unsubscribe = changes.subscribe((what) => {
    ring();
    if (what !== 'town') return;
    // The house is told at the same moment and may still have the old one.
    arranging = arranging
      .then(async () => (stopping.signal.aborted ? undefined : arrange(await store.read.town())))
      .catch((error) => log.error({ error }, NOT_OPENED));
  });
  return {
    app: slackHttp({
      listeners: () => [...running.values()].flatMap(({ listener }) => listener ?? []),
      onRefused: (code) => log.warn({ platform: 'slack', code }, 'a request was refused'),
    }),
    async lookAgain() {
      await outbox.lookAgain(house.clock.now());
      ring();
    },
    async [Symbol.asyncDispose]() {
      unsubscribe();
      stopping.abort(new Error('the desk is closing'));
      await arranging;
      await Promise.all([...running.values()].map((slack) => slack[Symbol.asyncDispose]()));
      await Promise.all([...rooms.values()].map(({ work }) => work));
    },
  };
}

type SendAt = Parameters<typeof sendMessages>[1];

/** Where messages of one desk are sent, one after another. */
interface Room {
  readonly bell: Bell;
  readonly work: Promise<void>;
}

function keepSending(sending: SendNeeds, log: ChatNeeds['log'], at: SendAt): Room {
  const { desk, signal } = at;
  const own = bell();
  const work = (async () => {
    while (!signal.aborted) {
      const waitMs = await sendMessages(sending, at).catch((error: unknown) => {
        if (!signal.aborted) log.error({ error, desk }, 'a message could not be shown');
        return AFTER_FAULT_MS;
      });
      await own.heard(Math.min(waitMs ?? LOOK_MS, LOOK_MS), signal);
    }
  })();
  return { bell: own, work };
}

function outletOf(running: ReadonlyMap<string, RunningSlack>, desk: string): Outlet | undefined {
  for (const { outlets } of running.values()) {
    const outlet = outlets.get(desk);
    if (outlet) return outlet;
  }
  return undefined;
}

function sendNeedsOf(
  { house, log }: ChatNeeds,
  outlet: (desk: string) => Outlet | undefined,
): SendNeeds {
  const { store, outbox } = house.opened;
  return {
    store,
    outbox,
    outlet,
    draw: (desk, key) => postedCard({ read: store.read, clock: house.clock }, desk, key),
    accountOf: async (desk, person) => {
      const found = entryOf(house.town(), desk);
      return found && accountAt(store.read, { ...found, person });
    },
    onFault: (desk, code) => log.error({ desk, code }, 'a desk cannot be written to'),
    onSurprise: (desk, error) => log.error({ desk, error }, 'a message could not be shown'),
  };
}

function entryOf(town: Town | null, id: string): { town: Town; desk: DeskEntry } | null {
  const desk = town?.desks.find((one) => one.id === id);
  return town && desk ? { town, desk } : null;
}

interface Handling {
  readonly sending: SendNeeds;
  /** Something waits to be shown of which the database tells nobody. */
  readonly ring: () => void;
  readonly workspace: string;
}

/** What the desk in Slack is handed of the house. */
function handlersOf({ house, log, onAsk }: ChatNeeds, { sending, ring, workspace }: Handling) {
  const { store, outbox, drafts, accounts } = house.opened;
  return {
    onAsk,
    drafts,
    accounts,
    localeOf: async (actor: Parameters<typeof personOf>[2]) => {
      const town = house.town();
      const person = town && (await personOf(store.read, town, actor));
      return person?.locale ?? town?.profile.locale ?? 'en';
    },
    onRemoved: async (desk: string, ref: string) => {
      await lostMessage(sending, { desk, ref });
      ring();
    },
    onThread: async (desk: string, ref: string) => {
      const key = await outbox.keyOf(desk, ref);
      const found = entryOf(house.town(), desk);
      if (!found || !key?.startsWith('item:')) return;
      const unit = found.town.departments.find(({ id }) => id === found.desk.department);
      const { locale } = unit ?? found.town.profile;
      const card = lineCard(locale, `thread:${key}`, chatTexts(locale).threadIsInternal);
      await store.transaction((tx) =>
        tx.addMessage({ desk, key: card.key, conversation: 'channel', thread: key, card }),
      );
      ring();
    },
    onChannel: async (desk: string, trouble: Parameters<typeof troubled>[2]) => {
      await troubled(sending, { desk, conversation: 'channel' }, trouble);
      if (trouble !== null) return;
      await outbox.wake(desk);
      ring();
    },
    onFault: (code: string) => log.warn({ platform: 'slack', workspace, code }, 'Slack faulted'),
  };
}
