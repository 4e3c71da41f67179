import type { Capability, Connector } from '#ports/connector.ts';

const NONE: Capability = { how: 'none', reversible: false, needs: [] };

/** The public form as a channel: visitors' reports come in by themselves; an answer is written by hand. */
export function reportConnector(): Connector {
  return {
    platform: 'report',
    capabilities: async () => ({
      ingest: [],
      reply: { ...NONE, how: 'manual', note: 'By mail, to the address the visitor left.' },
      hide: NONE,
      unhide: NONE,
      remove: NONE,
      block: NONE,
      unblock: NONE,
      notifyAuthor: NONE,
      detectsEdit: false,
      detectsDeletion: false,
      privateMessages: true,
    }),
    parse: () => [{ type: 'unknown', kind: 'push' }],
    fetchItem: async () => 'forbidden',
    act: async ({ item, ...action }) =>
      action.verb === 'reply'
        ? {
            kind: 'manual',
            how: `Write to the address on the card${item.url ? `, about ${item.url}` : ''}. If the visitor left none, nobody can be answered.\n\n${action.text}`,
          }
        : {
            kind: 'refused',
            code: 'not-here',
            message: 'A report is shown to nobody but the desk.',
          },
    findOwn: async () => null,
    health: async () => [{ check: 'reach', ok: true, message: 'The form is part of the desk.' }],
  };
}
