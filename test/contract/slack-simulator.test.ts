import { setTimeout as sleep } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSlack, type SlackSimulator } from '../slack/simulator.ts';
import { CARD, form, section, startTinyApp, type TinyApp } from '../slack/tiny-app.ts';

const closing: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of closing.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function opened(
  mode: 'socket' | 'http' = 'socket',
  options: Parameters<typeof openSlack>[0] = {},
): Promise<{ slack: SlackSimulator } & TinyApp> {
  const slack = await openSlack(options);
  closing.push(slack);
  const tiny = await startTinyApp(slack, mode);
  closing.push(tiny);
  return { slack, ...tiny };
}

/** The error Slack answered a call with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => expect.unreachable('the call was answered'),
    (reason: unknown) => reason,
  );
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  throw error;
}

describe.each(['socket', 'http'] as const)('a person at an app by %s', (mode) => {
  it('gives a command, answered in the acknowledgement', async () => {
    const { slack } = await opened(mode);
    const acked = await slack.command(slack.users.anna, 'hello');
    expect(acked).toMatchObject({ status: 200 });
    expect(acked.ms).toBeLessThan(3000);
    expect(slack.ephemerals(slack.users.anna)).toMatchObject([{ text: 'Hello' }]);
    expect(slack.ephemerals(slack.users.ola)).toEqual([]);
  });

  it('is told when nobody acknowledges', async () => {
    const { slack } = await opened(mode);
    const acked = await slack.command(slack.users.anna, 'mute');
    expect(acked).toMatchObject({ status: 0, body: 'operation_timeout' });
    expect(acked.ms).toBeGreaterThan(2900);
  });

  it('presses a button and an option', async () => {
    const { slack, seen } = await opened(mode);
    const { anna, external } = slack.users;
    await slack.command(anna, 'card');
    const [card] = await until(() => slack.messages(), 1);
    const at = { message: card?.ts ?? '' };
    expect(card).toMatchObject({ text: '17', user: slack.bot.user });
    expect(card?.blocks.every((block) => block.block_id)).toBe(true);
    expect(await slack.press(external, at, 'Snooze')).toMatchObject({ status: 200 });
    await expect.poll(() => slack.messages()).toMatchObject([{ ts: card?.ts, text: 'snoozed' }]);
    await expect(slack.press(anna, at, 'claim')).rejects.toThrow(/Nothing to press/);
    const { ts } = await slack.say(slack.users.ola, 'any news?', { threadTs: at.message });
    expect(await slack.messages()).toMatchObject([{}, { ts, threadTs: card?.ts }]);
    expect(seen).toContain(`${slack.users.ola} said any news?`);
    expect(seen).toContain(`snooze|17|1 by ${external} in message`);
    const second = await slack.command(anna, 'card').then(() => until(() => slack.messages(), 3));
    await slack.press(anna, { message: second.at(-1)?.ts ?? '' }, 'claim');
    await expect.poll(async () => (await slack.messages()).at(-1)?.text).toBe('claimed');
  });

  it('fills in forms, one on another', async () => {
    const { slack, seen } = await opened(mode);
    const { anna } = slack.users;
    const titles = () => slack.modals(anna).map(({ view }) => view.title?.text);
    await slack.command(anna, 'form');
    await expect.poll(titles).toEqual(['First']);
    const { id, hash } = slack.modals(anna)[0] ?? {};
    const errors = await slack.submit(anna, { next: 'errors', tone: 'Firm' });
    expect(errors.body).toMatchObject({ errors: { 'f.next': 'Not that' } });
    await slack.submit(anna, { next: 'update' });
    expect(slack.modals(anna)).toMatchObject([{ id, view: { title: { text: 'Second' } } }]);
    expect(slack.modals(anna)[0]?.hash).not.toBe(hash);
    await slack.submit(anna, { next: 'push' });
    expect(titles()).toEqual(['Second', 'Above']);
    await slack.press(anna, { modal: true }, 'help');
    await expect.poll(titles).toEqual(['Second', 'Above', 'Help']);
    await slack.press(anna, { modal: true }, 'help');
    await expect.poll(() => seen).toContain('push_limit_reached');
    await expect(slack.submit(anna, {})).rejects.toThrow(/f.next\/next is required/);
    await slack.submit(anna, { next: 'done' });
    expect(titles()).toEqual(['Second', 'Above']);
    await slack.closeTop(anna);
    // What was typed is still there, and stands before the new initial value.
    await slack.submit(anna, {});
    expect(seen.at(-1)).toBe('form push firm about item 17');
    await slack.closeTop(anna);
    await slack.submit(anna, { next: 'clear' });
    expect(titles()).toEqual([]);
  });

  it('opens home, flags a message and does it twice', async () => {
    const { slack, seen } = await opened(mode);
    const { anna } = slack.users;
    await slack.openHome(anna);
    await expect
      .poll(() => slack.home(anna)?.view.blocks)
      .toMatchObject([{ text: { text: `Hello <@${anna}>` } }]);
    await slack.shortcut(anna, 'flag', { text: 'Look at this' });
    expect(await slack.replay()).toMatchObject({ status: 200 });
    expect(seen).toEqual(['flagged Look at this', 'flagged Look at this']);
  });
});

describe('what Slack does not let happen', () => {
  it('opens a form only within three seconds and once', async () => {
    const { slack, app, seen } = await opened();
    const { anna } = slack.users;
    await slack.command(anna, 'form 3100');
    await expect.poll(() => seen, { timeout: 5000 }).toEqual(['expired_trigger_id']);
    expect(slack.modals(anna)).toEqual([]);
    await slack.command(anna, 'form twice');
    await expect.poll(() => seen.at(-1)).toBe('exchanged_trigger_id');
    const [{ id, hash } = { id: '', hash: '' }] = slack.modals(anna);
    const update = () => app.client.views.update({ view_id: id, hash, view: form('Next') });
    await update();
    expect(await refusal(update())).toBe('hash_conflict');
    await slack.closeTop(anna);
    expect(await refusal(update())).toBe('not_found');
  });

  it('takes five answers at a response_url', async () => {
    const { slack, seen } = await opened('http');
    await slack.command(slack.users.anna, 'often');
    await expect.poll(() => seen).toEqual(['respond 404']);
    expect(slack.ephemerals(slack.users.anna)).toHaveLength(5);
  });

  it('limits calls and says for how long', async () => {
    const { slack, app } = await opened('socket', { strictPace: true });
    slack.limit('users.info', 7, 1);
    const info = () => app.client.users.info({ user: slack.users.guest });
    const error = await info().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(webApi.WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 7 });
    expect(await info()).toMatchObject({ user: { is_restricted: true, is_bot: false } });
    const post = (channel: string) => app.client.chat.postMessage({ channel, text: 'one' });
    await post(slack.channel);
    await post(slack.otherChannel);
    await expect(post(slack.channel)).rejects.toBeInstanceOf(webApi.WebAPIRateLimitedError);
    await sleep(1000);
    await post(slack.channel);
    expect(await slack.messages()).toHaveLength(2);
  });

  it('takes no block it would not show', async () => {
    const { slack, app } = await opened();
    const { channel } = slack;
    const post = (blocks: object[]) =>
      refusal(app.client.chat.postMessage({ channel, text: 'x', blocks: blocks as never }));
    expect(await post(Array.from({ length: 51 }, () => ({ type: 'divider' })))).toBe(
      'invalid_blocks',
    );
    expect(await post([section('x'.repeat(3001))])).toBe('invalid_blocks');
    const button = (text: string, id: string) => ({
      type: 'button',
      action_id: id,
      text: { type: 'plain_text', text },
    });
    const actions = (...elements: object[]) => [{ type: 'actions', elements }];
    expect(await post(actions(button('x'.repeat(76), 'a')))).toBe('invalid_blocks');
    expect(await post(actions(button('x', 'a'), button('y', 'a')))).toBe('invalid_blocks');
    expect(await post(actions({ type: 'overflow', options: [] }))).toBe('invalid_blocks');
    expect(await post(Array.from({ length: 5 }, () => section('x'.repeat(2900))))).toBe(
      'msg_blocks_too_long',
    );
    const view = form('x'.repeat(25));
    expect(await refusal(app.client.views.open({ trigger_id: '1', view }))).toBe(
      'invalid_arguments',
    );
    expect(await slack.messages()).toEqual([]);
  });

  it('knows no message that is gone', async () => {
    const { slack, app } = await opened();
    const { channel } = slack;
    const { ts = '' } = await app.client.chat.postMessage({ channel, text: 'card', blocks: CARD });
    const history = await app.client.conversations.history({
      channel,
      latest: ts,
      inclusive: true,
      limit: 1,
    });
    expect(history.messages).toMatchObject([{ ts, bot_id: slack.bot.botId, blocks: [{}, {}] }]);
    await slack.deleteMessage(ts);
    expect(await refusal(app.client.chat.update({ channel, ts, text: 'x' }))).toBe(
      'message_not_found',
    );
  });

  it('writes only where the bot is, and as long as it may', async () => {
    const { slack, app, seen } = await opened();
    const { channel, privateChannel } = slack;
    const post = (to = channel) => refusal(app.client.chat.postMessage({ channel: to, text: 'x' }));
    await slack.archive();
    expect(seen).toContain('channel_archive');
    expect(await post()).toBe('is_archived');
    const { channel: info } = await app.client.conversations.info({ channel });
    expect(info).toMatchObject({ is_member: true, is_archived: true });
    await slack.unarchive();
    await slack.removeBot();
    await slack.removeBot(privateChannel);
    expect(seen).toContain('member_left_channel');
    expect([await post(), await post(privateChannel)]).toEqual([
      'not_in_channel',
      'channel_not_found',
    ]);
    await slack.inviteBot();
    slack.setScopes(['commands']);
    expect(await post()).toBe('missing_scope');
    slack.setScopes(['chat:write']);
    await slack.revoke();
    expect(seen).toContain('tokens_revoked');
    expect(await post()).toBe('token_revoked');
    slack.restore();
    const answer = await app.client.chat.postMessage({ channel, text: 'x' });
    expect(answer.response_metadata).toMatchObject({ scopes: ['chat:write'] });
  });

  it('tells people apart', async () => {
    const { slack, app } = await opened();
    const { anna, external } = slack.users;
    const info = (user: string) => app.client.users.info({ user });
    expect((await info(external)).user?.team_id).not.toBe(slack.team);
    await slack.deactivate(anna);
    expect((await info(anna)).user?.deleted).toBe(true);
    expect(await refusal(app.client.conversations.open({ users: anna }))).toBe('user_disabled');
    const direct = await app.client.conversations.open({ users: external });
    await app.client.chat.postMessage({ channel: direct.channel?.id ?? '', text: 'only you' });
    expect(await slack.directMessages(external)).toMatchObject([{ text: 'only you' }]);
    const { channel } = slack;
    await app.client.chat.postEphemeral({ channel, user: external, text: 'psst', blocks: CARD });
    expect(slack.ephemerals(external)).toMatchObject([{ text: 'psst' }]);
    await slack.press(external, { ephemeral: 0 }, 'snooze');
    await expect.poll(() => slack.ephemerals(external)).toMatchObject([{ text: 'snoozed' }]);
  });
});

describe('when Slack is not well', () => {
  it('leaves the app in doubt, or tells it plainly', async () => {
    const { slack, app } = await opened('http');
    const { channel } = slack;
    const post = (text: string) => app.client.chat.postMessage({ channel, text });
    slack.dropNext('chat.postMessage');
    await expect(post('dropped')).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    slack.outage('silent');
    await expect(post('silent')).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    slack.outage('refuse');
    await expect(post('refused')).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
    slack.outage('503');
    await expect(post('503')).rejects.toBeInstanceOf(webApi.WebAPIHTTPError);
    slack.outage(null);
    await post('well');
    const texts = (await slack.messages()).map(({ text }) => text);
    expect(texts).toEqual(['dropped', 'silent', 'well']);
    const posts = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts.map(({ status }) => status)).toEqual([0, 0, 503, 200]);
  });

  it('is opened again after an outage, and when it asks for it', async () => {
    const { slack } = await opened();
    const { anna } = slack.users;
    slack.outage('refuse');
    expect(await slack.command(anna, 'hello')).toMatchObject({ body: 'dispatch_failed' });
    await sleep(1500);
    slack.outage(null);
    const again = () => expect.poll(() => slack.connections(), { timeout: 10_000 }).toBe(1);
    await again();
    expect(await slack.command(anna, 'hello')).toMatchObject({ status: 200 });
    slack.refreshSockets();
    await expect.poll(() => slack.connections()).toBe(0);
    await again();
    expect(await slack.command(anna, 'hello')).toMatchObject({ status: 200 });
  });
});

const until = <T>(look: () => Promise<readonly T[]>, count: number): Promise<readonly T[]> =>
  vi.waitFor(async () => {
    const found = await look();
    expect(found).toHaveLength(count);
    return found;
  });
