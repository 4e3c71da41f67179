import type { Item } from '#domain/items/item.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import { returned } from '#domain/items/transitions.ts';
import type { Clock } from '#ports/clock.ts';
import type { Connector, Outcome, PlatformAction } from '#ports/connector.ts';
import type { Store, Tx } from '#ports/store.ts';
import { note, save } from './on-item.ts';
import { replySent } from './reply-sent.ts';

/** A platform that has not answered by then is asked again later. */
const PLATFORM_TIMEOUT_MS = 30_000;

export interface DeliverReplyNeeds {
  readonly store: Pick<Store, 'transaction'>;
  readonly clock: Clock;
  readonly connector: (channel: string) => Connector | undefined;
}

interface Delivery {
  readonly reply: OutgoingReply;
  readonly action: PlatformAction;
  readonly connector: Connector;
  /** An earlier run may have reached the platform. */
  readonly mayStand: boolean;
}

/**
 * The job that publishes a reply, once and only once: `sending` is committed before the platform is
 * called, and a reply found in that state is looked up before it is sent again. Throws when it is to
 * be tried again.
 */
export async function deliverReply(
  needs: DeliverReplyNeeds,
  { reply, signal }: { reply: number; signal: AbortSignal },
): Promise<void> {
  const delivery = await begin(needs, reply);
  if (!delivery) return;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PLATFORM_TIMEOUT_MS)]);
  await record(needs, reply, await publish(delivery, limit));
}

function begin({ store, clock, connector }: DeliverReplyNeeds, id: number) {
  return store.transaction(async (tx): Promise<Delivery | null> => {
    const reply = await tx.lockReply(id);
    if (reply?.state.kind !== 'queued' && reply?.state.kind !== 'sending') return null;
    const item = await tx.item(reply.item);
    if (!item) return null;
    const port = connector(item.channel);
    if (!port) {
      await refused(tx, reply, NO_CONNECTOR, clock.now());
      return null;
    }
    const mayStand = reply.state.kind === 'sending';
    await tx.saveReply({ ...reply, state: { kind: 'sending', sinceMs: clock.now() } });
    return { reply, action: actionOf(reply, item), connector: port, mayStand };
  });
}

function actionOf({ key, text }: OutgoingReply, item: Item): PlatformAction {
  const { externalId, parentExternalId, rootExternalId } = item;
  const ref = {
    externalId,
    ...(parentExternalId && { parentExternalId }),
    ...(rootExternalId && { rootExternalId }),
  };
  return { key, item: ref, verb: 'reply', text };
}

async function publish(
  { connector, action, mayStand }: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const standing = mayStand ? await connector.findOwn(action, signal) : null;
  if (standing) return { kind: 'already', ...standing };
  const outcome = await connector.act(action, signal);
  if (outcome.kind !== 'ambiguous') return outcome;
  const found = await connector.findOwn(action, signal);
  return found ? { kind: 'already', ...found } : outcome;
}

function record({ store, clock }: DeliverReplyNeeds, id: number, outcome: Outcome): Promise<void> {
  return store.transaction(async (tx) => {
    const reply = await tx.lockReply(id);
    if (reply?.state.kind !== 'sending') return;
    const nowMs = clock.now();
    switch (outcome.kind) {
      case 'applied':
      case 'already': {
        const { externalId = '', url, atMs = nowMs } = outcome;
        await replySent(tx, reply, { externalId, atMs, ...(url && { url }) }, { nowMs });
        return;
      }
      case 'manual':
        return byHand(tx, reply, outcome.how, nowMs);
      case 'refused':
        return refused(tx, reply, outcome, nowMs);
      case 'ambiguous':
      case 'retry':
        throw new Error(`Reply ${id}: ${outcome.message}`);
    }
  });
}

const NO_CONNECTOR = {
  code: 'no-connector',
  message: 'The channel is not in the town file any more, or its secrets are missing.',
};

async function byHand(tx: Tx, reply: OutgoingReply, how: string, nowMs: number): Promise<void> {
  await tx.saveReply({ ...reply, state: { kind: 'by-hand', how } });
  const item = await tx.lockItem(reply.item);
  if (!item) return;
  note({ tx, item, nowMs }, 'reply.by-hand', { data: { reply: reply.id } });
  await save(tx, { ...item, rev: item.rev + 1 });
}

async function refused(
  tx: Tx,
  reply: OutgoingReply,
  { code, message }: Pick<Extract<Outcome, { kind: 'refused' }>, 'code' | 'message'>,
  nowMs: number,
): Promise<void> {
  await tx.saveReply({ ...reply, state: { kind: 'refused', code, message } });
  const item = await tx.lockItem(reply.item);
  if (!item) return;
  // A platform's code may be anything: only what looks like one goes into the log.
  const known = /^[\w.-]{1,60}$/.test(code) ? code : 'unnamed';
  note({ tx, item, nowMs }, 'reply.failed', { data: { reply: reply.id, code: known } });
  await save(tx, returned(item));
}
