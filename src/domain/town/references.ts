import { fault, type TownFault, type TownFaultCode, type TownPath } from './fault.ts';

/** One fault when no entry of the list has this id. */
export function unknownReference(
  list: readonly { readonly id: string }[],
  id: string,
  path: TownPath,
  code: TownFaultCode & `unknown-${string}`,
): TownFault[] {
  return list.some((entry) => entry.id === id) ? [] : [fault(path, code, { id })];
}

/** Where each value stands that was there before, with the place of its first appearance. */
export function repeats(values: readonly string[]): { at: number; first: number }[] {
  const seen = new Map<string, number>();
  return values.flatMap((value, at) => {
    const first = seen.get(value);
    if (first !== undefined) return [{ at, first }];
    seen.set(value, at);
    return [];
  });
}
