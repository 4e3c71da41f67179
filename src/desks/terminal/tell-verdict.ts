import type { LogVerdict } from '#ports/operator.ts';

type Fault = LogVerdict['faults'][number];

/** Faults beyond these are counted only. */
const FAULTS_TOLD_MAX = 50;

/** The outcome of examining the log, in plain words; the last line names the root to compare. */
export function tellVerdict(verdict: LogVerdict): string {
  const { entries, entriesSigned, checkpointsVerified, contentsVerified, faults, root } = verdict;
  const counts = [
    `${counted(entries, 'entry', 'entries')}, ${entriesSigned} of them under`,
    `${counted(checkpointsVerified, 'verified checkpoint', 'verified checkpoints')};`,
    contentsVerified === 1
      ? '1 archived text is what the log says it was.'
      : `${contentsVerified} archived texts are what the log says they were.`,
  ].join(' ');
  const told = faults.slice(0, FAULTS_TOLD_MAX).map((fault) => `  ${tellFault(fault)}`);
  const more = faults.length - told.length;
  return [
    faults.length === 0
      ? 'The log is whole.'
      : `The log is NOT whole: ${counted(faults.length, 'fault', 'faults')}.`,
    ...told,
    ...(more > 0 ? [`  and ${more} more`] : []),
    counts,
    `Root ${root}`,
  ].join('\n');
}

function counted(n: number, one: string, several: string): string {
  return `${n} ${n === 1 ? one : several}`;
}

function tellFault(fault: Fault): string {
  switch (fault.kind) {
    case 'line-unreadable':
      return `entry ${fault.entry} cannot be read`;
    case 'content-altered':
      return `entry ${fault.entry}: the archived ${fault.field} is not what was logged`;
    case 'content-missing':
      return `entry ${fault.entry}: the archived ${fault.field} is gone, and no decision says so`;
    case 'checkpoint-refused':
      return `${which(fault.held)} checkpoint ${fault.index + 1} is not valid (${fault.why})`;
    case 'log-cut':
      return `the log had ${fault.size} entries when a checkpoint (${which(fault.held)}) was signed: some are gone`;
    case 'log-differs':
      return `the first ${fault.size} entries are not those that a checkpoint (${which(fault.held)}) was signed for`;
  }
}

/** Held: kept outside the house by somebody else. */
function which(held: boolean): string {
  return held ? 'held' : 'own';
}
