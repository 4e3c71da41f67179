import type { Item } from '#domain/items/item.ts';
import { oneLine } from '#domain/text.ts';
import type { ItemView } from '#ports/store.ts';
import type { Reader } from './command.ts';

/** Names are strangers' words too: this much of one is shown. */
export const NAME_MAX = 40;

export function authorOf({ author }: ItemView, someone: string): string {
  return oneLine(author.name || author.handle || '', NAME_MAX) || someone;
}

export function channelName({ town }: Pick<Reader, 'town'>, item: Item): string {
  return town.channels.find(({ id }) => id === item.channel)?.name ?? item.channel;
}

export function personName({ town }: Pick<Reader, 'town'>, id: string): string {
  return town.people.find((person) => person.id === id)?.name ?? id;
}
