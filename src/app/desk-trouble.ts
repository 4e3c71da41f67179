import { managersOf } from '#domain/people/managers.ts';
import type { Town } from '#domain/town/town.ts';
import type { Conversation, Trouble } from '#ports/outbox.ts';
import type { Store } from '#ports/store.ts';

/** A platform that is away for less is nobody's business but the operator's. */
const AWAY_MS = 15 * 60_000;

const DAY_MS = 86_400_000;

export interface NoticeTrouble {
  /** Tells the operator. */
  readonly onFault: (desk: string, code: string) => void;
}

/**
 * Writes down what keeps a desk from being written to, or that nothing does any more; the first time
 * tells the operator and, by mail, the managers. The items live on without the desk.
 */
export async function troubled(
  needs: NoticeTrouble & { readonly store: Pick<Store, 'transaction'> },
  at: { readonly desk: string; readonly conversation: Conversation },
  trouble: Trouble | null,
): Promise<void> {
  const nowMs = Date.now();
  const isNews = await needs.store.transaction(async (tx) => {
    const { desk, conversation } = at;
    const news =
      trouble === 'deleted'
        ? await tx.once('desk-deleted', `${desk} ${Math.floor(nowMs / DAY_MS)}`)
        : await tx.markConversation({ desk, conversation }, trouble, nowMs);
    if (!news) return false;
    const type = trouble === null ? 'desk.recovered' : 'desk.troubled';
    tx.log({ type, atMs: nowMs, actor: 'system', data: { desk, ...(trouble && { trouble }) } });
    const town = await tx.town();
    const told =
      trouble && town && conversation === 'channel' ? managersOf(town, unitOf(town, desk)) : [];
    const startAfterMs = trouble === 'unreachable' ? AWAY_MS : 0;
    for (const { id: person } of told) {
      if (trouble === null) continue;
      await tx.send('notice', { person, desk, trouble, sinceMs: nowMs }, { startAfterMs });
    }
    return true;
  });
  if (isNews && trouble !== null) needs.onFault(at.desk, trouble);
}

const unitOf = ({ desks }: Town, desk: string): string | undefined =>
  desks.find(({ id }) => id === desk)?.department;
