/** A time in which a person is away; `untilMs` null: until the person says to be back. */
export interface Absence {
  readonly person: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  /** Who stands in; whoever the channel names when absent. */
  readonly deputy?: string;
}

function absenceAt(
  absences: readonly Absence[],
  person: string,
  atMs: number,
): Absence | undefined {
  return absences.findLast(
    (one) =>
      one.person === person && one.fromMs <= atMs && (one.untilMs === null || atMs < one.untilMs),
  );
}

/**
 * Who stands in for a person at a moment: the person, or the deputy's deputy and so on. Null where
 * the chain comes back to somebody who is away, or ends: a gap, of which somebody must be warned.
 */
export function standInFor(
  absences: readonly Absence[],
  person: string,
  { atMs, usual }: { atMs: number; usual: (person: string) => string | undefined },
): string | null {
  const asked = new Set<string>();
  let one: string | undefined = person;
  while (one !== undefined && !asked.has(one)) {
    const absence = absenceAt(absences, one, atMs);
    if (!absence) return one;
    asked.add(one);
    one = absence.deputy ?? usual(one);
  }
  return null;
}
