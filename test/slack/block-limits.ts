import type { Block, Element, SlackOption, TextObject, View } from './shapes.ts';

/** Seen with real messages (bolt-js issue 2509); Slack does not document it. */
export const BLOCKS_JSON_MAX = 13_200;
const MESSAGE_BLOCKS_MAX = 50;
const VIEW_BLOCKS_MAX = 100;
const ID_MAX = 255;

/** Text of a block: least and most characters. */
const TEXT_OF_BLOCK: Readonly<Record<string, number>> = { section: 3000, header: 150 };

const ELEMENTS_OF_BLOCK: Readonly<Record<string, number>> = { actions: 25, context: 10 };

/** What else may stand in a message and is let through without a look inside. */
const OTHER_BLOCKS: readonly string[] = [
  'data_visualization',
  'data_table',
  'divider',
  'file',
  'image',
  'input',
  'rich_text',
  'table',
  'video',
];

const OPTIONS_OF_ELEMENT: Readonly<Record<string, number>> = {
  overflow: 5,
  checkboxes: 10,
  radio_buttons: 10,
  static_select: 100,
  multi_static_select: 100,
};

const OTHER_ELEMENTS: readonly string[] = [
  'button',
  'channels_select',
  'conversations_select',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'number_input',
  'plain_text_input',
  'timepicker',
  'url_text_input',
  'users_select',
  'image',
];

type Say = (fault: string, path: string) => void;

function faultsIn(look: (say: Say) => void): string[] {
  const faults: string[] = [];
  look((fault, path) => faults.push(`[ERROR] ${fault} [json-pointer:${path}]`));
  return faults;
}

/** What Slack would find wrong with the blocks of a message, in its words. */
export const faultsOfBlocks = (blocks: readonly Block[]): string[] =>
  faultsIn((say) => blocksFit(blocks, '/blocks', MESSAGE_BLOCKS_MAX, say));

/** What Slack would find wrong with a modal or a home tab. */
export const faultsOfView = (view: View): string[] =>
  faultsIn((say) => {
    if (!Array.isArray(view.blocks)) return say('missing required field: blocks', '/view');
    blocksFit(view.blocks, '/view/blocks', VIEW_BLOCKS_MAX, say);
    length(view.private_metadata, 3000, '/view/private_metadata', say);
    length(view.callback_id, ID_MAX, '/view/callback_id', say);
    if (view.type !== 'modal') return;
    plain(view.title, 24, '/view/title', say);
    if (view.submit) plain(view.submit, 24, '/view/submit', say);
    if (view.close) plain(view.close, 24, '/view/close', say);
    if (!view.submit && view.blocks.some((block) => block.type === 'input'))
      say('submit is required when an input block is within blocks', '/view/submit');
  });

function blocksFit(blocks: readonly Block[], path: string, max: number, say: Say): void {
  if (blocks.length > max) say(`no more than ${max} items allowed`, path);
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  for (const twice of repeated(ids)) say(`block_id "${twice}" already exists`, path);
  blocks.forEach((block, index) => {
    blockFits(block, `${path}/${index}`, say);
  });
}

function blockFits(block: Block, path: string, say: Say): void {
  length(block.block_id, ID_MAX, `${path}/block_id`, say);
  const textMax = TEXT_OF_BLOCK[block.type];
  const elementsMax = ELEMENTS_OF_BLOCK[block.type];
  if (block.type === 'header') plain(block.text, 150, `${path}/text`, say);
  else if (textMax) sectionFits(block, textMax, path, say);
  else if (elementsMax) elementsFit(block, elementsMax, path, say);
  else if (block.type === 'markdown') length(block['text'], 12_000, `${path}/text`, say);
  else if (!OTHER_BLOCKS.includes(block.type)) say(`unsupported type: ${block.type}`, path);
  if (block.type === 'image' && !(block['image_url'] && block['alt_text']))
    say('missing required field: image_url or alt_text', path);
  if (block.type === 'input') inputFits(block, path, say);
}

function sectionFits(block: Block, max: number, path: string, say: Say): void {
  if (!block.text && !block.fields) say('must provide text or fields', path);
  if (block.text) textFits(block.text, max, `${path}/text`, say);
  if (block.fields) between(block.fields, 1, 10, `${path}/fields`, say);
  block.fields?.forEach((field, index) => {
    textFits(field, 2000, `${path}/fields/${index}`, say);
  });
  if (block.accessory) elementFits(block.accessory, `${path}/accessory`, say);
}

function elementsFit(block: Block, max: number, path: string, say: Say): void {
  const elements = block.elements ?? [];
  between(elements, 1, max, `${path}/elements`, say);
  for (const twice of repeated(elements.flatMap((each) => each.action_id ?? [])))
    say(`action_id "${twice}" already exists`, `${path}/elements`);
  elements.forEach((each, index) => {
    const at = `${path}/elements/${index}`;
    if (block.type === 'actions') elementFits(each, at, say);
    else if (each.type !== 'image') textFits(each as unknown as TextObject, 3000, at, say);
  });
}

function inputFits(block: Block, path: string, say: Say): void {
  plain(block.label, 2000, `${path}/label`, say);
  if (block.hint) plain(block.hint, 2000, `${path}/hint`, say);
  if (block.element) elementFits(block.element, `${path}/element`, say);
  else say('missing required field: element', path);
}

function elementFits(element: Element, path: string, say: Say): void {
  const optionsMax = OPTIONS_OF_ELEMENT[element.type];
  if (!optionsMax && !OTHER_ELEMENTS.includes(element.type))
    say(`unsupported type: ${element.type}`, path);
  length(element.action_id, ID_MAX, `${path}/action_id`, say);
  if (element.type === 'button') {
    plain(element.text, 75, `${path}/text`, say);
    length(element.value, 2000, `${path}/value`, say);
    length(element.url, 3000, `${path}/url`, say);
    length(element['accessibility_label'], 75, `${path}/accessibility_label`, say);
    if (!['primary', 'danger', undefined].includes(element.style))
      say('must be one of: primary, danger', `${path}/style`);
  }
  if (element.placeholder) plain(element.placeholder, 150, `${path}/placeholder`, say);
  if (element.confirm) confirmFits(element.confirm, `${path}/confirm`, say);
  if ((element.max_length ?? 1) > 3000) say('must be at most 3000', `${path}/max_length`);
  if (optionsMax && !element['option_groups']) optionsFit(element, optionsMax, path, say);
}

function optionsFit(element: Element, max: number, path: string, say: Say): void {
  const options = element.options ?? [];
  between(options, 1, max, `${path}/options`, say);
  options.forEach((option, index) => {
    textFits(option.text, 75, `${path}/options/${index}/text`, say);
    length(option.value, 150, `${path}/options/${index}/value`, say);
  });
  if (element.initial_options)
    between(element.initial_options, 1, max, `${path}/initial_options`, say);
  const known = (option: SlackOption) => options.some((each) => each.value === option.value);
  const chosen = [element.initial_option ?? [], element.initial_options ?? []].flat();
  if (!chosen.every(known)) say('initial option must be one of the options', path);
}

function confirmFits(confirm: unknown, path: string, say: Say): void {
  const most = { title: 100, text: 300, confirm: 30, deny: 30 };
  for (const [part, max] of Object.entries(most)) {
    const found = (confirm as Record<string, TextObject>)[part];
    if (found) textFits(found, max, `${path}/${part}`, say);
  }
}

function plain(found: TextObject | undefined, max: number, path: string, say: Say): void {
  if (!found) say('missing required field', path);
  else if (found.type !== 'plain_text') say('must be plain_text', `${path}/type`);
  if (found) textFits(found, max, path, say);
}

function textFits(found: TextObject, max: number, path: string, say: Say): void {
  if (!['plain_text', 'mrkdwn'].includes(found.type)) say('unsupported type', `${path}/type`);
  if (!found.text) say('must be more than 0 characters', `${path}/text`);
  length(found.text, max, `${path}/text`, say);
}

/** Slack counts code points. */
function length(value: unknown, max: number, path: string, say: Say): void {
  if (value === undefined) return;
  if (typeof value !== 'string') say('must be a string', path);
  else if ([...value].length > max) say(`must be less than ${max + 1} characters`, path);
}

function between(items: readonly unknown[], least: number, most: number, path: string, say: Say) {
  if (items.length < least) say(`no less than ${least} items allowed`, path);
  if (items.length > most) say(`no more than ${most} items allowed`, path);
}

const repeated = (ids: readonly string[]) => ids.filter((id, index) => ids.indexOf(id) !== index);
