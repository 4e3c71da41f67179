import { z } from 'zod';
import type { SlackClient } from './client.ts';

/** Whose account it is: a member's of the workspace, a guest's, or of somewhere else. */
export type Membership = 'member' | 'guest' | 'stranger' | 'unknown';

const KEPT_MS = 60 * 60_000;
const USERS_MAX = 5_000;

const userSchema = z.object({
  id: z.string(),
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
});

export interface Members {
  /** Asked of Slack once an hour; `unknown` when Slack does not answer. */
  of(user: string): Promise<Membership>;
  /** Slack tells that somebody is another now; null when it is not about a person. */
  changed(user: unknown): { readonly user: string; readonly membership: Membership } | null;
}

/** Who in a workspace may be let in at all, before it is asked who they are. */
export function membersOf(client: SlackClient, workspace: string): Members {
  const known = new Map<string, { membership: Membership; untilMs: number }>();

  function keep(user: string, membership: Membership): Membership {
    if (known.size >= USERS_MAX) known.clear();
    known.set(user, { membership, untilMs: Date.now() + KEPT_MS });
    return membership;
  }

  return {
    async of(user) {
      const kept = known.get(user);
      if (kept && kept.untilMs > Date.now()) return kept.membership;
      const told = await client.users.info({ user }).catch(() => null);
      const { data } = userSchema.safeParse(told?.user);
      return data ? keep(user, membershipOf(data, workspace)) : 'unknown';
    },
    changed(user) {
      const { data } = userSchema.safeParse(user);
      if (!data) return null;
      return { user: data.id, membership: keep(data.id, membershipOf(data, workspace)) };
    },
  };
}

function membershipOf(user: z.infer<typeof userSchema>, workspace: string): Membership {
  if (user.is_stranger || (user.team_id ?? workspace) !== workspace) return 'stranger';
  if (user.deleted || user.is_bot) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}
