import { access } from './access.ts';
import { Board } from './board.ts';
import { Delivery } from './delivery.ts';
import { faults, type Outage } from './faults.ts';
import { type Call, Front } from './front.ts';
import { Happenings } from './happenings.ts';
import { Methods } from './methods.ts';
import { Modals } from './modals.ts';
import { Payloads } from './payloads.ts';
import { type ForeignMessage, People, type Where } from './people.ts';
import { ResponseUrls } from './response-urls.ts';
import type { Acked, Ephemeral, SimMessage, SimView } from './shapes.ts';
import { Sockets } from './sockets.ts';
import { openWorkspace, type Person } from './workspace.ts';

const APP_TOKEN = 'xapp-1-A0KVORUM01-300000000001-kvorumtestonly';
const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/**
 * A Slack workspace on loopback for a real SDK. Messages, channels and members are kept by emulate;
 * Socket Mode, commands, interactivity, views, limits, scopes and everything that goes wrong are ours.
 */
export interface SlackSimulator extends AsyncDisposable {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly team: string;
  /** The desk's channel; where no other is named, it is this one. The bot is in all three. */
  readonly channel: string;
  readonly otherChannel: string;
  readonly privateChannel: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly bot: { readonly user: string; readonly botId: string };
  /** The guest is restricted; the external one is of another team (Slack Connect). */
  readonly users: Readonly<Record<Person, string>>;
  /** Every call of the Web API that came through, in the order they were finished. */
  readonly calls: readonly Call[];

  /** The app listens at this URL (…/slack/events). Without it, it is reached by Socket Mode. */
  connectHttp(url: string): void;
  /** How many sockets the app holds open. */
  connections(): number;
  /** Slack asks the app to open new sockets, as it does every hour or so. */
  refreshSockets(): void;

  /** As they stand now, oldest first, replies among them. */
  messages(channel?: string): Promise<readonly SimMessage[]>;
  directMessages(user: string): Promise<readonly SimMessage[]>;
  /** Also those sent by response_url or in a command's acknowledgement. */
  ephemerals(user: string): readonly Ephemeral[];
  /** The open stack, top last. */
  modals(user: string): readonly SimView[];
  home(user: string): SimView | undefined;

  command(
    user: string,
    text: string,
    options?: { channel?: string; command?: string },
  ): Promise<Acked>;
  /** Finds the button or option by its value, its verb (before the first `|`) or its label. */
  press(user: string, where: Where, tokenOrLabel: string): Promise<Acked>;
  /** Fills inputs of the top modal by name and does what the answer asks; its errors are in the body. */
  submit(user: string, values: Readonly<Record<string, string>>): Promise<Acked>;
  closeTop(user: string): Promise<void>;
  shortcut(user: string, callbackId: string, message: ForeignMessage): Promise<Acked>;
  /** Any event of the Events API, wrapped as Slack does. */
  event(body: object): Promise<Acked>;
  openHome(user: string): Promise<Acked>;
  say(
    user: string,
    text: string,
    options?: { threadTs?: string; channel?: string },
  ): Promise<Acked & { readonly ts: string }>;
  /** The last of these once more, byte for byte. */
  replay(): Promise<Acked>;

  /** These resolve when the app has been told. */
  deleteMessage(ts: string, channel?: string): Promise<void>;
  archive(channel?: string): Promise<void>;
  unarchive(channel?: string): Promise<void>;
  removeBot(channel?: string): Promise<void>;
  inviteBot(channel?: string): Promise<void>;
  deactivate(user: string): Promise<void>;
  /** The app is uninstalled. */
  revoke(): Promise<void>;
  restore(): void;
  setScopes(scopes: readonly string[]): void;

  /** Cuts every connection as it begins; `null` ends it. */
  outage(kind: Outage | null): void;
  /** The next call of the method is performed and its connection cut without an answer. */
  dropNext(method: string): void;
  limit(method: string, retryAfterS: number, times: number): void;
}

export async function openSlack(
  options: { readonly port?: number; readonly strictPace?: boolean } = {},
): Promise<SlackSimulator> {
  await using opening = new AsyncDisposableStack();
  const workspace = opening.use(await openWorkspace());
  const fault = faults(options.strictPace ?? false);
  const front = new Front(fault);
  await front.listen(options.port ?? 0);
  opening.defer(() => front.close());

  const tokens = access(workspace.botToken, APP_TOKEN);
  const sockets = new Sockets(workspace.app);
  const delivery = new Delivery(sockets, SIGNING_SECRET);
  const payloads = new Payloads(workspace);
  const board = new Board(workspace);
  const modals = new Modals(workspace);
  const urls = new ResponseUrls(board, front.url);
  const people = new People({ workspace, board, modals, urls, delivery, payloads });
  const happenings = new Happenings({ workspace, board, access: tokens, delivery, payloads });
  opening.defer(() => happenings.told());
  const methods = new Methods(workspace, board, (message) => happenings.echo(message));
  front.open({
    access: tokens,
    sockets,
    methods: { ...methods.all, ...modals.methods },
    emulatorUrl: workspace.url,
    respond: (path, body) => urls.post(path, body),
  });
  const opened = opening.move();
  const { desk, other, closed } = workspace.channels;

  return {
    apiUrl: `${front.url}/api/`,
    team: workspace.team.id,
    channel: desk,
    otherChannel: other,
    privateChannel: closed,
    botToken: workspace.botToken,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    bot: workspace.bot,
    users: workspace.users,
    calls: front.calls,
    connectHttp(url) {
      delivery.url = url;
    },
    connections: () => sockets.count,
    refreshSockets: () => sockets.refresh(),
    messages: (channel = desk) => board.messages(channel),
    directMessages: async (user) => board.messages(await board.directChannel(user)),
    ephemerals: (user) => board.ephemerals(user),
    modals: (user) => modals.stack(user),
    home: (user) => modals.home(user),
    ...doings(people, delivery, payloads),
    ...happenings.all(),
    restore() {
      tokens.revoked = false;
    },
    setScopes(scopes) {
      tokens.scopes = scopes;
    },
    outage(kind) {
      fault.outage = kind;
      if (kind) front.cut();
    },
    dropNext: (method) => fault.dropNext(method),
    limit: (method, retryAfterS, times) => fault.limit(method, retryAfterS, times),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

type Doings = 'command' | 'press' | 'submit' | 'closeTop' | 'shortcut' | 'openHome' | 'say';

const doings = (
  people: People,
  delivery: Delivery,
  payloads: Payloads,
): Pick<SlackSimulator, Doings | 'event' | 'replay'> => ({
  command: (user, text, more) => people.command(user, text, more),
  press: (user, where, tokenOrLabel) => people.press(user, where, tokenOrLabel),
  submit: (user, values) => people.submit(user, values),
  closeTop: (user) => people.closeTop(user),
  shortcut: (user, callbackId, message) => people.shortcut(user, callbackId, message),
  openHome: (user) => people.openHome(user),
  say: (user, text, more) => people.say(user, text, more),
  event: (body) => delivery.deliver('events_api', payloads.event(body)),
  replay: () => delivery.replay(),
});
