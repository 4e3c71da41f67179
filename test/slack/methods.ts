import { BLOCKS_JSON_MAX, faultsOfBlocks } from './block-limits.ts';
import type { Board, RawMessage } from './board.ts';
import { type Answer, type Args, isTrue, type Method, refused, text } from './shapes.ts';
import type { Workspace } from './workspace.ts';

const UPDATE_TEXT_MAX = 4000;
const PAGE_DEFAULT = 100;

/** Told of every message of the bot's own, as Slack tells the app itself. */
type Echo = (event: Record<string, unknown>) => void;

/**
 * The methods emulate answers too kindly. It lets a bot write into a channel it is not in, knows no
 * limits of blocks, reads a channel without `oldest` and `latest`, and has no guests and no strangers.
 */
export class Methods {
  readonly all: Readonly<Record<string, Method>>;
  readonly #workspace: Workspace;
  readonly #board: Board;
  readonly #echo: Echo;

  constructor(workspace: Workspace, board: Board, echo: Echo) {
    this.#workspace = workspace;
    this.#board = board;
    this.#echo = echo;
    this.all = {
      'auth.test': async () => ({
        ...(await this.#workspace.call('auth.test', {})),
        is_enterprise_install: false,
      }),
      'chat.postMessage': (args) => this.#postMessage(args),
      'chat.postEphemeral': (args) => this.#postEphemeral(args),
      'chat.update': (args) => this.#update(args),
      'chat.delete': (args) => this.#delete(args),
      'conversations.history': (args) => this.#read(args),
      'conversations.replies': (args) => this.#read(args, text(args['ts'])),
      'conversations.info': (args) => this.#info(args),
      'conversations.open': (args) => this.#open(args),
      'users.info': (args) => this.#user(args),
    };
  }

  async #postMessage(args: Args): Promise<Answer> {
    const refusal = unfit(args) ?? (await this.#closed(args, 'is_archived'));
    if (refusal) return refusal;
    const answer = await this.#board.post(args);
    if (answer.ok) this.#echo({ ...(answer['message'] as object), channel: answer['channel'] });
    return answer;
  }

  /** emulate checks and keeps it, but has no way to read it back. */
  async #postEphemeral(args: Args): Promise<Answer> {
    const refusal = unfit(args) ?? (await this.#closed(args, 'is_archived'));
    if (refusal) return refusal;
    const answer = await this.#workspace.call('chat.postEphemeral', args);
    if (!answer.ok) return answer;
    const ts = text(answer['message_ts']);
    this.#board.whisper(text(args['user']), text(args['channel']), args, ts);
    return answer;
  }

  async #update(args: Args): Promise<Answer> {
    if ([...text(args['text'])].length > UPDATE_TEXT_MAX) return refused('msg_too_long');
    // Not `is_archived`: "The message cannot be edited within a frozen, archived or deleted channel."
    const refusal = unfit(args) ?? (await this.#closed(args, 'is_inactive'));
    if (refusal) return refusal;
    const previous = await this.#message(args);
    const answer = await this.#board.edit(args);
    if (!answer.ok) return answer;
    this.#echo({
      subtype: 'message_changed',
      hidden: true,
      channel: args['channel'],
      message: answer['message'],
      previous_message: previous,
    });
    return answer;
  }

  async #delete(args: Args): Promise<Answer> {
    const refusal = await this.#closed(args, 'is_archived');
    if (refusal) return refusal;
    const previous = await this.#message(args);
    const answer = await this.#workspace.call('chat.delete', args);
    if (answer.ok) this.#echo(deleted(text(args['channel']), previous));
    return answer;
  }

  async #message(args: Args): Promise<RawMessage | undefined> {
    const messages = await this.#board.raw(text(args['channel']));
    return messages.find((message) => message.ts === args['ts']);
  }

  /** Why the bot may not write there, if it may not. A user's id stands for the direct message. */
  async #closed(args: Args, archived: string): Promise<Answer | undefined> {
    const channel = text(args['channel']);
    if (channel.startsWith('U')) return undefined;
    const { error, channel: found } = await this.#info({ channel });
    if (error) return refused(error);
    const state = found as { is_im: boolean; is_member: boolean; is_archived: boolean };
    if (state.is_archived) return refused(archived);
    return state.is_im || state.is_member ? undefined : refused('not_in_channel');
  }

  async #info(args: Args): Promise<Answer> {
    const answer = await this.#workspace.call('conversations.info', args);
    // Slack does not tell of a private channel that it is there.
    if (!answer.ok) return refused('channel_not_found');
    const { id: team } = this.#workspace.team;
    const more = {
      is_general: false,
      is_shared: false,
      is_ext_shared: false,
      context_team_id: team,
    };
    return { ok: true, channel: { ...more, ...(answer['channel'] as object) } };
  }

  async #read(args: Args, thread?: string): Promise<Answer> {
    const channel = text(args['channel']);
    const { error, channel: found } = await this.#info({ channel });
    if (error) return refused(error);
    const state = found as { is_im: boolean; is_member: boolean };
    if (!state.is_im && !state.is_member) return refused('not_in_channel');
    const raw = await this.#board.raw(channel);
    const inThread = ({ ts, thread_ts }: RawMessage) =>
      thread ? ts === thread || thread_ts === thread : !thread_ts || thread_ts === ts;
    if (thread && !raw.some((message) => message.ts === thread)) return refused('thread_not_found');
    const wanted = raw.filter((message) => inThread(message) && within(message.ts, args));
    const ordered = thread ? wanted : wanted.reverse();
    const from = Number(Buffer.from(text(args['cursor']), 'base64').toString() || 0);
    const to = from + (Number(args['limit']) || PAGE_DEFAULT);
    const more = to < ordered.length;
    const withMetadata = isTrue(args['include_all_metadata']);
    return {
      ok: true,
      messages: ordered.slice(from, to).map((each) => this.#shown(each, withMetadata)),
      has_more: more,
      response_metadata: { next_cursor: more ? Buffer.from(String(to)).toString('base64') : '' },
    };
  }

  /** Slack returns a message's metadata only when asked to. */
  #shown({ metadata, ...message }: RawMessage, withMetadata: boolean): object {
    return {
      ...message,
      team: this.#workspace.team.id,
      ...(withMetadata && metadata !== undefined && { metadata }),
    };
  }

  async #open(args: Args): Promise<Answer> {
    const users = text(args['users']).split(',');
    if (users.some((user) => this.#workspace.traits(user).deleted)) return refused('user_disabled');
    return this.#workspace.call('conversations.open', args);
  }

  async #user(args: Args): Promise<Answer> {
    const answer = await this.#workspace.call('users.info', args);
    if (!answer.ok) return answer;
    const more = { tz: 'Europe/Stockholm', tz_offset: 3600, is_app_user: false };
    const locale = isTrue(args['include_locale']) && { locale: 'sv-SE' };
    const traits = this.#workspace.traits(text(args['user']));
    return { ok: true, user: { ...(answer['user'] as object), ...more, ...locale, ...traits } };
  }
}

export const deleted = (channel: string, previous: RawMessage | undefined) => ({
  subtype: 'message_deleted',
  hidden: true,
  channel,
  deleted_ts: previous?.ts,
  previous_message: previous,
});

function within(ts: string, { oldest, latest, inclusive }: Args): boolean {
  const touches = isTrue(inclusive);
  const after = !oldest || Number(ts) > Number(oldest) || (touches && ts === oldest);
  const before = !latest || Number(ts) < Number(latest) || (touches && ts === latest);
  return after && before;
}

function unfit({ blocks }: Args): Answer | undefined {
  if (blocks === undefined || blocks === '') return undefined;
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  if (JSON.stringify(blocks).length > BLOCKS_JSON_MAX) return refused('msg_blocks_too_long');
  const errors = faultsOfBlocks(blocks);
  if (errors.length === 0) return undefined;
  return refused('invalid_blocks', { errors, response_metadata: { messages: errors } });
}
