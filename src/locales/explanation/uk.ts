import { type PluralForms, pluralIn } from '../plural.ts';
import type { ExplanationTexts } from './en.ts';

const plural = pluralIn('uk');
const days: PluralForms = {
  one: '{n} робочий день',
  few: '{n} робочі дні',
  many: '{n} робочих днів',
  other: '{n} робочого дня',
};

export const uk: ExplanationTexts = {
  title: 'Чому такий строк',
  noClock: 'Відповідь не потрібна, тож відліку часу немає.',
  promise: (target, calendar) => `Обіцяно: ${target}, за календарем «${calendar}».`,
  hours: (n) =>
    plural(n, {
      one: 'протягом {n} робочої години',
      few: 'протягом {n} робочих годин',
      many: 'протягом {n} робочих годин',
      other: 'протягом {n} робочої години',
    }),
  workingDays: (n) =>
    plural(n, {
      one: 'протягом {n} робочого дня',
      few: 'протягом {n} робочих днів',
      many: 'протягом {n} робочих днів',
      other: 'протягом {n} робочого дня',
    }),
  received: (when) => `Отримано ${when}`,
  receiptDay: (date) => `${date}: день отримання не рахується`,
  closed: (dates, reasons) => `${dates}: зачинено (${reasons})`,
  clockStarts: (when) => `Відлік часу починається ${when}`,
  worked: (dates, times, duration) => `${dates}, ${times}: ${duration} робочого часу`,
  workedDays: (dates, n, duration) => `${dates}: ${plural(n, days)}, ${duration} робочого часу`,
  special: (sentence, day) => `${sentence} (${day})`,
  specialHours: 'інші години, ніж зазвичай',
  counted: (dates, n) => `${dates}: ${plural(n, days)}`,
  notCounted: (date, reason) => `${date} не рахується: ${reason}`,
  pause: (from, until, lost, reason) =>
    `Призупинено з ${from} до ${until}, ${lost} робочого часу: ${reason}`,
  stopped: (since, reason, left) => `Відлік зупинено з ${since}: ${reason}. Залишилося: ${left}`,
  daysLeft: (n) => plural(n, days),
  due: (when) => `Строк: ${when}`,
  overdueFrom: (when) => `Прострочено з ${when}`,
  range: (from, until) => `${from} – ${until}`,
  weekend: 'вихідні',
  localDay: 'особливий день громади',
};
