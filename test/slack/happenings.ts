import type { Access } from './access.ts';
import type { Board } from './board.ts';
import type { Delivery } from './delivery.ts';
import { deleted } from './methods.ts';
import type { Payloads } from './payloads.ts';
import type { Workspace } from './workspace.ts';

interface Parts {
  readonly workspace: Workspace;
  readonly board: Board;
  readonly access: Access;
  readonly delivery: Delivery;
  readonly payloads: Payloads;
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

/** What Anna, who runs the workspace, does to the app and its channels, and the events Slack makes of it. */
export class Happenings {
  readonly #parts: Parts;
  readonly #echoes = new Set<Promise<unknown>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Slack tells the app of its own messages too, while it goes on. */
  echo(message: Record<string, unknown>): void {
    const { delivery, payloads } = this.#parts;
    if (!delivery.reaches) return;
    const echo = delivery.tell(payloads.event(payloads.message(message)));
    this.#echoes.add(echo);
    void echo.finally(() => this.#echoes.delete(echo));
  }

  /** Resolves when no echo is on its way. */
  async told(): Promise<void> {
    await Promise.all(this.#echoes);
  }

  all() {
    const { access, board, workspace } = this.#parts;
    const { bot, users, channels } = workspace;
    const user = users.anna;
    const kind = (channel: string) => (channel === channels.closed ? 'group' : 'channel');
    return {
      deleteMessage: async (ts: string, channel = channels.desk) => {
        const found = (await board.raw(channel)).find((each) => each.ts === ts);
        if (!found) throw new Error(`There is no message ${ts}`);
        await board.erase(channel, found);
        await this.#tell(this.#parts.payloads.message(deleted(channel, found)));
      },
      archive: async (channel = channels.desk) => {
        await this.#do('conversations.archive', { channel });
        await this.#tell({ type: `${kind(channel)}_archive`, channel, user });
      },
      unarchive: async (channel = channels.desk) => {
        await this.#do('conversations.unarchive', { channel });
        await this.#tell({ type: `${kind(channel)}_unarchive`, channel, user });
      },
      removeBot: async (channel = channels.desk) => {
        await this.#do('conversations.kick', { channel, user: bot.user });
        await this.#tell(this.#moved('member_left_channel', channel));
        await this.#tell({ type: `${kind(channel)}_left`, channel, actor_id: user });
      },
      inviteBot: async (channel = channels.desk) => {
        await this.#do('conversations.invite', { channel, users: bot.user });
        await this.#tell({ ...this.#moved('member_joined_channel', channel), inviter: user });
      },
      deactivate: async (someone: string) => {
        workspace.traits(someone).deleted = true;
        const changed = { ...workspace.userNamed(someone), ...workspace.traits(someone) };
        await this.#tell({ type: 'user_change', user: changed });
      },
      revoke: async () => {
        access.revoked = true;
        await this.#tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [bot.user] } });
        await this.#tell({ type: 'app_uninstalled' });
      },
    };
  }

  #moved(type: string, channel: string): Event {
    const { bot, channels, team } = this.#parts.workspace;
    const channel_type = channel === channels.closed ? 'G' : 'C';
    return { type, user: bot.user, channel, channel_type, team: team.id };
  }

  async #do(method: string, args: Readonly<Record<string, unknown>>): Promise<void> {
    const { call, users } = this.#parts.workspace;
    const { ok, error } = await call(method, args, users.anna);
    if (!ok) throw new Error(`${method}: ${error}`);
  }

  async #tell(event: Readonly<Record<string, unknown>>): Promise<void> {
    const { delivery, payloads } = this.#parts;
    await delivery.tell(payloads.event(event));
  }
}
