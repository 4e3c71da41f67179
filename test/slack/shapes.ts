/** What goes over the wire, as far as the simulator looks into it. */

export interface TextObject {
  type: string;
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

export interface SlackOption {
  text: TextObject;
  value: string;
  [more: string]: unknown;
}

/** A button, a select, an input: whatever has an action id. */
export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject;
  value?: string;
  url?: string;
  style?: string;
  options?: SlackOption[];
  placeholder?: TextObject;
  confirm?: unknown;
  initial_value?: string;
  initial_option?: SlackOption;
  initial_options?: SlackOption[];
  initial_date_time?: number;
  initial_date?: string;
  initial_time?: string;
  max_length?: number;
  min_length?: number;
  [more: string]: unknown;
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject;
  fields?: TextObject[];
  elements?: Element[];
  accessory?: Element;
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  [more: string]: unknown;
}

export interface View {
  type: string;
  blocks: Block[];
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  callback_id?: string;
  private_metadata?: string;
  external_id?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
  [more: string]: unknown;
}

/** What an input holds: `{ type, value }`, `{ type, selected_option }` and so on. */
export interface Entry {
  type: string;
  [more: string]: unknown;
}

/** `view.state.values`: by block id, by action id. */
export type Values = Record<string, Record<string, Entry>>;

/** The answer of a Web API method. */
export interface Answer {
  ok: boolean;
  error?: string;
  [more: string]: unknown;
}

export type Args = Readonly<Record<string, unknown>>;

export type Method = (args: Args) => Answer | Promise<Answer>;

export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A message as it stands now. */
export interface SimMessage extends Content {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly threadTs?: string;
}

/** What only one person sees; gone when they reload. */
export interface Ephemeral extends Content {
  readonly ts: string;
  readonly channel: string;
}

/** An open modal or a home tab. */
export interface SimView {
  readonly id: string;
  readonly hash: string;
  readonly view: View;
}

/**
 * What Slack got back within its three seconds; an empty body is `''` by HTTP and `{}` by socket.
 * `status` 0 is no answer at all; `body` is then the word Slack shows the person: `operation_timeout`,
 * or `dispatch_failed` when nobody was there to ask.
 */
export interface Acked {
  readonly status: number;
  readonly ms: number;
  readonly body: unknown;
}

export const refused = (error: string, more: object = {}): Answer => ({
  ok: false,
  error,
  ...more,
});

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const isTrue = (value: unknown): boolean =>
  value === true || value === 'true' || value === '1';
