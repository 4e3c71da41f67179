import type { OutgoingReply } from '#domain/items/reply.ts';
import type { Locked } from './on-item.ts';

/** The reply that waits for the platform, or for a person to publish it by hand. */
export async function replyOnItsWay({ tx, item }: Locked): Promise<OutgoingReply | undefined> {
  const view = await tx.view(item.id);
  return view?.replies.find(({ state }) => onItsWay(state.kind));
}

function onItsWay(kind: OutgoingReply['state']['kind']): boolean {
  switch (kind) {
    case 'queued':
    case 'sending':
    case 'by-hand':
      return true;
    case 'sent':
    case 'refused':
      return false;
  }
}
