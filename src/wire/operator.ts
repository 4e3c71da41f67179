import { resolve } from 'node:path';
import type { TownFault } from '#domain/town/fault.ts';
import type { Connector } from '#ports/connector.ts';
import type { ChannelReport, DocumentFault, Operator, TownAnswer } from '#ports/operator.ts';
import { applyTown, planTown, type TownPlan, type TownRefusal } from '../app/apply-town.ts';
import { connections } from '../connections.ts';
import { readTown } from '../town-file/read.ts';
import type { House } from './house.ts';

/** What the installation's keeper may do with an open house. */
export function operatorOf(house: House, deskUrl: () => string): Operator {
  const { store } = house.opened;
  return {
    async planTown(document) {
      const read = readTown(document, connections);
      if (!read.ok) return { kind: 'faulty', faults: read.refusal };
      return answerOf('plan', await planTown({ store }, { town: read.value.town }));
    },
    async applyTown(document, base) {
      const read = readTown(document, connections);
      if (!read.ok) return { kind: 'faulty', faults: read.refusal };
      const { town, sha256 } = read.value;
      const asked = { town, sha256, by: 'operator', base };
      return answerOf('applied', await applyTown({ store, clock: house.clock }, asked));
    },
    verifyLog: (held) => house.verifyLog(held),
    unlink: (person) => house.opened.accounts.unlinkAll(person),
    async issueCode(person) {
      const town = await store.read.town();
      if (!town?.people.some((p) => p.id === person)) return null;
      return house.opened.accounts.issueCode(person, 'operator');
    },
    async issueLink(person) {
      const town = await store.read.town();
      if (!town?.people.some((p) => p.id === person)) return null;
      const access = house.opened.access({ rehearsal: false });
      return `${deskUrl()}/enter/${await access.issueLink(person, 'operator')}`;
    },
    examineChannels: () => examineChannels(house),
  };
}

/** Each channel's platform is asked for at most 20 s, all at the same time. */
const EXAMINATION_MS = 20_000;

async function examineChannels(house: House): Promise<ChannelReport[]> {
  const { store } = house.opened;
  const town = await store.read.town();
  return Promise.all(
    (town?.channels ?? []).map(async ({ id: channel, platform }) => {
      const { pulledAtMs, fault } = await store.read.channelState(channel);
      const signal = AbortSignal.timeout(EXAMINATION_MS);
      const findings = await health(house, channel, signal);
      const pulledAt = pulledAtMs === null ? null : new Date(pulledAtMs).toISOString();
      const notUnderstood = await house.opened.ledger.notUnderstood(channel);
      return { channel, platform, findings, pulledAt, notUnderstood, fault };
    }),
  );
}

async function health(house: House, channel: string, signal: AbortSignal) {
  const fault = (check: 'reach' | 'credentials', message: string) => [
    { check, ok: false, message },
  ];
  let connector: Connector | undefined;
  try {
    connector = house.connector(channel);
  } catch {
    return fault('credentials', 'A secret that the town file names is missing or malformed.');
  }
  const asked = connector?.health(signal) ?? Promise.resolve([]);
  return asked.catch((error: unknown) => fault('reach', `It did not answer: ${wordsOf(error)}`));
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Outcome = { ok: true; value: TownPlan } | { ok: false; refusal: TownRefusal };

function answerOf(kind: 'plan' | 'applied', outcome: Outcome): TownAnswer {
  if (outcome.ok) return { kind, ...outcome.value };
  if (outcome.refusal.kind === 'moved-on') return { kind: 'moved-on' };
  return { kind: 'faulty', faults: outcome.refusal.faults.map(placeless) };
}

/** A fault that only shows beside the town in force has no line of its own. */
function placeless(fault: TownFault): DocumentFault {
  return { line: 1, column: 1, path: fault.path.join('.'), message: fault.code };
}

export const townFilePath = (given: string | undefined): string =>
  given ? resolve(given) : resolve(import.meta.dirname, '../../examples/rehearsal.yaml');
