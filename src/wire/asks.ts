import type { OnAsk } from '#ports/desk.ts';
import { dispatch } from '../../commands/dispatch.ts';
import { receiveReport } from '../app/receive-report.ts';
import type { DeskParts } from '../wire.ts';
import { newKey, newReceipt } from './house.ts';

/** What every desk asks of: the same for all of them. */
export function asksOf({ house, log }: Pick<DeskParts, 'house' | 'log'>): OnAsk {
  const { store, accounts } = house.opened;
  const reporting = { ...house, store, receipt: newReceipt };
  return dispatch({
    store,
    clock: house.clock,
    calendars: house.calendars,
    newKey,
    accounts,
    receiveReport: (asked) => receiveReport(reporting, asked),
    onSurprise: (error, reference) => log.error({ error, code: reference }, 'an ask met a fault'),
  });
}
