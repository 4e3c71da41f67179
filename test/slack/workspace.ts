import { createEmulator } from 'emulate';
import type { Answer, Args } from './shapes.ts';

const APP = 'A0KVORUM01';
const BOT = { user: 'U0KVORUM01', botId: 'B0KVORUM01', name: 'kvorum' };
const BOT_TOKEN = 'xoxb-100000000001-200000000001-kvorumtestonly';
const DOMAIN = 'harjedalen';
const OTHER_TEAM = 'T0GRANNEN1';

const PEOPLE = ['anna', 'ola', 'guest', 'external'] as const;
const CHANNELS = { desk: 'kvorum-desk', other: 'forvaltning', closed: 'ledning' } as const;

export type Person = (typeof PEOPLE)[number];

/** What emulate's users have no room for. */
export interface Traits {
  team_id: string;
  deleted: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  is_stranger: boolean;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The stateful part: messages, channels, members and files are kept by emulate. */
export interface Workspace extends AsyncDisposable {
  readonly url: string;
  readonly app: string;
  readonly bot: { readonly user: string; readonly botId: string };
  readonly botToken: string;
  readonly team: { readonly id: string; readonly domain: string };
  readonly users: Readonly<Record<Person, string>>;
  readonly channels: Readonly<Record<keyof typeof CHANNELS, string>>;
  /** Past our front and its refusals: as the bot, or as a person. */
  call(method: string, args: Args, asUser?: string): Promise<Answer>;
  traits(user: string): Traits;
  userNamed(id: string): Named;
  channelNamed(id: string): Named;
}

const userToken = (name: string) => `xoxp-${name}`;

export async function openWorkspace(): Promise<Workspace> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: seed() } });
  // It answers that it is `localhost`, which may also be an address it does not listen on.
  const url = `http://127.0.0.1:${new URL(emulator.url).port}`;
  const tokens = new Map<string, string>();

  async function call(method: string, args: Args, asUser?: string): Promise<Answer> {
    const token = (asUser && tokens.get(asUser)) ?? BOT_TOKEN;
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    return (await response.json()) as Answer;
  }

  const { team_id: team } = await call('auth.test', {});
  const { members } = await call('users.list', {});
  const ids = new Map((members as Named[]).map(({ id, name }) => [name, id]));
  const users = Object.fromEntries(PEOPLE.map((name) => [name, ids.get(name) ?? ''])) as Record<
    Person,
    string
  >;
  for (const name of PEOPLE) tokens.set(users[name], userToken(name));
  const listed = await call(
    'conversations.list',
    { types: 'public_channel,private_channel' },
    users.anna,
  );
  const found = (name: string) =>
    (listed['channels'] as Named[]).find((each) => each.name === name);
  const channels = Object.fromEntries(
    Object.entries(CHANNELS).map(([key, name]) => [key, found(name)?.id ?? '']),
  ) as Record<keyof typeof CHANNELS, string>;
  for (const channel of Object.values(channels))
    await call('conversations.invite', { channel, users: BOT.user }, users.anna);
  const names = new Map<string, string>([
    [BOT.user, BOT.name],
    ...PEOPLE.map((name): [string, string] => [users[name], name]),
    ...Object.entries(CHANNELS).map(([key, name]): [string, string] => [
      channels[key as keyof typeof CHANNELS],
      name,
    ]),
  ]);
  const traits = traitsOf(users, String(team));
  return {
    url,
    app: APP,
    bot: { user: BOT.user, botId: BOT.botId },
    botToken: BOT_TOKEN,
    team: { id: String(team), domain: DOMAIN },
    users,
    channels,
    call,
    traits: (user) => traits.get(user) ?? member(String(team)),
    userNamed: (id) => ({ id, name: names.get(id) ?? id.toLowerCase() }),
    channelNamed: (id) => ({ id, name: names.get(id) ?? 'directmessage' }),
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}

const member = (team: string): Traits => ({
  team_id: team,
  deleted: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_stranger: false,
});

const traitsOf = (users: Readonly<Record<Person, string>>, team: string) =>
  new Map<string, Traits>([
    [users.anna, member(team)],
    [users.ola, member(team)],
    [users.guest, { ...member(team), is_restricted: true }],
    [users.external, { ...member(OTHER_TEAM), is_stranger: true }],
  ]);

const seed = () => ({
  team: { name: 'Härjedalens kommun', domain: DOMAIN },
  users: PEOPLE.map((name) => ({ name, real_name: name, email: `${name}@harjedalen.example` })),
  channels: [
    { name: CHANNELS.desk },
    { name: CHANNELS.other },
    { name: CHANNELS.closed, is_private: true },
  ],
  oauth_apps: [
    {
      app_id: APP,
      client_id: '1.2',
      client_secret: 'test-only',
      name: 'Kvorum',
      redirect_uris: [],
      bot_id: BOT.botId,
      bot_user_id: BOT.user,
      bot_name: BOT.name,
    },
  ],
  tokens: [
    {
      token: BOT_TOKEN,
      user_id: BOT.user,
      type: 'bot',
      app_id: APP,
      bot_id: BOT.botId,
      // Our front checks scopes; emulate only keeps addresses to itself without `users:read.email`.
      scopes: ['users:read'],
    },
    ...PEOPLE.map((name) => ({ token: userToken(name), user: name, type: 'user' })),
  ],
});
