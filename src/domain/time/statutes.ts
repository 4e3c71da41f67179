import { dayNumber, weekdayOf } from './dates.ts';
import { easter, orthodoxEaster } from './easter.ts';

/** A day the law or custom names, in the language of the country: cards show it to residents. */
export interface NamedDay {
  readonly day: number;
  readonly name: string;
}

/** Lag (1989:253) om allmänna helgdagar 1-2 §§, as amended for 2005 and later. */
export function swedishHolidays(year: number): NamedDay[] {
  return [
    on(year, 1, 1, 'nyårsdagen'),
    on(year, 1, 6, 'trettondedag jul'),
    ...around(easter(year), [
      [-2, 'långfredagen'],
      [0, 'påskdagen'],
      [1, 'annandag påsk'],
      [39, 'Kristi himmelsfärdsdag'],
      [49, 'pingstdagen'],
    ]),
    on(year, 5, 1, 'första maj'),
    on(year, 6, 6, 'nationaldagen'),
    { day: saturdayFrom(year, 6, 20), name: 'midsommardagen' },
    { day: saturdayFrom(year, 10, 31), name: 'alla helgons dag' },
    on(year, 12, 25, 'juldagen'),
    on(year, 12, 26, 'annandag jul'),
  ];
}

/** The eves that lag (1930:173) 2 § puts on a level with Sundays for time limits set by statute. */
export function swedishEves(year: number): NamedDay[] {
  return [
    { day: saturdayFrom(year, 6, 20) - 1, name: 'midsommarafton' },
    on(year, 12, 24, 'julafton'),
    on(year, 12, 31, 'nyårsafton'),
  ];
}

/** Days that by custom or agreement, not by law, may end early. */
export function swedishShortDays(year: number): NamedDay[] {
  return [
    on(year, 1, 5, 'trettondagsafton'),
    ...around(easter(year), [[-3, 'skärtorsdagen']]),
    on(year, 4, 30, 'valborgsmässoafton'),
    { day: saturdayFrom(year, 10, 31) - 1, name: 'allhelgonaafton' },
    on(year, 12, 23, 'dagen före julafton'),
    ...swedishEves(year),
  ];
}

/** Helligdagsfredloven § 2 and the act on 1 and 17 May. */
export function norwegianHolidays(year: number): NamedDay[] {
  return [
    on(year, 1, 1, '1. nyttårsdag'),
    on(year, 5, 1, '1. mai'),
    on(year, 5, 17, '17. mai'),
    ...around(easter(year), [
      [-3, 'skjærtorsdag'],
      [-2, 'langfredag'],
      [0, '1. påskedag'],
      [1, '2. påskedag'],
      [39, 'Kristi himmelfart'],
      [49, '1. pinsedag'],
      [50, '2. pinsedag'],
    ]),
    on(year, 12, 25, '1. juledag'),
    on(year, 12, 26, '2. juledag'),
  ];
}

/** Days that by agreement (state: SPH 3.1.2; municipalities: KS) may end at 12:00. */
export function norwegianShortDays(year: number): NamedDay[] {
  return [
    ...around(easter(year), [
      [-4, 'onsdag før skjærtorsdag'],
      [-1, 'påskeaften'],
      [48, 'pinseaften'],
    ]),
    on(year, 12, 24, 'julaften'),
    on(year, 12, 31, 'nyttårsaften'),
  ];
}

/** КЗпП ст. 73 as amended in 2023 (25 December only; 8 May; 15 July; 1 October). */
export function ukrainianHolidays(year: number): NamedDay[] {
  return [
    on(year, 1, 1, 'Новий рік'),
    on(year, 3, 8, 'Міжнародний жіночий день'),
    ...around(orthodoxEaster(year), [
      [0, 'Великдень'],
      [49, 'Трійця'],
    ]),
    on(year, 5, 1, 'День праці'),
    on(year, 5, 8, 'День памʼяті та перемоги над нацизмом'),
    on(year, 6, 28, 'День Конституції'),
    on(year, 7, 15, 'День Української Державності'),
    on(year, 8, 24, 'День Незалежності'),
    on(year, 10, 1, 'День захисників і захисниць'),
    on(year, 12, 25, 'Різдво Христове'),
  ];
}

function on(year: number, month: number, dayOfMonth: number, name: string): NamedDay {
  return { day: dayNumber(new Temporal.PlainDate(year, month, dayOfMonth)), name };
}

function around(day: number, offsets: readonly (readonly [number, string])[]): NamedDay[] {
  return offsets.map(([offset, name]) => ({ day: day + offset, name }));
}

/** The first Saturday on or after a date. */
function saturdayFrom(year: number, month: number, dayOfMonth: number): number {
  const first = dayNumber(new Temporal.PlainDate(year, month, dayOfMonth));
  return [0, 1, 2, 3, 4, 5, 6]
    .map((n) => first + n)
    .find((day) => weekdayOf(day) === 'sat') as number;
}
