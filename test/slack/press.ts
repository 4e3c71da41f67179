import type { Block, Element, SlackOption } from './shapes.ts';

interface Control {
  readonly label: string;
  readonly value: string;
  readonly action: Readonly<Record<string, unknown>>;
}

/**
 * The button or option of an overflow that is meant, as `actions[0]` of a payload: by its whole value,
 * by the verb before the first `|` of it, or by its label.
 */
export function findControl(blocks: readonly Block[], tokenOrLabel: string): Control['action'] {
  const all = [...controls(blocks)];
  const found =
    all.find(({ value }) => value === tokenOrLabel) ??
    all.find(({ value }) => value.split('|')[0] === tokenOrLabel) ??
    all.find(({ value }) => value.startsWith(`${tokenOrLabel}|`)) ??
    all.find(({ label }) => label === tokenOrLabel);
  if (found) return found.action;
  const there = all.map(({ label, value }) => `${label} (${value})`).join(', ');
  throw new Error(`Nothing to press for ${tokenOrLabel}; there is: ${there || 'nothing'}`);
}

function* controls(blocks: readonly Block[]): Generator<Control> {
  for (const block of blocks) {
    const elements =
      block.type === 'actions' ? (block.elements ?? []) : [block.accessory ?? []].flat();
    for (const element of elements) yield* controlsOf(element, block.block_id ?? '');
  }
}

function* controlsOf(element: Element, blockId: string): Generator<Control> {
  const { type, action_id } = element;
  const at = { type, action_id, block_id: blockId };
  if (type === 'button') {
    const { text, value, style, url } = element;
    const more = { ...(value && { value }), ...(style && { style }), ...(url && { url }) };
    yield { label: text?.text ?? '', value: value ?? '', action: { ...at, text, ...more } };
  }
  if (!['overflow', 'static_select', 'radio_buttons'].includes(type)) return;
  for (const option of element.options ?? []) yield chosen(option, at);
}

const chosen = ({ text, value }: SlackOption, at: object): Control => ({
  label: text.text,
  value,
  action: { ...at, selected_option: { text, value } },
});
