import { dayNumber } from './dates.ts';

/** Easter Sunday of the western churches as a day number (anonymous Gregorian computus, 1876). */
export function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday =
    (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const lateMoon = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  return dayFromMarch(year, epact + toSunday - 7 * lateMoon + 22);
}

/** Easter Sunday of the Orthodox church as a day number (Meeus's Julian computus). */
export function orthodoxEaster(year: number): number {
  const epact = (19 * (year % 19) + 15) % 30;
  const toSunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7;
  const julianLead = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayFromMarch(year, epact + toSunday + 22 + julianLead);
}

function dayFromMarch(year: number, marchDay: number): number {
  return dayNumber(new Temporal.PlainDate(year, 3, 1)) + marchDay - 1;
}
