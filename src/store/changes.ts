import type { Changes } from '#ports/changes.ts';
import type { Database } from './sql.ts';

/** PostgreSQL tells it to every replica that listens, after the commit. */
export const CHANGES_CHANNEL = 'kvorum_changes';

/** Hands what the database tells to everyone subscribed here. */
export async function hearChanges(
  database: Database,
): Promise<{ changes: Changes; stop: () => Promise<void> }> {
  const listeners = new Set<(what: string) => void>();
  const tell = (what: string): void => {
    for (const listener of listeners) listener(what);
  };
  // After a time of deafness anything may be another now, which is what `town` says.
  const stop = await database.listen(CHANGES_CHANNEL, { heard: tell, missed: () => tell('town') });
  return {
    changes: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    stop,
  };
}
