import {
  App,
  type BlockAction,
  type BlockElementAction,
  LogLevel,
  SocketModeReceiver,
  type ViewOutput,
} from '@slack/bolt';
import { freePort } from '../crash/desk-process.ts';
import type { SlackSimulator } from './simulator.ts';

export interface TinyApp extends AsyncDisposable {
  readonly app: App;
  /** What its listeners saw, in their own words. */
  readonly seen: string[];
}

const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Shorter than the SDK's five seconds: it waits as long before it opens a lost socket again. */
const RECONNECT_MS = 400;

export const section = (text: string) => ({
  type: 'section' as const,
  text: { type: 'mrkdwn' as const, text },
});

const plain = (text: string) => ({ type: 'plain_text' as const, text });

export const CARD = [
  section('*17* Snow on Storgatan'),
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'a.0', text: plain('Claim'), value: 'claim|17|1' },
      {
        type: 'overflow' as const,
        action_id: 'a.more',
        options: [{ text: plain('Snooze'), value: 'snooze|17|1' }],
      },
    ],
  },
];

export const form = (title: string, value = '') => ({
  type: 'modal' as const,
  callback_id: 'form',
  private_metadata: 'item 17',
  title: plain(title),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'f.next',
      label: plain('What next'),
      element: {
        type: 'plain_text_input' as const,
        action_id: 'next',
        ...(value && { initial_value: value }),
      },
    },
    {
      type: 'input' as const,
      block_id: 'f.tone',
      optional: true,
      label: plain('Tone'),
      element: {
        type: 'static_select' as const,
        action_id: 'tone',
        initial_option: { text: plain('Calm'), value: 'calm' },
        options: ['calm', 'firm'].map((tone) => ({
          text: plain(tone === 'calm' ? 'Calm' : 'Firm'),
          value: tone,
        })),
      },
    },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'a.help', text: plain('Help'), value: 'help|17|1' },
      ],
    },
  ],
});

/** A few listeners around the real SDK, reached as the simulator is told. */
export async function startTinyApp(
  slack: SlackSimulator,
  mode: 'socket' | 'http',
): Promise<TinyApp> {
  const { apiUrl: slackApiUrl, botToken: token, appToken, signingSecret } = slack;
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const common = { token, clientOptions, logger: silent };
  const seen: string[] = [];
  if (mode === 'http') {
    const port = await freePort();
    const app = new App({ ...common, signingSecret });
    listen(app, seen);
    await app.start({ port, host: '127.0.0.1' });
    slack.connectHttp(`http://127.0.0.1:${port}/slack/events`);
    return { app, seen, [Symbol.asyncDispose]: async () => void (await app.stop()) };
  }
  // A receiver of its own: with the app's `retries: 0` the first failed try to open a new socket would
  // be an unhandled rejection, and the last.
  const receiver = new SocketModeReceiver({
    appToken,
    logger: silent,
    clientPingTimeout: RECONNECT_MS,
    installerOptions: {
      clientOptions: { slackApiUrl, retryConfig: { retries: 100, factor: 1, minTimeout: 200 } },
    },
  });
  const app = new App({ ...common, receiver });
  listen(app, seen);
  await app.start();
  return { app, seen, [Symbol.asyncDispose]: async () => void (await app.stop()) };
}

function listen(app: App, seen: string[]): void {
  app.error(async (error) => void seen.push(`error ${error.message}`));
  app.command('/desk', async ({ command, ack, respond, client }) => {
    const [word, ms] = command.text.split(' ');
    if (word === 'mute') return;
    await ack(word === 'hello' ? 'Hello' : undefined);
    if (word === 'card')
      await client.chat.postMessage({ channel: command.channel_id, text: '17', blocks: CARD });
    if (word === 'form') {
      await new Promise((resolve) => setTimeout(resolve, Number(ms) || 0));
      const open = { trigger_id: command.trigger_id, view: form('First', 'as it was') };
      await client.views.open(open).catch((e) => seen.push(String(e.data?.error)));
      if (ms === 'twice') await client.views.open(open).catch((e) => seen.push(e.data?.error));
    }
    if (word === 'often')
      for (let time = 1; time <= 6; time += 1)
        await respond(`time ${time}`).catch((e) => seen.push(`respond ${e.statusCode}`));
  });
  app.action<BlockAction>(/^a\./, async ({ action, body, ack, client, respond }) => {
    await ack();
    const value = pressed(action);
    seen.push(`${value} by ${body.user.id} in ${body.container['type']}`);
    if (value.startsWith('claim'))
      await client.chat.update({
        channel: body.channel?.id ?? '',
        ts: body.message?.['ts'] ?? '',
        text: 'claimed',
        blocks: [section('claimed')],
      });
    if (value.startsWith('snooze'))
      await respond({ replace_original: true, text: 'snoozed', blocks: [section('snoozed')] });
    if (value.startsWith('help'))
      await client.views
        .push({ trigger_id: body.trigger_id, view: form('Help') })
        .catch((e) => seen.push(String(e.data?.error)));
  });
  app.view('form', async ({ view, ack }) => {
    const { next, tone } = told(view);
    seen.push(`form ${next} ${tone} about ${view.private_metadata}`);
    if (next === 'errors')
      return ack({ response_action: 'errors', errors: { 'f.next': 'Not that' } });
    if (next === 'update') return ack({ response_action: 'update', view: form('Second', 'new') });
    if (next === 'push') return ack({ response_action: 'push', view: form('Above') });
    return next === 'clear' ? ack({ response_action: 'clear' }) : ack();
  });
  app.shortcut({ type: 'message_action', callback_id: 'flag' }, async ({ shortcut, ack }) => {
    await ack();
    seen.push(`flagged ${shortcut.type === 'message_action' && shortcut.message.text}`);
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const view = { type: 'home' as const, blocks: [section(`Hello <@${event.user}>`)] };
    await client.views.publish({ user_id: event.user, view });
  });
  app.message(async ({ message }) => {
    if (message.subtype === undefined) seen.push(`${message.user} said ${message.text}`);
  });
  for (const type of ['channel_archive', 'member_left_channel', 'tokens_revoked'] as const)
    app.event(type, async () => void seen.push(type));
}

const pressed = (action: BlockElementAction): string => {
  if (action.type === 'button') return action.value ?? '';
  return (action.type === 'overflow' && action.selected_option?.value) || '';
};

const told = ({ state: { values } }: ViewOutput) => ({
  next: values['f.next']?.['next']?.value,
  tone: values['f.tone']?.['tone']?.selected_option?.value,
});
