import { parseDay } from '../time/dates.ts';
import { fault, type TownFault, type TownPath } from './fault.ts';

/** From when to when something is in force; both included. */
interface InForce {
  readonly from: string;
  readonly until?: string;
}

export function dateFaults({ from, until }: InForce, path: TownPath): TownFault[] {
  const faults: TownFault[] = [];
  if (parseDay(from) === undefined) {
    faults.push(fault([...path, 'from'], 'date-malformed', { value: from }));
  }
  if (until !== undefined && parseDay(until) === undefined) {
    faults.push(fault([...path, 'until'], 'date-malformed', { value: until }));
  }
  // ISO dates sort as text.
  if (faults.length === 0 && until !== undefined && until < from) {
    faults.push(fault([...path, 'until'], 'period-backwards', { value: `${from}/${until}` }));
  }
  return faults;
}
