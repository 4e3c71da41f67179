import { setTimeout as sleep } from 'node:timers/promises';
import { App, SocketModeReceiver } from '@slack/bolt';
import type { Outlet } from '#ports/outlet.ts';
import { clientOptions, codeOfFailure, SILENT, type SlackClient, slackClient } from './client.ts';
import { hearHappenings } from './happenings.ts';
import { handedReceiver, type SlackListener } from './http.ts';
import { hearInteractions } from './interactions.ts';
import { membersOf } from './members.ts';
import type { SlackDesk, SlackNeeds } from './needs.ts';
import { slackOutlet } from './outlet.ts';
import { keepSocket } from './socket.ts';

export interface SlackOptions extends SlackNeeds {
  readonly workspace: string;
  readonly botToken: string;
  /** By a socket that the desk opens, or by requests that Slack sends. */
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  readonly apiUrl?: string;
  /** One for each department's channel. */
  readonly desks: readonly SlackDesk[];
}

/** The app in one workspace. */
export interface RunningSlack extends AsyncDisposable {
  readonly outlets: ReadonlyMap<string, Outlet>;
  /** Where Slack's requests are handed to; absent with a socket. */
  readonly listener?: SlackListener;
}

const ASK_AGAIN_MS = 15_000;
const RESPOND_MS = 5_000;

/**
 * Opens the desk in a Slack workspace. Does not wait for Slack: what cannot be reached now is tried
 * again for as long as the desk is open.
 */
export function openSlack(options: SlackOptions): RunningSlack {
  const { workspace, botToken, apiUrl, mode, desks, onFault } = options;
  const stopping = new AbortController();
  const settings = { ...(apiUrl && { apiUrl }), stopping: stopping.signal };
  const client = slackClient({ token: botToken, ...settings });
  const handed = mode.kind === 'http' ? handedReceiver() : undefined;
  const socket =
    mode.kind === 'socket'
      ? new SocketModeReceiver({
          appToken: mode.appToken,
          autoReconnectEnabled: false,
          logger: SILENT,
          installerOptions: { clientOptions: clientOptions(settings) },
        })
      : undefined;
  const receiver = handed ?? socket;
  const app = new App({
    ...(receiver && { receiver }),
    // Whoever asks is looked up by us; and a click is heard also while Slack's interface is away.
    authorize: async () => ({ botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: SILENT,
    clientOptions: clientOptions(settings),
  });
  app.error(async (error) => onFault(codeOfFailure(error.original ?? error)));
  const own = { user: null as string | null };
  const needs = { ...options, client, members: membersOf(client, workspace) };
  hearInteractions(app, { ...needs, post: (url, body) => respond(url, body, stopping.signal) });
  hearHappenings(app, { ...needs, ownUser: () => own.user });
  const background = Promise.all([
    learnUser(client, own, { onFault, stopping: stopping.signal }),
    socket && keepSocket(socket, { onFault, stopping: stopping.signal }),
  ]);
  return {
    outlets: new Map(
      desks.map(({ id, channel }) => {
        const outlet = slackOutlet(client, { channel, ownUser: () => own.user });
        return [id, outlet];
      }),
    ),
    ...(handed &&
      mode.kind === 'http' && {
        listener: { signingSecret: mode.signingSecret, process: handed.process },
      }),
    async [Symbol.asyncDispose]() {
      stopping.abort(new Error('the desk is closing'));
      await background;
    },
  };
}

/** Who the desk is there, asked until Slack answers. */
async function learnUser(
  client: SlackClient,
  own: { user: string | null },
  { onFault, stopping }: { onFault: (code: string) => void; stopping: AbortSignal },
): Promise<void> {
  while (!stopping.aborted && own.user === null) {
    try {
      own.user = (await client.auth.test()).user_id ?? null;
    } catch (error) {
      if (stopping.aborted) return;
      onFault(codeOfFailure(error));
      await sleep(ASK_AGAIN_MS, null, { signal: stopping }).catch(() => undefined);
    }
  }
}

async function respond(url: string, body: object, stopping: AbortSignal): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(RESPOND_MS)]),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`Slack answered with status ${answer.status}`);
}
