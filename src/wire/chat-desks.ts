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

export interface ChatNeeds extends Pick<DeskParts, 'house' | 'log'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onAsk: OnAsk;
}

/** Somebody else may have left work behind; the database tells of everything else. */
const LOOK_MS = 10_000;
const AFTER_FAULT_MS = 5_000;

/** Opens the town's chat desks, and keeps to the town file when it changes. */
export function openChatDesks(needs: ChatNeeds): ChatDesks {
  const { house, log } = needs;
  const { changes, outbox } = house.opened;
  const stopping = new AbortController();
  const running = new Map<string, RunningSlack>();
  const rooms = new Map<string, { bell: Bell; work: Promise<void> }>();
  const sending = sendNeedsOf(needs, (desk) => outletOf(running, desk));

  const arrange = async (): Promise<void> => {
    const wanted = slackWorkspaces(house.town(), needs.env);
    for (const [key, slack] of running) {
      if (wanted.has(key)) continue;
      running.delete(key);
      await slack[Symbol.asyncDispose]();
    }
    for (const [key, options] of wanted) {
      if (running.has(key)) continue;
      running.set(key, openSlack({ ...options, ...handlersOf(needs, sending, options.workspace) }));
      for (const { id } of options.desks) {
        if (!rooms.has(id)) rooms.set(id, keepSending(sending, id, stopping.signal));
      }
    }
    if (running.size > 0) await outbox.fill();
    for (const room of rooms.values()) room.bell.ring();
  };
  let arranging = arrange().catch((error) => log.error({ error }, 'a desk could not be opened'));
  const unsubscribe = changes.subscribe((what) => {
    for (const room of rooms.values()) room.bell.ring();
    if (what !== 'town') return;
    arranging = arranging
      .then(() => (stopping.signal.aborted ? undefined : arrange()))
      .catch((error) => log.error({ error }, 'a desk could not be opened'));
  });
  return {
    app: slackHttp({
      listeners: () => [...running.values()].flatMap(({ listener }) => listener ?? []),
      onRefused: (code) => log.warn({ platform: 'slack', code }, 'a request was refused'),
    }),
    async lookAgain() {
      await outbox.lookAgain(house.clock.now());
      for (const room of rooms.values()) room.bell.ring();
    },
    async [Symbol.asyncDispose]() {
      unsubscribe();
      stopping.abort(new Error('the desk is closing'));
      await arranging;
      await Promise.all([...running.values()].map((slack) => slack[Symbol.asyncDispose]()));
      await Promise.all([...rooms.values()].map(({ work }) => work));
    },
  };

  function keepSending(with_: SendNeeds, desk: string, signal: AbortSignal) {
    const own = bell();
    const work = (async () => {
      while (!signal.aborted) {
        const waitMs = await sendMessages(with_, { desk, signal }).catch((error: unknown) => {
          if (!signal.aborted) log.error({ error, desk }, 'a message could not be shown');
          return AFTER_FAULT_MS;
        });
        await own.heard(Math.min(waitMs ?? LOOK_MS, LOOK_MS), signal);
      }
    })();
    return { bell: own, work };
  }
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
    clock: house.clock,
    outbox,
    outlet,
    draw: (desk, key) => postedCard({ read: store.read, clock: house.clock }, desk, key),
    accountOf: async (desk, person) => {
      const found = entryOf(house.town(), desk);
      return found && accountAt(store.read, { ...found, person });
    },
    onFault: (desk, code) => log.error({ desk, code }, 'a desk cannot be written to'),
  };
}

function entryOf(town: Town | null, id: string): { town: Town; desk: DeskEntry } | null {
  const desk = town?.desks.find((one) => one.id === id);
  return town && desk ? { town, desk } : null;
}

/** What the desk in Slack is handed of the house. */
function handlersOf({ house, log, onAsk }: ChatNeeds, sending: SendNeeds, workspace: string) {
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
    onRemoved: (desk: string, ref: string) => lostMessage(sending, { desk, ref }),
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
    },
    onChannel: async (desk: string, trouble: Parameters<typeof troubled>[2]) => {
      await troubled(sending, { desk, conversation: 'channel' }, trouble);
      if (trouble === null) await outbox.wake(desk);
    },
    onFault: (code: string) => log.warn({ platform: 'slack', workspace, code }, 'Slack faulted'),
  };
}
