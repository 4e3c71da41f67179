/**
 * How soon an answer is promised: within hours of working time (8 hours may stand for a day), or
 * within working days counted as dates. The town chooses how its days are read: `closing` (the
 * default; due when the Nth following working day closes) or `same-time` (received Friday 10:00,
 * due Monday 10:00).
 */
export type Target =
  | { readonly hours: number }
  | { readonly workingDays: number; readonly reading?: 'closing' | 'same-time' };
