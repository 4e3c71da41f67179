import { type PluralForms, pluralIn } from '../plural.ts';
import type { ExplanationTexts } from './en.ts';

const plural = pluralIn('sv');
const days: PluralForms = { one: '{n} arbetsdag', other: '{n} arbetsdagar' };

export const sv: ExplanationTexts = {
  title: 'Varför just då',
  noClock: 'Inget svar krävs, så ingen klocka går.',
  promise: (target, calendar) => `Utlovat: ${target}, räknat enligt ”${calendar}”.`,
  hours: (n) => plural(n, { one: 'inom {n} arbetstimme', other: 'inom {n} arbetstimmar' }),
  workingDays: (n) => plural(n, { one: 'inom {n} arbetsdag', other: 'inom {n} arbetsdagar' }),
  received: (when) => `Inkommet ${when}`,
  receiptDay: (date) => `${date}: ankomstdagen räknas inte`,
  closed: (dates, reasons) => `${dates}: stängt (${reasons})`,
  clockStarts: (when) => `Klockan startar ${when}`,
  worked: (dates, times, duration) => `${dates}, ${times}: ${duration} arbetstid`,
  workedDays: (dates, n, duration) => `${dates}: ${plural(n, days)}, ${duration} arbetstid`,
  special: (sentence, day) => `${sentence} (${day})`,
  specialHours: 'andra tider än vanligt',
  counted: (dates, n) => `${dates}: ${plural(n, days)}`,
  notCounted: (date, reason) => `${date} räknas inte: ${reason}`,
  pause: (from, until, lost, reason) =>
    `Pausat från ${from} till ${until}, ${lost} arbetstid: ${reason}`,
  stopped: (since, reason, left) => `Klockan står still sedan ${since}: ${reason}. Kvar: ${left}`,
  daysLeft: (n) => plural(n, days),
  due: (when) => `Senast ${when}`,
  overdueFrom: (when) => `Försenat från ${when}`,
  range: (from, until) => `${from} – ${until}`,
  weekend: 'helg',
  localDay: 'kommunens egen dag',
};
