/** Which limit of slackblocks' `limits.json` stands for which part of a payload. The numbers are theirs. */

export type Limits = Readonly<Record<string, unknown>>;
export type Count = (text: string) => number;

type Node = Readonly<Record<string, unknown>>;

interface Check {
  readonly limits: Limits;
  readonly count: Count;
  readonly found: string[];
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** `button.text.max_length` → 75; the test fails on a name that is not there. */
export function limitOf(limits: Limits, path: string): number {
  let at: unknown = limits;
  for (const key of path.split('.')) at = isNode(at) ? at[key] : undefined;
  if (typeof at !== 'number') throw new Error(`limits.json knows no ${path}`);
  return at;
}

/** A part of a node that `rule` limits; texts are counted, lists have items, numbers are themselves. */
function within({ limits, count, found }: Check, value: unknown, rule: string): void {
  if (value === undefined) return;
  const text = isNode(value) && typeof value['text'] === 'string' ? value['text'] : value;
  const size =
    typeof text === 'string' ? count(text) : Array.isArray(text) ? text.length : Number(text);
  const limit = limitOf(limits, rule);
  if (/\.min(_\w+)?$/.test(rule) ? size < limit : size > limit) found.push(rule);
}

function all(check: Check, node: Node, rules: Readonly<Record<string, string>>): void {
  for (const [rule, key] of Object.entries(rules)) within(check, node[key], rule);
}

function choices(check: Check, node: Node): void {
  for (const option of listOf(node['options'])) {
    if (!isNode(option)) continue;
    all(check, option, {
      'option.text.max_length': 'text',
      'option.value.max_length': 'value',
      'option.description.max_length': 'description',
      'option.url.max_length': 'url',
    });
  }
}

function select(check: Check, node: Node): void {
  all(check, node, {
    'select.placeholder.max_length': 'placeholder',
    'select.options.max_items': 'options',
    'select.option_groups.max_items': 'option_groups',
  });
  if (node['options'] !== undefined && node['option_groups'] !== undefined)
    check.found.push('static_select.choice_source');
  for (const group of listOf(node['option_groups'])) {
    if (!isNode(group)) continue;
    all(check, group, { 'option_group.label.max_length': 'label' });
    within(check, listOf(group['options']), 'option_group.options.min_items');
    within(check, listOf(group['options']), 'option_group.options.max_items');
    choices(check, group);
  }
}

const INPUTS = /_select$|_input$|^(checkboxes|radio_buttons|datepicker|timepicker|datetimepicker)$/;

const TEXT: Rule = (check, node) => {
  within(check, node['text'], 'text.min_length');
  within(check, node['text'], 'text.max_length');
};

const view: Rule = (check, node) => {
  within(check, listOf(node['blocks']), 'view.blocks.min_items');
  all(check, node, {
    'view.blocks.max_items': 'blocks',
    'view.private_metadata.max_length': 'private_metadata',
    'view.callback_id.max_length': 'callback_id',
    'view.title.max_length': 'title',
    'view.close.max_length': 'close',
    'view.submit.max_length': 'submit',
  });
};

type Rule = (check: Check, node: Node) => void;

/** Everything that this desk's renderers make. */
const RULES: Readonly<Record<string, Rule>> = {
  plain_text: TEXT,
  mrkdwn: TEXT,
  button: (check, node) =>
    all(check, node, {
      'button.text.max_length': 'text',
      'button.url.max_length': 'url',
      'button.value.max_length': 'value',
      'button.accessibility_label.max_length': 'accessibility_label',
    }),
  overflow: (check, node) => {
    within(check, listOf(node['options']), 'overflow.options.min_items');
    within(check, listOf(node['options']), 'overflow.options.max_items');
    choices(check, node);
  },
  checkboxes: (check, node) => {
    within(check, listOf(node['options']), 'checkboxes.options.min_items');
    within(check, listOf(node['options']), 'checkboxes.options.max_items');
    choices(check, node);
  },
  static_select: (check, node) => {
    select(check, node);
    choices(check, node);
  },
  plain_text_input: (check, node) =>
    all(check, node, { 'plain_text_input.max_length.max': 'max_length' }),
  actions: (check, node) => all(check, node, { 'actions.elements.max_items': 'elements' }),
  context: (check, node) => {
    all(check, node, { 'context.elements.max_items': 'elements' });
    const types = listOf(node['elements']).map((each) => isNode(each) && each['type']);
    if (types.some((type) => !['plain_text', 'mrkdwn', 'image'].includes(String(type))))
      check.found.push('context.elements');
  },
  header: (check, node) => all(check, node, { 'header.text.max_length': 'text' }),
  input: (check, node) => {
    all(check, node, { 'input.label.max_length': 'label', 'input.hint.max_length': 'hint' });
    const element = node['element'];
    if (!isNode(element) || !INPUTS.test(String(element['type'])))
      check.found.push('input.element');
  },
  section: (check, node) => {
    if (node['text'] === undefined && node['fields'] === undefined)
      check.found.push('section.content');
    all(check, node, {
      'section.text.max_length': 'text',
      'section.fields.max_items': 'fields',
    });
    for (const field of listOf(node['fields']))
      within(check, field, 'section.fields.item_max_length');
  },
  modal: view,
  home: view,
};

/** Types whose limits are checked here: the others' cases do not concern this desk. */
export const CHECKED = [
  'text',
  'action_id',
  'block_id',
  'button',
  'option',
  'option_group',
  'select',
  'static_select',
  'overflow',
  'checkboxes',
  'plain_text_input',
  'actions',
  'context',
  'header',
  'input',
  'section',
  'view',
];

/** Names of all limits that a payload breaks, in any depth. */
export function faultsOf(payload: unknown, limits: Limits, count: Count): string[] {
  const check: Check = { limits, count, found: [] };
  const walk = (value: unknown): void => {
    if (!isNode(value)) return;
    all(check, value, {
      'action_id.max_length': 'action_id',
      'block_id.max_length': 'block_id',
    });
    RULES[String(value['type'])]?.(check, value);
    Object.values(value).forEach(walk);
  };
  walk(payload);
  return check.found;
}
