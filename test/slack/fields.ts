import type { Element, Entry, SlackOption, Values, View } from './shapes.ts';

/** What an element holds before anybody touched it, in the shape `view.state.values` has. */
function untouched(element: Element): Entry {
  const { type } = element;
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { type, selected_options: element.initial_options ?? [] };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'users_select':
      return { type, selected_user: element['initial_user'] ?? null };
    default:
      return { type, value: element.initial_value ?? null };
  }
}

/** What the element holds after a person has put `told` in: a text, or the value or label of an option. */
export function entered(element: Element, told: string): Entry {
  const { type } = element;
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: told ? optionOf(element, told) : null };
    case 'checkboxes':
    case 'multi_static_select':
      return {
        type,
        selected_options: told
          .split(',')
          .filter(Boolean)
          .map((each) => optionOf(element, each)),
      };
    case 'datetimepicker':
      return { type, selected_date_time: told ? epochSeconds(told) : null };
    case 'datepicker':
      return { type, selected_date: told || null };
    case 'timepicker':
      return { type, selected_time: told || null };
    case 'users_select':
      return { type, selected_user: told || null };
    default:
      return { type, value: told || null };
  }
}

const epochSeconds = (told: string) =>
  /^\d+$/.test(told) ? Number(told) : Math.floor(Date.parse(told) / 1000);

function optionOf(element: Element, told: string): SlackOption {
  const groups = (element['option_groups'] ?? []) as { options: SlackOption[] }[];
  const options = [...(element.options ?? []), ...groups.flatMap((group) => group.options)];
  const found = options.find((each) => each.value === told || each.text.text === told);
  if (found) return { text: found.text, value: found.value };
  throw new Error(`No option ${told} among ${options.map((each) => each.value).join(', ')}`);
}

/** Every element of the view that holds something. */
export function* holders(
  view: View,
): Generator<{ block: View['blocks'][number]; element: Element }> {
  for (const block of view.blocks) {
    const elements = [block.element ?? [], block.accessory ?? []].flat();
    if (block.type === 'actions') elements.push(...(block.elements ?? []));
    for (const element of elements)
      if (!['button', 'overflow', 'image'].includes(element.type)) yield { block, element };
  }
}

/** `state.values` of the view: what was typed stands before what the view was opened with. */
export function stateOf(view: View, typed: Values): Values {
  const values: Values = {};
  for (const { block, element } of holders(view)) {
    const [of, name] = [block.block_id ?? '', element.action_id ?? ''];
    values[of] = { ...values[of], [name]: typed[of]?.[name] ?? untouched(element) };
  }
  return values;
}

/** Slack keeps what a person typed when the next view has an input of the same two ids and type. */
export function carriedOver(typed: Values, next: View): Values {
  const kept: Values = {};
  for (const { block, element } of holders(next)) {
    const [of, name] = [block.block_id ?? '', element.action_id ?? ''];
    const entry = typed[of]?.[name];
    if (entry?.type === element.type) kept[of] = { ...kept[of], [name]: entry };
  }
  return kept;
}

/** Why Slack's own client would not send the form; it tells the person, never the app. */
export function* unsendable(view: View, values: Values): Generator<string> {
  for (const { block, element } of holders(view)) {
    const entry = values[block.block_id ?? '']?.[element.action_id ?? ''];
    const { type: _, ...held } = entry ?? { type: '' };
    const [content] = Object.values(held);
    const empty = content === null || (Array.isArray(content) && content.length === 0);
    const name = `${block.block_id}/${element.action_id}`;
    if (empty && block.type === 'input' && !block.optional) yield `${name} is required`;
    if (typeof content !== 'string' || element.type !== 'plain_text_input') continue;
    if (content.length > (element.max_length ?? 3000)) yield `${name} is too long`;
    if (content.length < (element.min_length ?? 0)) yield `${name} is too short`;
  }
}
