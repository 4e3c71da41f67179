import { pointedAt } from '#domain/items/arrival.ts';
import type { ItemClass } from '#domain/items/class.ts';
import type { Assessment } from '#domain/items/flag.ts';
import { keepWords, type Locked, note, noteReopened, raise, save } from './on-item.ts';

/** A visitor reported a comment: a flag on it, the visitor's words in the archive. */
export async function noteReported(known: Locked, text: string): Promise<void> {
  const { tx, item } = known;
  note(known, 'report.received', await keepWords(known, 'report', text));
  await raise(known, (await tx.versions(item.id)).length, reported(item.itemClass));
  const after = pointedAt(item);
  noteReopened(known, after, 'report');
  await save(tx, after);
}

/** The flag a visitor's report raises; a person reads the report and decides. */
export function reported(itemClass: ItemClass): Assessment {
  return {
    flags: [
      { source: 'visitor', category: 'reported', rule: 'visitor-report', why: {}, band: 'review' },
    ],
    suggestedClass: itemClass,
    language: '',
    rulesVersion: 'visitor-report',
  };
}
