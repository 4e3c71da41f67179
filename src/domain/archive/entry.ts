/** What may stand in the log; a closed list (facts: design §8). Later pieces of work extend it. */
export const ENTRY_TYPES = [
  'town.applied',
  'access.link-issued',
  'access.session-opened',
  'account.linked',
  'account.unlinked',
  'account.barred',
  'account.admitted',
  'desk.troubled',
  'desk.recovered',
  'delivery.unknown',
  'record.archived',
  'item.received',
  'item.edited',
  'item.gone',
  'item.presence-changed',
  'item.reopened',
  'item.classed',
  'item.taken',
  'item.released',
  'item.snoozed',
  'item.no-answer',
  'item.forwarded',
  'item.referred',
  'flag.raised',
  'clock.started',
  'clock.stopped',
  'clock.paused',
  'clock.recomputed',
  'reminder.said',
  'absence.begun',
  'absence.ended',
  'reply.queued',
  'reply.sent',
  'reply.failed',
  'reply.by-hand',
  'reply.retried',
  'native-answer.detected',
  'letter.queued',
  'letter.sent',
  'letter.uncertain',
  'letter.failed',
  'letter.settled',
  'report.received',
  'store.moved',
] as const;

export type EntryType = (typeof ENTRY_TYPES)[number];

/**
 * One line of the log. It holds opaque ids, codes and commitments, never a citizen's words, name or
 * handle, never a staff name: those stand outside and can be erased without breaking the log.
 */
export interface LogEntry {
  readonly type: EntryType;
  readonly atMs: number;
  /** Person id, or `system`. */
  readonly actor: string;
  readonly item?: number;
  /** Salted commitments to archived content, by field name (hex). */
  readonly commitments?: Readonly<Record<string, string>>;
  /** Codes and numbers only; integers, strings from closed lists, opaque ids. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}
