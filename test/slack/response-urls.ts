import { randomBytes } from 'node:crypto';
import { faultsOfBlocks } from './block-limits.ts';
import type { Board } from './board.ts';
import { type Block, type Content, isTrue } from './shapes.ts';

const USES_MAX = 5;
const LIFE_MS = 30 * 60_000;

/** Where the interaction came from: what `replace_original` and `delete_original` are about. */
export interface Source {
  readonly user: string;
  readonly channel: string;
  readonly original?: { readonly ts: string; readonly ephemeral: boolean };
}

interface Said extends Partial<Content> {
  readonly response_type?: string;
  readonly replace_original?: unknown;
  readonly delete_original?: unknown;
  readonly thread_ts?: string;
}

/** A way back to the person for half an hour and five answers, which needs no token and no scope. */
export class ResponseUrls {
  readonly #board: Board;
  readonly #base: string;
  readonly #given = new Map<string, Source & { uses: number; untilMs: number }>();

  constructor(board: Board, base: string) {
    this.#board = board;
    this.#base = base;
  }

  give(kind: 'actions' | 'commands', source: Source): string {
    const path = `/${kind}/T0/${Date.now()}/${randomBytes(12).toString('base64url')}`;
    this.#given.set(path, { ...source, uses: 0, untilMs: performance.now() + LIFE_MS });
    return this.#base + path;
  }

  async post(path: string, body: string): Promise<{ status: number; error?: string }> {
    const found = this.#given.get(path);
    if (!found) return { status: 404, error: 'invalid_url' };
    if (performance.now() > found.untilMs) return { status: 404, error: 'expired_url' };
    if (found.uses >= USES_MAX) return { status: 404, error: 'used_url' };
    found.uses += 1;
    return this.say(found, parsed(body));
  }

  /** Also what a command answers in its own acknowledgement. */
  async say(source: Source, said: Said): Promise<{ status: number; error?: string }> {
    const { original } = source;
    if (isTrue(said.delete_original)) return this.#replace(source, null);
    if (faultsOfBlocks((said.blocks ?? []) as Block[]).length > 0)
      return { status: 400, error: 'invalid_blocks' };
    if (!said.text && !said.blocks?.length) return { status: 400, error: 'no_text' };
    if (isTrue(said.replace_original) && original) return this.#replace(source, said);
    if (said.response_type === 'in_channel') {
      const { channel } = source;
      const { text = '', blocks, thread_ts } = said;
      const answer = await this.#board.post({
        channel,
        text,
        ...(blocks && { blocks }),
        ...(thread_ts && { thread_ts }),
      });
      return answer.ok ? { status: 200 } : { status: 400, error: answer.error ?? '' };
    }
    this.#board.whisper(source.user, source.channel, said);
    return { status: 200 };
  }

  async #replace({ user, channel, original }: Source, said: Said | null) {
    if (!original) return { status: 404, error: 'no_original' };
    if (original.ephemeral) {
      this.#board.rewhisper(user, original.ts, said);
      return { status: 200 };
    }
    const messages = await this.#board.raw(channel);
    const found = messages.find((message) => message.ts === original.ts);
    if (!found) return { status: 404, error: 'message_not_found' };
    const { text = '', blocks = [] } = said ?? {};
    const answer = said
      ? await this.#board.edit({ channel, ts: found.ts, text, blocks })
      : await this.#board.erase(channel, found);
    return answer.ok ? { status: 200 } : { status: 400, error: answer.error ?? '' };
  }
}

function parsed(body: string): Said {
  try {
    return JSON.parse(body) as Said;
  } catch {
    return {};
  }
}
