import { readFileSync } from 'node:fs';
import type { Result } from '#domain/result.ts';
import type { DocumentFault, Operator, TownAnswer } from '#ports/operator.ts';
import { type Console, confirmed, lookOf, Told } from './console.ts';
import { plainLine } from './plain.ts';
import { tellChanges } from './tell-changes.ts';

export interface TownCommandNeeds {
  readonly console: Console;
  /** Reads and checks a town file without asking anybody. */
  readonly checkTown: (document: string) => Result<unknown, readonly DocumentFault[]>;
}

/** Faults beyond these are counted only: the first ones are often the cause of the others. */
const FAULTS_TOLD_MAX = 100;

/** Whether the town file is without fault; its faults are told with line and column. */
export function check({ console, checkTown }: TownCommandNeeds, path: string): boolean {
  const read = checkTown(readDocument(path));
  if (!read.ok) tellFaults(console, path, read.refusal);
  else console.write(`${path}: no faults.\n`);
  return read.ok;
}

/** Shows what would change, asks, then does it; false when it may not be done. */
export async function apply(
  needs: TownCommandNeeds,
  operator: () => Promise<Operator>,
  { path, yes }: { readonly path: string; readonly yes: boolean },
): Promise<boolean> {
  const { console } = needs;
  const document = readDocument(path);
  const read = needs.checkTown(document);
  if (!read.ok) {
    tellFaults(console, path, read.refusal);
    return false;
  }
  const running = await operator();
  const plan = await running.planTown(document);
  if (plan.kind !== 'plan') return told(console, path, plan);
  if (plan.changes.length === 0) {
    console.write('Nothing changes: the town says this already.\n');
    return true;
  }
  console.write(`${tellChanges(plan.changes, lookOf(console))}\n\n`);
  if (!yes) {
    if (!console.interactive) throw new Told('Nobody is here to be asked. To do it: --yes', 2);
    if (!(await confirmed(console, 'Apply this?'))) throw new Told('Nothing was changed.');
  }
  return told(console, path, await running.applyTown(document, plan.base));
}

function told(console: Console, path: string, answer: TownAnswer): boolean {
  switch (answer.kind) {
    case 'plan':
    case 'applied':
      console.write(`Done: ${answer.changes.length} changes are in force and logged.\n`);
      return true;
    case 'faulty':
      tellFaults(console, path, answer.faults);
      return false;
    case 'moved-on':
      throw new Told('Somebody else changed the town meanwhile. Nothing was done; look again.');
  }
}

function tellFaults(console: Console, path: string, faults: readonly DocumentFault[]): void {
  const lines = faults.slice(0, FAULTS_TOLD_MAX).map((fault) => {
    const what = fault.path === '' ? fault.message : `${fault.path}: ${fault.message}`;
    return `${path}:${fault.line}:${fault.column}  ${plainLine(what)}\n`;
  });
  const more = faults.length - lines.length;
  console.writeError([...lines, ...(more > 0 ? [`and ${more} more\n`] : [])].join(''));
}

/** A file as text; what is not UTF-8 is refused rather than guessed at. */
export function readDocument(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'is not there'
        : code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
          ? 'is not text in UTF-8'
          : 'cannot be read';
    throw new Told(`${path} ${why}.`, 1, { cause });
  }
}
