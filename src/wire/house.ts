import {
  createHash,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomInt,
  randomUUID,
} from 'node:crypto';
import { join } from 'node:path';
import type { Channel } from '#domain/channels/channel.ts';
import type { StartCycle } from '#domain/items/arrival.ts';
import type { Town } from '#domain/town/town.ts';
import type { Clock } from '#ports/clock.ts';
import type { Connector } from '#ports/connector.ts';
import type { Flagger } from '#ports/flagger.ts';
import type { LogVerdict } from '#ports/operator.ts';
import { type Calendars, calendars, cyclesOf } from '../app/due.ts';
import { logSigner } from '../app/sign-log.ts';
import { verifyRecord } from '../app/verify-record.ts';
import { fastClock, wallClock } from '../clock/clock.ts';
import type { Config } from '../config.ts';
import { ruleFlagger } from '../flagging/rule-flagger.ts';
import { openLogKey } from '../log-key/key-file.ts';
import { type OpenStore, openStore } from '../store/open.ts';
import { connectorOf } from './connectors.ts';
import type { Env } from './env.ts';

/** The town's record and what computes on it, open; with or without a desk before it. */
export interface House extends AsyncDisposable {
  readonly opened: OpenStore;
  readonly clock: Clock;
  readonly calendars: Calendars;
  readonly cycles: (town: Town, channel: Channel) => StartCycle;
  readonly flagger: (town: Town) => Flagger;
  readonly connector: (channel: string) => Connector | undefined;
  /** The town in force, as last told by the store; null before the first is applied. */
  readonly town: () => Town | null;
  readonly signLog: () => Promise<void>;
  readonly verifyLog: (held: readonly string[]) => Promise<LogVerdict>;
  /** For forms and challenges; the same on all replicas, which share the log's key. */
  readonly siteSecret: Uint8Array;
}

export type HouseConfig = Pick<Config, 'DATABASE_URL' | 'KVORUM_DATA' | 'KVORUM_SPEED'>;

/** Opens the store, the log's key and the clock. Throws StoreError when another process holds the folder. */
export async function openHouse(config: HouseConfig, env: Env): Promise<House> {
  await using opening = new AsyncDisposableStack();
  const dataFolder = config.KVORUM_DATA;
  const opened = opening.use(
    await openStore({
      dataFolder,
      ...(config.DATABASE_URL && { databaseUrl: config.DATABASE_URL }),
    }),
  );
  const privateKey = await openLogKey(join(dataFolder, 'log-key.pem'));
  const origin = originOf(privateKey);
  const { ledger } = opened;
  const clock = await clockFor(opened, config.KVORUM_SPEED);
  const town = await townInForce(opened);
  const prepared = calendars(clock.now);
  const connectors = remembered<Channel, Connector | undefined>((channel) =>
    connectorOf(channel, { env, dataFolder, clock }),
  );
  const closing = opening.move();
  return {
    opened,
    clock,
    calendars: prepared,
    cycles: (of, channel) => cyclesOf(prepared, of, channel),
    flagger: remembered(flaggerFor),
    connector: (id) => {
      const channel = town()?.channels.find((c) => c.id === id);
      return channel && connectors(channel);
    },
    town,
    signLog: logSigner({ ledger, privateKey, origin }),
    verifyLog: async (held) => {
      const verified = await verifyRecord({ ledger, origin, key: privateKey }, { held });
      return { ...verified, root: Buffer.from(verified.root).toString('hex') };
    },
    siteSecret: secretFrom(privateKey, 'site'),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** The log is named after its key: a name that is unique and never changes while the key does not. */
function originOf(privateKey: KeyObject): string {
  const key = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return `kvorum/${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

function secretFrom(privateKey: KeyObject, use: string): Uint8Array {
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' });
  return new Uint8Array(hkdfSync('sha256', seed, '', `kvorum ${use}`, 32));
}

/** A rehearsal's time never runs backwards, also when the last one was faster. */
async function clockFor({ ledger }: OpenStore, speed: number): Promise<Clock> {
  const size = await ledger.size();
  const [last] = size > 0 ? await ledger.logLines(size - 1, 1) : [];
  const lastMs = last ? Date.parse((JSON.parse(last.line) as { at: string }).at) : 0;
  const wallMs = wallClock.now();
  return speed === 1 && lastMs <= wallMs ? wallClock : fastClock(Math.max(wallMs, lastMs), speed);
}

/** Read once and whenever the store tells that it is another now. */
async function townInForce({ store, changes }: OpenStore): Promise<() => Town | null> {
  let town = await store.read.town();
  changes.subscribe((what) => {
    if (what !== 'town') return;
    store.read.town().then(
      (next) => {
        town = next;
      },
      () => {
        // The database is away; /ready says so, and the next change or start reads it again.
      },
    );
  });
  return () => town;
}

function flaggerFor(town: Town): Flagger {
  const hosts = [town.profile.website, ...town.channels.map((c) => c.url)].map(
    (url) => new URL(url).hostname,
  );
  return ruleFlagger({ grounds: town.grounds, ownHosts: [...new Set(hosts)] });
}

/** The last answers, by content: a town or a channel is made anew at every reading. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const CAP = 500;
  const byObject = new WeakMap<object, V>();
  const byContent = new Map<string, V>();
  return (key) => {
    const known = byObject.get(key as object);
    if (known !== undefined) return known;
    const content = JSON.stringify(key);
    const made = byContent.get(content) ?? make(key);
    if (byContent.size >= CAP) byContent.clear();
    byContent.set(content, made);
    byObject.set(key as object, made);
    return made;
  };
}

/** A receipt number that can be read over the telephone: no letter is mistaken for a digit. */
export function newReceipt(): string {
  const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const letters = (n: number) =>
    Array.from({ length: n }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `R-${letters(4)}-${letters(4)}`;
}

export const newKey = (): string => randomUUID();
