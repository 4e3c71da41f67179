import type { Answer, Args, Block, Content, Ephemeral, SimMessage } from './shapes.ts';
import { storedBlocks } from './stored-blocks.ts';
import type { Workspace } from './workspace.ts';

/** A message as emulate and Slack return it. */
export interface RawMessage {
  readonly type: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly subtype?: string;
  readonly blocks?: readonly Block[];
  readonly thread_ts?: string;
  readonly reply_count?: number;
  readonly metadata?: unknown;
  readonly [more: string]: unknown;
}

/** A page may hold at most this many in emulate. */
const ALL = 1000;

/** What is written in the workspace: messages are emulate's, what only one person sees is ours. */
export class Board {
  readonly #workspace: Workspace;
  readonly #ephemerals = new Map<string, Ephemeral[]>();
  #lastEphemeral = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Past emulate's own idea of a bot message, which has no `bot_id`. */
  async post(posting: Args, asUser?: string): Promise<Answer> {
    const blocks = posting['blocks'] as readonly Block[] | undefined;
    const { app, bot, team, call } = this.#workspace;
    const by = asUser ? {} : { bot_id: bot.botId, app_id: app };
    const answer = await call(
      'chat.postMessage',
      { ...posting, ...by, ...(blocks && { blocks: storedBlocks(blocks) }) },
      asUser,
    );
    if (!answer.ok) return answer;
    return { ...answer, message: { ...(answer['message'] as object), team: team.id } };
  }

  edit(change: Args): Promise<Answer> {
    const blocks = change['blocks'] as readonly Block[] | undefined;
    const stored = blocks && { blocks: storedBlocks(blocks) };
    return this.#workspace.call('chat.update', { ...change, ...stored });
  }

  /** As its author, so that it is also possible for an administrator. */
  erase(channel: string, { ts, user }: Pick<RawMessage, 'ts' | 'user'>): Promise<Answer> {
    return this.#workspace.call('chat.delete', { channel, ts }, user);
  }

  /** Everything in the channel, thread replies and all, oldest first. */
  async raw(channel: string): Promise<RawMessage[]> {
    const tops = await this.#read('conversations.history', { channel, limit: ALL });
    const threads = await Promise.all(
      tops
        .filter((message) => message.reply_count)
        .map(({ ts }) => this.#read('conversations.replies', { channel, ts })),
    );
    const replies = threads.flat().filter((message) => message.thread_ts !== message.ts);
    const all = new Map([...tops, ...replies].map((message) => [message.ts, message]));
    return [...all.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  /** What people and the bot wrote; that a channel was archived is not among it. */
  async messages(channel: string): Promise<SimMessage[]> {
    const raw = await this.raw(channel);
    return raw
      .filter((message) => message.subtype === undefined)
      .map(({ ts, user, text, blocks, thread_ts }) => ({
        ts,
        channel,
        user,
        text,
        blocks: blocks ?? [],
        ...(thread_ts && { threadTs: thread_ts }),
      }));
  }

  async directChannel(user: string): Promise<string> {
    const { channel } = await this.#workspace.call('conversations.open', { users: user });
    return (channel as { id: string }).id;
  }

  ephemerals(user: string): Ephemeral[] {
    const found = this.#ephemerals.get(user) ?? [];
    this.#ephemerals.set(user, found);
    return found;
  }

  whisper(user: string, channel: string, content: Partial<Content>, ts = this.#nextTs()): string {
    this.ephemerals(user).push(whispered(channel, content, ts));
    return ts;
  }

  /** Puts something else in the place of what the person saw, or takes it away. */
  rewhisper(user: string, ts: string, content: Partial<Content> | null): void {
    const seen = this.ephemerals(user);
    const at = seen.findIndex((each) => each.ts === ts);
    const old = seen[at];
    if (old) seen.splice(at, 1, ...(content ? [whispered(old.channel, content, ts)] : []));
  }

  #nextTs(): string {
    this.#lastEphemeral += 1;
    return `${Math.floor(Date.now() / 1000)}.9${String(this.#lastEphemeral).padStart(5, '0')}`;
  }

  /** A person sees the channels even when the bot does not; direct messages are the bot's own. */
  async #read(method: string, args: Args): Promise<RawMessage[]> {
    const asUser = String(args['channel']).startsWith('D') ? undefined : this.#workspace.users.anna;
    const { messages } = await this.#workspace.call(method, args, asUser);
    return (messages ?? []) as RawMessage[];
  }
}

const whispered = (channel: string, content: Partial<Content>, ts: string): Ephemeral => ({
  ts,
  channel,
  text: content.text ?? '',
  blocks: storedBlocks(content.blocks ?? []),
});
