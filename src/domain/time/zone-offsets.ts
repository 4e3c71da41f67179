/** The offsets of a zone from UTC over some years, so that no date needs Temporal again. */
export interface ZoneOffsets {
  /** Instants at which the offset changes, ascending. */
  readonly changesAtMs: readonly number[];
  /** Local times from which the later offset holds, as if they were UTC. */
  readonly changesAtLocalMs: readonly number[];
  /** One more than there are changes: before, between and after them. */
  readonly offsetsMs: readonly number[];
}

/** Reads the offset changes of an IANA zone in [fromMs, untilMs); a RangeError if unknown. */
export function zoneOffsets(zone: string, fromMs: number, untilMs: number): ZoneOffsets {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(zone);
  const changesAtMs: number[] = [];
  const changesAtLocalMs: number[] = [];
  const offsetsMs = [offsetMs(at)];
  for (;;) {
    const change = at.getTimeZoneTransition('next');
    if (change === null || change.epochMilliseconds >= untilMs) break;
    const before = offsetMs(at);
    const after = offsetMs(change);
    changesAtMs.push(change.epochMilliseconds);
    // Temporal's "compatible": a time in the gap moves on, a repeated time is its first.
    changesAtLocalMs.push(change.epochMilliseconds + Math.max(before, after));
    offsetsMs.push(after);
    at = change;
  }
  return { changesAtMs, changesAtLocalMs, offsetsMs };
}

/** The wall clock at an instant, as if it were UTC. */
export function toLocalMs(zone: ZoneOffsets, atMs: number): number {
  return atMs + (zone.offsetsMs[countUpTo(zone.changesAtMs, atMs)] as number);
}

/** The instant of a wall clock time, with gap and overlap as Temporal's "compatible". */
export function toEpochMs(zone: ZoneOffsets, localMs: number): number {
  return localMs - (zone.offsetsMs[countUpTo(zone.changesAtLocalMs, localMs)] as number);
}

function offsetMs(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6;
}

/** How many of the ascending values are not after the limit. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
