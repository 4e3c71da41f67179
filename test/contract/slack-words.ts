import type { SimMessage, SimView } from '../slack/shapes.ts';

/** Everything that can be read in blocks or a view: words, labels, and what stands in the fields. */
export function wordsIn(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsIn).filter(Boolean).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const { type, elements } = node as { type?: string; elements?: unknown[] };
  if (/^rich_text_(section|quote|preformatted)$/.test(type ?? ''))
    return (elements ?? []).map(wordsIn).join('');
  return Object.entries(node)
    .map(([name, value]) =>
      typeof value === 'string'
        ? ['text', 'initial_value', 'alt_text'].includes(name)
          ? value
          : ''
        : wordsIn(value),
    )
    .filter(Boolean)
    .join('\n');
}

/** The values of everything that can be pressed there. */
export function tokensIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(tokensIn);
  if (typeof node !== 'object' || node === null) return [];
  const { value, ...more } = node as { value?: unknown };
  const own = typeof value === 'string' && /^[\w-]+\|[^|]+\|\d+$/.test(value) ? [value] : [];
  return [...own, ...Object.values(more).flatMap(tokensIn)];
}

export function keyOf({ blocks }: Pick<SimMessage, 'blocks'>): string {
  return blocks[0]?.block_id ?? '';
}

export function formOf(view: SimView | undefined): 'fill' | 'preview' | null {
  const at = view?.view.callback_id ?? '';
  if (!view?.view.submit) return null;
  return at === 'desk:send' ? 'preview' : 'fill';
}
