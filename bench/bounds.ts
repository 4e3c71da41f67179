/** What was measured against what it must keep; says so at the end and in the exit code. */
export interface Bounds {
  atLeast(what: string, measured: number, bound: number, unit?: string): void;
  below(what: string, measured: number, bound: number, unit?: string): void;
  /** Printed with the others, but nothing hangs on it. */
  beside(what: string, measured: number, unit?: string): void;
  /** Prints the table; exits 1 when a bound was missed. */
  close(): void;
}

export function bounds(): Bounds {
  const rows: [what: string, measured: string, bound: string, verdict: string][] = [];
  const add = (what: string, measured: number, bound: string, kept: boolean, unit: string) =>
    rows.push([what, `${measured.toFixed(2)} ${unit}`, bound, kept ? 'ok' : 'MISSED']);
  return {
    atLeast: (what, measured, bound, unit = '') =>
      add(what, measured, `>= ${bound} ${unit}`, measured >= bound, unit),
    below: (what, measured, bound, unit = '') =>
      add(what, measured, `< ${bound} ${unit}`, measured < bound, unit),
    beside: (what, measured, unit = '') =>
      rows.push([what, `${measured.toFixed(2)} ${unit}`, '', '']),
    close() {
      for (const [what, measured, bound, verdict] of rows) {
        console.log(`${what.padEnd(44)}${measured.padStart(14)}  ${bound.padEnd(12)}${verdict}`);
      }
      const missed = rows.filter(([, , , verdict]) => verdict === 'MISSED').length;
      console.log(missed === 0 ? 'all bounds kept' : `${missed} MISSED`);
      process.exitCode = missed === 0 ? 0 : 1;
    },
  };
}

export function median(of: readonly number[]): number {
  return quantile(of, 0.5);
}

export function quantile(of: readonly number[], share: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
