import type { Town } from '#domain/town/town.ts';

/** Id of a mail of the town's: the same for the same name, so that a repeat is recognised (RFC 5322, 3.6.4). */
export function messageIdOf({ profile }: Pick<Town, 'profile'>, name: string): string {
  return `<${name}@${new URL(profile.website).hostname}>`;
}
