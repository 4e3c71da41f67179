/**
 * For people: on the card, in a mail's subject, in the citizen's answer. Made of the item's number,
 * so it is unique without a counter and leads back to the item.
 * @param year of the item's arrival, in its department's zone
 * @param earlier how many letters the item already has
 */
export function referenceOf(item: number, year: number, earlier: number): string {
  const base = `KV-${year}-${String(item).padStart(6, '0')}`;
  return earlier === 0 ? base : `${base}-${earlier + 1}`;
}

/** The item a reference leads to; undefined when it is not one of ours. */
export function itemOfReference(reference: string): number | undefined {
  const found = /^KV-\d{4}-(\d{6,9})(?:-\d+)?$/i.exec(reference.trim());
  return found ? Number(found[1]) : undefined;
}
