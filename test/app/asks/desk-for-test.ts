import { calendars, cyclesOf } from '#app/due.ts';
import { contentHash, firstSeen } from '#domain/items/arrival.ts';
import type { ItemClass } from '#domain/items/class.ts';
import type { Flag } from '#domain/items/flag.ts';
import type { Item } from '#domain/items/item.ts';
import type { Person } from '#domain/people/person.ts';
import type { Town } from '#domain/town/town.ts';
import type {
  Capability,
  Connector,
  Outcome,
  OwnReceipt,
  PlatformAction,
} from '#ports/connector.ts';
import type { Card, Form, OnAsk, Reply } from '#ports/desk.ts';
import type { Mailer, MailOutcome, OutgoingMail } from '#ports/mail.ts';
import { dispatch } from '../../../commands/dispatch.ts';
import { storeForTest } from '../../store-for-test.ts';
import { BLOG, TOWN } from '../town.ts';

/** A Thursday, 10:00 in Stockholm. */
export const NOON_MS = Date.parse('2026-11-19T09:00:00Z');
export const HOUR_MS = 3_600_000;

const mandate = { decision: 'KS 2026:12', from: '2026-01-01' };
const staff = { unit: 'Kommunikationsenheten', locale: 'sv', department: 'info', mandate } as const;

const person = (id: string, name: string, more: Partial<Person>): Person => ({
  ...staff,
  id,
  name,
  email: `${id}@bjorkdal.example`,
  roles: ['moderator'],
  identities: [],
  ...more,
});

export const ASK_TOWN: Town = {
  ...TOWN,
  departments: [
    ...TOWN.departments,
    {
      id: 'roads',
      name: 'Gator och vägar',
      locale: 'en',
      zone: 'Europe/Stockholm',
      calendar: 'office',
      registry: 'roads@bjorkdal.example',
    },
  ],
  people: [
    ...TOWN.people,
    person('rita', 'Rita Läs', { roles: ['reader'] }),
    person('sven', 'Sven Slut', {
      mandate: { decision: 'KS 1', from: '2025-01-01', until: '2025-12-31' },
    }),
    person('cleo', 'Cleo Chat', {
      locale: 'en',
      identities: [{ platform: 'slack', workspace: 'T1', user: 'U1' }],
    }),
  ],
};

/** Records what reached the platform; `next` is what the coming calls do. */
export function fakeConnector() {
  const published: PlatformAction[] = [];
  const looks: string[] = [];
  const next: (Outcome | 'lost-after' | 'lost-before')[] = [];
  const how: Capability = { how: 'api', reversible: true, needs: [] };
  const receipt = (action: PlatformAction): OwnReceipt => ({
    externalId: `own-${published.findIndex(({ key }) => key === action.key)}`,
    atMs: NOON_MS + 5 * 60_000,
  });
  const connector: Connector = {
    platform: 'webhook',
    capabilities: () =>
      Promise.resolve({
        ingest: ['push'],
        reply: how,
        hide: how,
        unhide: how,
        remove: how,
        block: how,
        unblock: how,
        notifyAuthor: how,
        detectsEdit: true,
        detectsDeletion: true,
        privateMessages: false,
      }),
    parse: () => [],
    fetchItem: () => Promise.resolve('gone'),
    async act(action) {
      const what = next.shift();
      if (what === 'lost-before') throw new Error('the process died before the platform answered');
      if (what === 'lost-after') {
        published.push(action);
        throw new Error('the process died after the platform took it');
      }
      if (what?.kind === 'ambiguous') published.push(action);
      if (what) return what;
      published.push(action);
      return { kind: 'applied', ...receipt(action) };
    },
    async findOwn(action) {
      looks.push(action.key);
      return published.some(({ key }) => key === action.key) ? receipt(action) : null;
    },
    health: () => Promise.resolve([]),
  };
  return { connector, published, looks, next };
}

export function fakeMailer() {
  const sent: OutgoingMail[] = [];
  const next: (MailOutcome | 'lost-after')[] = [];
  const mailer: Mailer = {
    async send(mail) {
      const what = next.shift();
      if (what === 'lost-after') {
        sent.push(mail);
        throw new Error('the process died after the server took it');
      }
      if (what) return what;
      sent.push(mail);
      return { kind: 'accepted' };
    },
  };
  return { mailer, sent, next };
}

/** A desk on a real store in memory, with one clock that the test moves. */
export async function deskForTest() {
  const open = await storeForTest();
  const { store } = open;
  const clock = { nowMs: NOON_MS, now: () => clock.nowMs };
  const surprises: unknown[] = [];
  let keys = 0;
  const newKey = () => `key-${++keys}-0000`;
  const prepared = calendars(() => clock.nowMs);
  const onAsk: OnAsk = dispatch({
    store,
    clock,
    calendars: prepared,
    newKey,
    accounts: open.accounts,
    receiveReport: ({ department }) =>
      Promise.resolve(
        department === 'info'
          ? { kind: 'received', receipt: 'R-1' }
          : { kind: 'no-such-department' },
      ),
    onSurprise: (error) => surprises.push(error),
  });
  await store.transaction((tx) => tx.saveTown(ASK_TOWN, 'anna', NOON_MS));

  let comments = 0;
  async function comment(
    text = 'När öppnar badhuset?',
    more: {
      itemClass?: ItemClass;
      flags?: Flag[];
      atMs?: number;
      name?: string;
      language?: string;
    } = {},
  ): Promise<Item> {
    const externalId = `c${++comments}`;
    const { itemClass = 'question', flags = [], atMs = clock.nowMs, language = 'sv' } = more;
    const writer = { externalId: `a-${more.name ?? 'Kalle'}`, name: more.name ?? 'Kalle' };
    return store.transaction(async (tx) => {
      const author = await tx.author('blog', writer);
      const sight = {
        channel: 'blog',
        department: 'info',
        externalId,
        author,
        visibility: 'public' as const,
        url: `https://blog.bjorkdal.example/#${externalId}`,
        publishedAtMs: atMs,
        receivedAtMs: atMs,
        presence: 'shown' as const,
      };
      const item = await tx.addItem(
        firstSeen(sight, itemClass, cyclesOf(prepared, ASK_TOWN, BLOG)),
      );
      const { n } = await tx.addVersion(item.id, {
        contentHash: contentHash(text, []),
        seenAtMs: atMs,
        text,
        author: writer,
        media: [],
      });
      await tx.addFlags(item.id, n, {
        flags,
        suggestedClass: itemClass,
        language,
        rulesVersion: '1',
      });
      await tx.changed(`item:${item.id}`);
      return item;
    });
  }

  let seenJobs = 0;
  /** Jobs committed since they were last asked for. */
  async function newJobs() {
    const all = await open.jobs();
    const fresh = all.slice(seenJobs);
    seenJobs = all.length;
    return fresh.map(({ name, data }) => ({ name, data }));
  }

  let asks = 0;
  const base = (user: string) => ({
    actor: { platform: 'web', user },
    dedupeKey: `ask-${++asks}`,
  });
  return {
    ...open,
    clock,
    surprises,
    newKey,
    calendars: prepared,
    onAsk,
    comment,
    newJobs,
    ask: (user: string, text: string) => onAsk({ ...base(user), kind: 'command', text }),
    press: (user: string, verb: string, ref: string | number, rev: number) =>
      onAsk({ ...base(user), kind: 'action', verb, ref: String(ref), rev }),
    submit: (user: string, form: Form, values: Record<string, string>) =>
      onAsk({
        ...base(user),
        kind: 'formSubmit',
        form: form.id,
        ref: form.ref,
        rev: form.rev,
        values,
      }),
    base,
    item: async (id: number): Promise<Item> => {
      const item = await store.read.item(id);
      if (!item) throw new Error(`no item ${id}`);
      return item;
    },
    types: async (id: number) => (await store.read.history(id)).map(({ type }) => type),
  };
}

export type DeskForTest = Awaited<ReturnType<typeof deskForTest>>;

export function cardOf(reply: Reply): Card {
  if (reply.kind !== 'card') throw new Error(`not a card: ${JSON.stringify(reply)}`);
  return reply.card;
}

export function noticeOf(reply: Reply): string {
  if (reply.kind === 'text') return reply.text;
  if (reply.kind === 'card') return reply.notice ?? '';
  throw new Error(`not told: ${JSON.stringify(reply)}`);
}

export function formOf(reply: Reply): Form {
  if (reply.kind !== 'form' && reply.kind !== 'errors')
    throw new Error(`not a form: ${JSON.stringify(reply)}`);
  return reply.form;
}

/** Everything a card or page says, as one text. */
export function saidBy(reply: Reply | Card | Form): string {
  return JSON.stringify(reply);
}
