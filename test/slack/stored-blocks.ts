import { randomBytes } from 'node:crypto';
import type { Block, Element, TextObject } from './shapes.ts';

/**
 * Blocks as Slack keeps and returns them: every block has an id, every element an action id, and every
 * text says how it is read. Whoever compares what they sent with what they read back meets this.
 */
export const storedBlocks = (blocks: readonly Block[]): Block[] => blocks.map(storedBlock);

const shortId = () => randomBytes(4).toString('base64').slice(0, 5);

function storedBlock(block: Block): Block {
  const inside = (elements: readonly Element[]) =>
    block.type === 'actions' ? elements.map(storedElement) : elements.map(storedText);
  return {
    ...block,
    block_id: block.block_id ?? shortId(),
    ...(isText(block.text) && { text: storedText(block.text) }),
    ...(block.fields && { fields: block.fields.map(storedText) }),
    ...(block.label && { label: storedText(block.label) }),
    ...(block.hint && { hint: storedText(block.hint) }),
    ...(block.accessory && { accessory: storedElement(block.accessory) }),
    ...(block.element && { element: storedElement(block.element) }),
    ...(block.elements && block.type !== 'rich_text' && { elements: inside(block.elements) }),
  };
}

const storedElement = (element: Element): Element => ({
  ...element,
  action_id: element.action_id ?? shortId(),
  ...(isText(element.text) && { text: storedText(element.text) }),
  ...(element.options && {
    options: element.options.map((option) => ({ ...option, text: storedText(option.text) })),
  }),
});

function isText(value: unknown): value is TextObject {
  return typeof value === 'object' && value !== null && 'text' in value;
}

function storedText<T extends { type: string }>(value: T): T {
  if (value.type === 'plain_text') return { emoji: true, ...value };
  return value.type === 'mrkdwn' ? { verbatim: false, ...value } : value;
}
