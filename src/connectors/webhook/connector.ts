import type { Capability, Connector, ItemRef, PlatformAction } from '#ports/connector.ts';
import { signatureVerifier } from '../signature.ts';
import { readDelivery } from './read.ts';

export interface WebhookOptions {
  /** One, or two while the old one is being replaced: any of them may have signed. */
  readonly secrets: readonly [string, ...string[]];
}

/** Takes in what another system sends signed (docs/webhook.md); acting there is done by hand. */
export function webhookConnector({ secrets }: WebhookOptions): Connector {
  return {
    platform: 'webhook',
    capabilities: async () => ({
      ingest: ['push'],
      reply: byHand,
      hide: byHand,
      unhide: byHand,
      remove: { ...byHand, reversible: false },
      block: byHand,
      unblock: byHand,
      notifyAuthor: byHand,
      detectsEdit: true,
      detectsDeletion: true,
      privateMessages: true,
    }),
    verify: signatureVerifier(secrets),
    parse: readDelivery,
    // Nothing can be asked of the other system: it tells what it has to tell.
    fetchItem: async () => 'forbidden',
    act: async (action) => ({ kind: 'manual', how: stepsFor(action) }),
    findOwn: async () => null,
    health: async () => [
      {
        check: 'credentials',
        ok: true,
        message:
          secrets.length === 1
            ? 'One signing secret is set.'
            : `${secrets.length} signing secrets are set: take the old one away when the sender signs with the new one.`,
      },
    ],
  };
}

const byHand: Capability = {
  how: 'manual',
  reversible: true,
  needs: [],
  note: 'A person does it on the platform; the bridge reports how the comment is shown then.',
};

function stepsFor(action: PlatformAction): string {
  const place = placeOf(action.item);
  switch (action.verb) {
    case 'reply':
      return `1. Open ${place}.\n2. Log in as the town.\n3. Answer with exactly this text:\n\n${action.text}`;
    case 'hide':
      return `1. Open ${place}.\n2. Hide it there; do not delete it.`;
    case 'unhide':
      return `1. Open ${place}.\n2. Show it again.`;
    case 'remove':
      return `1. Open ${place}.\n2. Delete it there. This cannot be taken back on every platform.`;
  }
}

const placeOf = (item: ItemRef): string =>
  item.url ?? `the comment with the id ${item.externalId} on the platform`;
