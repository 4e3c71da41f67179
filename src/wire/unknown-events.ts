import type { Ledger } from '#ports/ledger.ts';

/** As it stands in the canonical line: most lines need not be parsed to be passed over. */
const UNKNOWN = '"type":"delivery.unknown"';

const PAGE = 10_000;

/**
 * Events that were kept but not understood, by channel, as the log has them. The log only grows, so
 * each line is read once: a scrape costs what came since the last one. One count at a time, or two
 * would count the same lines.
 */
export function unknownEvents(
  ledger: Pick<Ledger, 'logLines'>,
): () => Promise<Readonly<Record<string, number>>> {
  const counts = new Map<string, number>();
  let read = 0;
  let counting: Promise<void> | null = null;
  const countOn = async () => {
    for (;;) {
      const lines = await ledger.logLines(read, PAGE);
      for (const { line } of lines.filter((each) => each.line.includes(UNKNOWN))) {
        const { data } = JSON.parse(line) as { data: { channel: string } };
        counts.set(data.channel, (counts.get(data.channel) ?? 0) + 1);
      }
      read += lines.length;
      if (lines.length < PAGE) return;
    }
  };
  return async () => {
    counting ??= countOn().finally(() => {
      counting = null;
    });
    await counting;
    return Object.fromEntries(counts);
  };
}
