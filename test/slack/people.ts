import { randomUUID } from 'node:crypto';
import type { Board } from './board.ts';
import type { Delivery } from './delivery.ts';
import { entered, holders, stateOf, unsendable } from './fields.ts';
import type { Modals, OpenView } from './modals.ts';
import { newTs, type Payloads } from './payloads.ts';
import { findControl } from './press.ts';
import type { ResponseUrls, Source } from './response-urls.ts';
import type { Acked, Block, Values } from './shapes.ts';
import type { Workspace } from './workspace.ts';

/** Where a person presses: a message by its ts, one of the ephemerals, the top modal, the home tab. */
export type Where =
  | { readonly message: string; readonly channel?: string }
  | { readonly ephemeral: number }
  | { readonly modal: true }
  | { readonly home: true };

export interface ForeignMessage {
  readonly text: string;
  readonly ts?: string;
  readonly user?: string;
  readonly channel?: string;
  readonly blocks?: readonly object[];
  readonly attachments?: readonly object[];
}

interface Parts {
  readonly workspace: Workspace;
  readonly board: Board;
  readonly modals: Modals;
  readonly urls: ResponseUrls;
  readonly delivery: Delivery;
  readonly payloads: Payloads;
}

/** What people do in Slack, and what Slack makes of it. */
export class People {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async command(user: string, told: string, options: { channel?: string; command?: string } = {}) {
    const { delivery, modals, payloads, urls, workspace } = this.#parts;
    const source: Source = { user, channel: options.channel ?? workspace.channels.desk };
    const acked = await delivery.deliver(
      'slash_commands',
      payloads.command(user, source.channel, {
        command: options.command ?? '/desk',
        text: told,
        response_url: urls.give('commands', source),
        trigger_id: modals.triggers.give(user),
      }),
    );
    // A command may be answered in its acknowledgement.
    const { body } = acked;
    const said = typeof body === 'string' ? { text: body } : (body as object);
    if (acked.status === 200 && Object.values(said ?? {}).some(Boolean))
      await urls.say(source, said);
    return acked;
  }

  async press(user: string, where: Where, tokenOrLabel: string): Promise<Acked> {
    const { delivery, payloads } = this.#parts;
    const { blocks, ...from } = await this.#pressed(user, where);
    const action = { ...findControl(blocks, tokenOrLabel), action_ts: newTs() };
    return delivery.deliver(
      'interactive',
      payloads.interaction('block_actions', user, { ...from, actions: [action] }),
    );
  }

  async submit(user: string, values: Readonly<Record<string, string>>): Promise<Acked> {
    const { delivery, modals, payloads } = this.#parts;
    const view = modals.type(user, this.#top(user), typed(this.#top(user), values));
    if (!view.view.submit) throw new Error('This modal has no button to submit it');
    const faults = [...unsendable(view.view, stateOf(view.view, view.typed))];
    if (faults.length > 0) throw new Error(`Slack would not send this: ${faults.join('; ')}`);
    const acked = await delivery.deliver(
      'interactive',
      payloads.interaction('view_submission', user, {
        trigger_id: modals.triggers.give(user, view.id),
        view: modals.shown(view),
        response_urls: [],
      }),
    );
    if (acked.status === 200) modals.submitted(user, view, acked.body);
    return acked;
  }

  async closeTop(user: string): Promise<void> {
    const { delivery, modals, payloads } = this.#parts;
    for (const gone of modals.close(user).toReversed())
      if (gone.view.notify_on_close)
        await delivery.deliver(
          'interactive',
          payloads.interaction('view_closed', user, {
            view: modals.shown(gone),
            is_cleared: gone.view.clear_on_close === true,
          }),
        );
  }

  shortcut(user: string, callbackId: string, message: ForeignMessage): Promise<Acked> {
    const { delivery, modals, payloads, urls, workspace } = this.#parts;
    const { channel = workspace.channels.desk, ts = newTs(), ...content } = message;
    return delivery.deliver(
      'interactive',
      payloads.interaction('message_action', user, {
        action_ts: newTs(),
        channel: workspace.channelNamed(channel),
        callback_id: callbackId,
        trigger_id: modals.triggers.give(user),
        response_url: urls.give('actions', { user, channel }),
        message_ts: ts,
        message: {
          type: 'message',
          user: workspace.users.ola,
          ts,
          team: workspace.team.id,
          ...content,
        },
      }),
    );
  }

  async openHome(user: string): Promise<Acked> {
    const { board, delivery, modals, payloads } = this.#parts;
    const view = modals.home(user);
    const event = {
      type: 'app_home_opened',
      user,
      channel: await board.directChannel(user),
      tab: 'home',
      ...(view && { view: modals.shown(view) }),
    };
    return delivery.deliver('events_api', payloads.event(event));
  }

  /** Writes in the channel; the message is there whether or not the app acknowledges it. */
  async say(user: string, told: string, options: { threadTs?: string; channel?: string } = {}) {
    const { board, delivery, payloads, workspace } = this.#parts;
    const { threadTs, channel = workspace.channels.desk } = options;
    const blocks = [{ type: 'rich_text', elements: [richText(told)] }] as unknown as Block[];
    const posted = await board.post(
      { channel, text: told, blocks, client_msg_id: randomUUID(), thread_ts: threadTs },
      user,
    );
    if (!posted.ok) throw new Error(`Could not write: ${posted.error}`);
    const { channel: seen } = await workspace.call('conversations.info', { channel });
    // The app hears nothing of a channel its bot is not in.
    if (!(seen as { is_member: boolean } | undefined)?.is_member)
      return { status: 0, ms: 0, body: 'not_in_channel', ts: String(posted['ts']) };
    const { team_id } = workspace.traits(user);
    const abroad = team_id !== workspace.team.id && { user_team: team_id, source_team: team_id };
    const message = { ...(posted['message'] as object), team: team_id, ...abroad, channel };
    const acked = await delivery.deliver('events_api', payloads.event(payloads.message(message)));
    return { ...acked, ts: String(posted['ts']) };
  }

  /** What is pressed on, and what the payload says of it. */
  async #pressed(user: string, where: Where) {
    if ('modal' in where) return this.#pressedView(user, this.#top(user));
    if ('home' in where) {
      const home = this.#parts.modals.home(user);
      if (!home) throw new Error('The home tab is empty');
      return this.#pressedView(user, home);
    }
    return 'message' in where
      ? this.#pressedMessage(user, where.message, where.channel)
      : this.#pressedEphemeral(user, where.ephemeral);
  }

  #pressedView(user: string, open: OpenView) {
    const { modals } = this.#parts;
    return {
      blocks: open.view.blocks,
      container: { type: 'view', view_id: open.id },
      trigger_id: modals.triggers.give(user, open.view.type === 'modal' ? open.id : undefined),
      view: modals.shown(open),
    };
  }

  async #pressedMessage(user: string, ts: string, channel = this.#parts.workspace.channels.desk) {
    const { board, workspace } = this.#parts;
    const message = (await board.raw(channel)).find((each) => each.ts === ts);
    if (!message) throw new Error(`There is no message ${ts}`);
    return {
      blocks: message.blocks ?? [],
      ...this.#fromMessage(user, channel, ts, false),
      message: { ...message, team: workspace.team.id },
    };
  }

  /** Slack sends no message along for what only one person sees. */
  #pressedEphemeral(user: string, index: number) {
    const found = this.#parts.board.ephemerals(user)[index];
    if (!found) throw new Error(`There is no ephemeral ${index}`);
    return { blocks: found.blocks, ...this.#fromMessage(user, found.channel, found.ts, true) };
  }

  #fromMessage(user: string, channel: string, ts: string, ephemeral: boolean) {
    const { modals, urls, workspace } = this.#parts;
    return {
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: ephemeral },
      trigger_id: modals.triggers.give(user),
      channel: workspace.channelNamed(channel),
      state: { values: {} },
      response_url: urls.give('actions', { user, channel, original: { ts, ephemeral } }),
    };
  }

  #top(user: string): OpenView {
    const top = this.#parts.modals.stack(user).at(-1);
    if (!top) throw new Error('No modal is open');
    return top;
  }
}

/** Inputs by name: `f.<name>` is the block and `<name>` the action, or either alone. */
function typed(open: OpenView, values: Readonly<Record<string, string>>): Values {
  const all: Values = { ...open.typed };
  for (const [name, told] of Object.entries(values)) {
    const holder = [...holders(open.view)].find(
      ({ block, element }) =>
        element.action_id === name || block.block_id === name || block.block_id === `f.${name}`,
    );
    if (!holder) throw new Error(`The form has no field ${name}`);
    const block = holder.block.block_id ?? '';
    const action = holder.element.action_id ?? '';
    all[block] = { ...all[block], [action]: entered(holder.element, told) };
  }
  return all;
}

const richText = (told: string) => ({
  type: 'rich_text_section',
  elements: [{ type: 'text', text: told }],
});
