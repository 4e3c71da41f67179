import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Trouble } from '#ports/outbox.ts';
import { notLetIn } from './admission.ts';
import { codeOfFailure, type SlackClient } from './client.ts';
import type { Members } from './members.ts';
import type { SlackDesk, SlackNeeds } from './needs.ts';
import { refOf } from './outlet.ts';
import { renderHome } from './render-home.ts';

export interface HappeningNeeds extends SlackNeeds {
  readonly client: SlackClient;
  readonly members: Members;
  readonly workspace: string;
  readonly desks: readonly SlackDesk[];
  /** The desk's own user there; null until Slack has said it. */
  readonly ownUser: () => string | null;
}

const id = z.string().min(1).max(255);

const openedSchema = z.object({ user: id, tab: z.literal('home') });
const removedSchema = z.object({
  subtype: z.literal('message_deleted'),
  channel: id,
  deleted_ts: id,
});
/** What is left of a removed message under which somebody has written. */
const tombSchema = z.object({
  subtype: z.literal('message_changed'),
  channel: id,
  message: z.object({ subtype: z.literal('tombstone'), ts: id }),
});
const writtenSchema = z.object({
  subtype: z.enum(['file_share', 'thread_broadcast', 'me_message']).optional(),
  bot_id: z.undefined().optional(),
  channel: id,
  thread_ts: id,
});
const memberSchema = z.object({ user: id, channel: id });
const channelSchema = z.object({ channel: id });

/** What a channel's event says of it; the membership of others says nothing. */
const CHANNEL_EVENTS = {
  channel_archive: 'archived',
  group_archive: 'archived',
  channel_deleted: 'no-such-channel',
  group_deleted: 'no-such-channel',
  channel_unarchive: null,
  group_unarchive: null,
} as const satisfies Record<string, Trouble | null>;

/**
 * Everything that happens in Slack without anybody asking the desk. The SDK acknowledges it before it
 * is heard, so what a crash loses is not told again: what must not be lost is found out otherwise, at
 * the next edit of a card or the next click of a person.
 */
export function hearHappenings(app: App, needs: HappeningNeeds): void {
  const on = (name: string, run: (event: unknown, body: Envelope) => Promise<void>) =>
    app.event(name, ({ event, body }) => run(event, body as Envelope));

  on('app_home_opened', (event, body) => showHome(needs, event, body));
  on('message', (event) => noteMessage(needs, event));
  on('user_change', (event) => noteUser(needs, event));
  for (const [name, trouble] of Object.entries(CHANNEL_EVENTS))
    on(name, (event) => noteChannel(needs, channelSchema.safeParse(event).data?.channel, trouble));
  on('member_left_channel', (event) => noteMember(needs, event, 'not-a-member'));
  on('member_joined_channel', (event) => noteMember(needs, event, null));
  for (const name of ['tokens_revoked', 'app_uninstalled'])
    on(name, async () => {
      for (const desk of needs.desks) await needs.onChannel(desk.id, 'revoked');
    });
}

interface Envelope {
  readonly event_id?: string;
  readonly team_id?: string;
}

/** The home tab is another for everybody, so it is asked for as its person asks at the desk. */
async function showHome(needs: HappeningNeeds, event: unknown, body: Envelope): Promise<void> {
  const { data } = openedSchema.safeParse(event);
  if (!data) return;
  const { workspace, client, onAsk } = needs;
  const actor = { platform: 'slack', workspace, user: data.user } as const;
  const ask = async (text: string) =>
    (await notLetIn(needs, { actor, team: body.team_id ?? workspace })) ??
    (await onAsk({ kind: 'command', text, actor, dedupeKey: `${body.event_id} ${text}` }));
  const mine = await ask('queue mine');
  const duty = await ask('duty');
  const view = renderHome({ mine, duty, locale: await needs.localeOf(actor) });
  try {
    await client.views.publish({ user_id: data.user, view });
  } catch (error) {
    needs.onFault(codeOfFailure(error));
  }
}

/** A message of ours that was removed, or the first words under one. */
async function noteMessage(needs: HappeningNeeds, event: unknown): Promise<void> {
  const tomb = tombSchema.safeParse(event).data;
  const removed = removedSchema.safeParse(event).data;
  const { channel } = tomb ?? removed ?? {};
  const ts = tomb?.message.ts ?? removed?.deleted_ts;
  if (channel !== undefined && ts !== undefined) {
    for (const desk of at(needs, channel)) await needs.onRemoved(desk.id, refOf(channel, ts));
    return;
  }
  const written = writtenSchema.safeParse(event).data;
  if (!written) return;
  for (const desk of at(needs, written.channel))
    await needs.onThread(desk.id, refOf(written.channel, written.thread_ts));
}

async function noteUser(needs: HappeningNeeds, event: unknown): Promise<void> {
  const told = needs.members.changed((event as { user?: unknown }).user);
  if (!told) return;
  const { user, membership } = told;
  const account = { platform: 'slack', workspace: needs.workspace, user };
  await needs.accounts.bar(account, membership !== 'member');
}

async function noteChannel(
  needs: HappeningNeeds,
  channel: string | undefined,
  trouble: Trouble | null,
): Promise<void> {
  for (const desk of at(needs, channel)) await needs.onChannel(desk.id, trouble);
}

async function noteMember(
  needs: HappeningNeeds,
  event: unknown,
  trouble: 'not-a-member' | null,
): Promise<void> {
  const { data } = memberSchema.safeParse(event);
  if (data && data.user === needs.ownUser()) await noteChannel(needs, data.channel, trouble);
}

function at({ desks }: HappeningNeeds, channel: string | undefined): SlackDesk[] {
  return desks.filter((desk) => desk.channel === channel);
}
