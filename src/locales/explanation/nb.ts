import { type PluralForms, pluralIn } from '../plural.ts';
import type { ExplanationTexts } from './en.ts';

const plural = pluralIn('nb');
const days: PluralForms = { one: '{n} arbeidsdag', other: '{n} arbeidsdager' };

export const nb: ExplanationTexts = {
  title: 'Hvorfor denne fristen',
  noClock: 'Det kreves ikke svar, så ingen klokke går.',
  promise: (target, calendar) => `Lovet: ${target}, regnet etter «${calendar}».`,
  hours: (n) => plural(n, { one: 'innen {n} arbeidstime', other: 'innen {n} arbeidstimer' }),
  workingDays: (n) => plural(n, { one: 'innen {n} arbeidsdag', other: 'innen {n} arbeidsdager' }),
  received: (when) => `Mottatt ${when}`,
  receiptDay: (date) => `${date}: mottaksdagen regnes ikke med`,
  closed: (dates, reasons) => `${dates}: stengt (${reasons})`,
  clockStarts: (when) => `Klokken starter ${when}`,
  worked: (dates, times, duration) => `${dates}, ${times}: ${duration} arbeidstid`,
  workedDays: (dates, n, duration) => `${dates}: ${plural(n, days)}, ${duration} arbeidstid`,
  special: (sentence, day) => `${sentence} (${day})`,
  specialHours: 'andre tider enn vanlig',
  counted: (dates, n) => `${dates}: ${plural(n, days)}`,
  notCounted: (date, reason) => `${date} regnes ikke med: ${reason}`,
  pause: (from, until, lost, reason) =>
    `Pause fra ${from} til ${until}, ${lost} arbeidstid: ${reason}`,
  stopped: (since, reason, left) => `Klokken har stått siden ${since}: ${reason}. Igjen: ${left}`,
  daysLeft: (n) => plural(n, days),
  due: (when) => `Frist ${when}`,
  overdueFrom: (when) => `Over fristen fra ${when}`,
  range: (from, until) => `${from} – ${until}`,
  weekend: 'helg',
  localDay: 'kommunens egen dag',
};
