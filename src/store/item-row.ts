import type { ItemClass } from '#domain/items/class.ts';
import type { Cycle, Item, ItemState, NoAnswerReason } from '#domain/items/item.ts';
import type { ClockCycle, Prisma, Item as Row } from './generated/client.ts';
import { storableAll } from './storable.ts';

export type ItemRow = Row & { readonly cycles: readonly ClockCycle[] };

/** What must be read with an item's row: the cycles it has had, one to a few. */
export const WITH_CYCLES = { cycles: true } as const satisfies Prisma.ItemInclude;

export function toItem(row: ItemRow): Item {
  const cycle = row.cycles.find(({ n }) => n === row.cycleN);
  return {
    id: row.id,
    channel: row.channel,
    department: row.department,
    externalId: row.externalId,
    ...(row.parentExternalId !== null && { parentExternalId: row.parentExternalId }),
    ...(row.rootExternalId !== null && { rootExternalId: row.rootExternalId }),
    ...(row.authorId !== null && { author: row.authorId }),
    visibility: row.visibility as Item['visibility'],
    ...(row.url !== null && { url: row.url }),
    publishedAtMs: Number(row.publishedAtMs),
    receivedAtMs: Number(row.receivedAtMs),
    itemClass: row.itemClass as ItemClass,
    classConfirmed: row.classConfirmed,
    state: toState(row),
    ...(cycle && { cycle: toCycle(cycle) }),
    presence: row.presence as Item['presence'],
    ...(row.snoozedUntilMs !== null && { snoozedUntilMs: Number(row.snoozedUntilMs) }),
    rev: row.rev,
  };
}

/** An item's own columns; the working copy of its text is written with its versions. */
export function fromItem(item: Omit<Item, 'id'>) {
  const running = item.cycle !== undefined && item.cycle.stoppedAtMs === undefined;
  return storableAll({
    channel: item.channel,
    department: item.department,
    externalId: item.externalId,
    parentExternalId: item.parentExternalId ?? null,
    rootExternalId: item.rootExternalId ?? null,
    authorId: item.author ?? null,
    visibility: item.visibility,
    url: item.url ?? null,
    publishedAtMs: BigInt(item.publishedAtMs),
    receivedAtMs: BigInt(item.receivedAtMs),
    itemClass: item.itemClass,
    classConfirmed: item.classConfirmed,
    ...fromState(item.state),
    cycleN: item.cycle?.n ?? null,
    clockRunning: running,
    nextActionAtMs: running ? 0n : null,
    dueAtMs: running ? bigOrNull(item.cycle?.dueAtMs) : null,
    presence: item.presence,
    snoozedUntilMs: bigOrNull(item.snoozedUntilMs),
    rev: item.rev,
  });
}

export function fromCycle(cycle: Cycle) {
  return {
    clock: cycle.clock,
    startAtMs: BigInt(cycle.startAtMs),
    dueAtMs: bigOrNull(cycle.dueAtMs),
    overdueFromMs: bigOrNull(cycle.overdueFromMs),
    stoppedAtMs: bigOrNull(cycle.stoppedAtMs),
    stoppedBy: cycle.stoppedBy ?? null,
  };
}

function toCycle(row: ClockCycle): Cycle {
  return {
    n: row.n,
    clock: row.clock as Cycle['clock'],
    startAtMs: Number(row.startAtMs),
    dueAtMs: numberOrNull(row.dueAtMs),
    overdueFromMs: numberOrNull(row.overdueFromMs),
    ...(row.stoppedAtMs !== null && { stoppedAtMs: Number(row.stoppedAtMs) }),
    ...(row.stoppedBy !== null && {
      stoppedBy: row.stoppedBy as NonNullable<Cycle['stoppedBy']>,
    }),
  };
}

function toState(row: Row): ItemState {
  const kind = row.stateKind as ItemState['kind'];
  const atMs = Number(row.stateAtMs);
  switch (kind) {
    case 'new':
    case 'open':
      return { kind };
    case 'taken':
      return { kind, holder: row.holder ?? '', sinceMs: atMs };
    case 'answered':
      return { kind, origin: row.answerOrigin === 'native' ? 'native' : 'desk', atMs };
    case 'referred':
      return { kind, referral: row.referral ?? '', atMs };
    case 'no-answer':
      return { kind, reason: row.noAnswerReason as NoAnswerReason, atMs };
  }
}

function fromState(state: ItemState) {
  return {
    stateKind: state.kind,
    stateAtMs: bigOrNull(
      'atMs' in state ? state.atMs : 'sinceMs' in state ? state.sinceMs : undefined,
    ),
    holder: state.kind === 'taken' ? state.holder : null,
    answerOrigin: state.kind === 'answered' ? state.origin : null,
    referral: state.kind === 'referred' ? state.referral : null,
    noAnswerReason: state.kind === 'no-answer' ? state.reason : null,
  };
}

export const bigOrNull = (ms: number | null | undefined): bigint | null =>
  ms === null || ms === undefined ? null : BigInt(ms);

export const numberOrNull = (ms: bigint | null): number | null => (ms === null ? null : Number(ms));
