import type { KeyObject } from 'node:crypto';
import { verifierOf } from '#domain/archive/checkpoint.ts';
import type { Archived } from '#domain/archive/commitment.ts';
import { commitmentsIn, type Verification, verifyLog } from '#domain/archive/verify.ts';
import type { Ledger } from '#ports/ledger.ts';

const PAGE = 5_000;

export interface VerifyRecordNeeds {
  readonly ledger: Ledger;
  readonly origin: string;
  /** Private or public: only the public half is used. */
  readonly key: KeyObject;
}

/**
 * Examines the town's own record: every line, every checkpoint, every archived content.
 * @param held checkpoints that somebody kept elsewhere, as signed notes
 */
export async function verifyRecord(
  { ledger, origin, key }: VerifyRecordNeeds,
  { held }: { held: readonly string[] },
): Promise<Verification> {
  // Before the lines: the desk goes on working, and a later checkpoint speaks of lines not read.
  const notes = await allNotes(ledger);
  const lines: string[] = [];
  const archived = new Map<string, Archived>();
  for (;;) {
    const page = await ledger.logLines(lines.length, PAGE);
    for (const { line } of page) lines.push(line);
    const named = page.flatMap(({ line }) => commitmentsIn(line) ?? []);
    const found = await ledger.archivedFor(named.map(([, commitment]) => commitment));
    for (const [commitment, content] of found) archived.set(commitment, content);
    if (page.length < PAGE) break;
  }
  return verifyLog({
    lines,
    checkpoints: notes,
    held,
    verifier: verifierOf(origin, key),
    archived: (commitment) => archived.get(commitment),
  });
}

async function allNotes(ledger: Ledger): Promise<string[]> {
  const notes: string[] = [];
  for (let after = 0; ; ) {
    const page = await ledger.checkpoints(after, PAGE);
    notes.push(...page.map(({ note }) => note));
    if (page.length < PAGE) return notes;
    after = page.at(-1)?.treeSize ?? after;
  }
}
