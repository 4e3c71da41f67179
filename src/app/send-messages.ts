import { createHash } from 'node:crypto';
import type { Card } from '#ports/desk.ts';
import type { Outbox, WaitingMessage } from '#ports/outbox.ts';
import type { Delivered, Outlet, Place } from '#ports/outlet.ts';
import type { Store } from '#ports/store.ts';
import { type NoticeTrouble, troubled } from './desk-trouble.ts';

/** What a message of the desk's shows now. */
export interface Drawn {
  readonly card: Card;
  /** It shows what is closed: nobody has to see it who has not seen it yet. */
  readonly closed: boolean;
  /** When it will look different though nothing happens; null: never. */
  readonly lookAgainAtMs: number | null;
  /** Said in its thread, and aloud, when it was shown closed before. */
  readonly reopened?: Card;
}

export interface SendNeeds extends NoticeTrouble {
  readonly store: Store;
  readonly outbox: Outbox;
  /** Null when there is nothing to show any more. */
  readonly draw: (desk: string, key: string) => Promise<Drawn | null>;
  readonly outlet: (desk: string) => Outlet | undefined;
  /** The account by which a person is written to at a desk; null when there is none. */
  readonly accountOf: (desk: string, person: string) => Promise<string | null>;
  /** A fault nobody foresaw. */
  readonly onSurprise: (desk: string, error: unknown) => void;
}

/** A platform that has not answered by then is asked again; shorter than a message's lease. */
const PLATFORM_TIMEOUT_MS = 10_000;
/** While nothing gets through it is tried again so often: the channel is right within a minute. */
const REST_MAX_MS = 15_000;
/** So many failures in a row are more than a hiccup. */
const HICCUPS = 4;
/** A message with which something is wrong lets the others pass. */
const LET_OTHERS_MS = 30_000;
/** One that the platform does not take is offered again after so long, or as soon as it is another. */
const REFUSED_MS = 15 * 60_000;
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Shows at a chat desk what waits to be shown, until nothing can be sent for now; returns how long
 * that is, null when nothing waits. On any number of replicas at once.
 */
export async function sendMessages(
  needs: SendNeeds,
  { desk, signal }: { desk: string; signal: AbortSignal },
): Promise<number | null> {
  while (!signal.aborted) {
    const outlet = needs.outlet(desk);
    if (!outlet) return null;
    const claimed = await needs.outbox.claim(desk);
    if ('waitMs' in claimed) return claimed.waitMs;
    try {
      await show({ ...needs, only: outlet }, claimed, signal);
    } catch (error) {
      if (signal.aborted) return null;
      // One that cannot be drawn keeps nobody else waiting.
      needs.onSurprise(desk, error);
      await needs.outbox.postpone(claimed, {
        post: 'unknown',
        restMs: 0,
        letOthersMs: LET_OTHERS_MS,
      });
    }
  }
  return null;
}

type ShowNeeds = SendNeeds & { readonly only: Outlet };

async function show(
  needs: ShowNeeds,
  message: WaitingMessage,
  stopping: AbortSignal,
): Promise<void> {
  const { outbox, only } = needs;
  const { card, ref, postingSinceMs } = message;
  const asItIs = card && { card, closed: false, lookAgainAtMs: null };
  const drawn = asItIs ?? (await needs.draw(message.desk, message.key));
  const place = await placeOf(needs, message);
  if (!drawn || !place) return outbox.drop(message);
  const { closed, lookAgainAtMs } = drawn;
  // What nobody has seen and nobody has to see; unless an uncertain post left it there.
  const isMoot = closed && ref === undefined;
  if (isMoot && postingSinceMs === undefined) return outbox.drop(message);
  const hash = createHash('sha256').update(JSON.stringify(drawn.card)).digest('base64url');
  const shown = { hash, closed, lookAgainAtMs };
  if (ref !== undefined && message.hash === hash)
    return outbox.shown(message, { ref, ...shown }, 'unsent');
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(PLATFORM_TIMEOUT_MS)]);
  let outcome = await deliver(only, message, { place, card: drawn.card, signal, isMoot });
  if (outcome.kind === 'refused') {
    needs.onFault(message.desk, outcome.code);
    outcome = await deliver(only, message, { place, card: plain(drawn.card), signal, isMoot });
  }
  if (outcome.kind === 'absent') return outbox.drop(message);
  if (outcome.kind !== 'sent') return settle(needs, message, outcome);
  await outbox.shown(message, { ref: outcome.ref, ...shown }, 'sent');
  if (message.fault) await troubled(needs, message, null);
  if (message.closed && !closed && 'reopened' in drawn && drawn.reopened)
    await sayReopened(needs, message, drawn.reopened);
}

async function placeOf(needs: SendNeeds, message: WaitingMessage): Promise<Place | null> {
  const { desk, conversation, thread, key } = message;
  if (thread !== undefined)
    return { kind: 'thread', under: thread, aloud: key.startsWith(REOPENED) };
  if (conversation === 'channel') return { kind: 'channel' };
  const user = await needs.accountOf(desk, conversation.slice('person:'.length));
  return user === null ? null : { kind: 'person', user };
}

interface Delivery {
  readonly place: Place;
  readonly card: Card;
  readonly signal: AbortSignal;
  /** It is not posted: only what may stand there already is edited. */
  readonly isMoot: boolean;
}

async function deliver(
  outlet: Outlet,
  { ref, key, postingSinceMs }: WaitingMessage,
  { place, card, signal, isMoot }: Delivery,
): Promise<Delivered | { readonly kind: 'absent' }> {
  if (ref !== undefined) return outlet.edit(ref, card, signal);
  if (postingSinceMs === undefined) return outlet.post(place, card, signal);
  const sinceMs = postingSinceMs - CLOCKS_DIFFER_MS;
  const found = await outlet.find(place, key, sinceMs, signal);
  if (found.kind === 'sent') return outlet.edit(found.ref, card, signal);
  return found.kind === 'absent' && !isMoot ? outlet.post(place, card, signal) : found;
}

/** A card that no platform can object to. */
const plain = (card: Card): Card => ({
  ...card,
  body: [{ kind: 'text', text: card.fallbackText }],
});

async function settle(
  needs: SendNeeds,
  message: WaitingMessage,
  outcome: Exclude<Delivered, { kind: 'sent' }>,
): Promise<void> {
  const { outbox } = needs;
  const { desk, attempts, fault } = message;
  // An earlier post may be there: it is still to be looked for, whatever became of this try.
  const post = message.postingSinceMs === undefined ? 'unsent' : 'unknown';
  switch (outcome.kind) {
    case 'missing':
      return lostMessage(needs, { desk, ref: message.ref ?? '' });
    case 'wait':
      return outbox.postpone(message, { post, restMs: outcome.ms });
    case 'refused':
      needs.onFault(desk, outcome.code);
      return outbox.postpone(message, { post, restMs: 0, letOthersMs: REFUSED_MS });
    case 'closed':
      if (message.conversation !== 'channel') {
        needs.onFault(desk, outcome.code);
        return outbox.drop(message);
      }
      await outbox.postpone(message, { post, restMs: REST_MAX_MS });
      return troubled(needs, message, outcome.code);
    case 'retry':
    case 'ambiguous': {
      await outbox.postpone(message, {
        post: outcome.kind === 'retry' ? post : 'unknown',
        restMs: Math.min(REST_MAX_MS, 1_000 * 2 ** (attempts - 1)),
        ...(attempts > HICCUPS && { letOthersMs: LET_OTHERS_MS }),
      });
      // What is told already is not told again under another name.
      if (attempts >= HICCUPS && fault === undefined) await troubled(needs, message, 'unreachable');
    }
  }
}

/** Somebody removed a message of the desk's by hand: it comes back while it is needed, and it is told. */
export async function lostMessage(
  needs: Pick<SendNeeds, 'outbox' | 'store'> & NoticeTrouble,
  { desk, ref }: { desk: string; ref: string },
): Promise<void> {
  const key = await needs.outbox.lost(desk, ref);
  if (key !== null) await troubled(needs, { desk, conversation: 'channel' }, 'deleted');
}

const REOPENED = 'reopened:';

/** A card that was closed has scrolled away: that it is open again is said where people look. */
function sayReopened({ store }: SendNeeds, message: WaitingMessage, card: Card): Promise<void> {
  const { desk, conversation, key, change } = message;
  const said = `${REOPENED}${key}:${change}`;
  return store.transaction((tx) =>
    tx.addMessage({ desk, conversation, key: said, thread: key, card: { ...card, key: said } }),
  );
}
