import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Ask } from '#ports/desk.ts';
import { flaggedMessage, unescaped } from './flagged-message.ts';
import { type Metadata, unpacked, VIEWS } from './metadata.ts';

type Bare<A> = A extends Ask ? Omit<A, 'actor' | 'dedupeKey' | 'locale'> : never;

/** An interaction, read but not yet believed: who it is from and what it asks. */
export interface Inbound {
  readonly ask: Bare<Ask>;
  /** `workspace` is the user's own one. */
  readonly actor: {
    readonly platform: 'slack';
    readonly workspace: string;
    readonly user: string;
  };
  /** The workspace it came from: in a shared channel not everybody there is of it. */
  readonly team: string;
  readonly dedupeKey: string;
  readonly from: 'message' | 'ephemeral' | 'modal' | 'home' | 'command' | 'shortcut';
  readonly triggerId?: string;
  readonly responseUrl?: string;
  readonly channel?: string;
  readonly viewId?: string;
  readonly viewHash?: string;
  readonly metadata?: Metadata;
}

const id = z.string().min(1).max(255);
const maybe = id.optional().catch(undefined);
const url = z.string().max(1000).optional().catch(undefined);

const sender = {
  user: z.object({ id, team_id: maybe }),
  team: z.object({ id }).nullish().catch(undefined),
  enterprise: z.object({ id }).nullish().catch(undefined),
};

const viewSchema = z.object({
  id,
  type: z.string(),
  callback_id: z.string().catch(''),
  hash: maybe,
  private_metadata: z.string().catch(''),
});

const commandSchema = z.object({
  command: z.string().startsWith('/'),
  text: z.string().catch(''),
  user_id: id,
  team_id: id,
  channel_id: maybe,
  response_url: url,
  trigger_id: id,
});

const pressedSchema = z.object({
  ...sender,
  type: z.literal('block_actions'),
  trigger_id: id,
  response_url: url,
  channel: z.object({ id }).nullish().catch(undefined),
  container: z.object({ is_ephemeral: z.boolean().catch(false), channel_id: maybe }).catch({
    is_ephemeral: false,
  }),
  view: viewSchema.nullish(),
  actions: z
    .array(
      z.object({
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

const typedSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.unknown()).optional(),
});

const submittedSchema = z.object({
  ...sender,
  type: z.literal('view_submission'),
  trigger_id: maybe,
  view: viewSchema.extend({
    state: z.object({ values: z.record(z.string(), z.record(z.string(), typedSchema)) }),
  }),
});

const shortcutSchema = z.object({
  ...sender,
  type: z.literal('message_action'),
  callback_id: z.literal('flag_this'),
  trigger_id: id,
  response_url: url,
  channel: z.object({ id }).nullish().catch(undefined),
  message: z.unknown(),
});

/** What a payload of Slack asks; null when it is none of ours. Never throws, whatever it is given. */
export function inboundOf(payload: unknown): Inbound | null {
  return commanded(payload) ?? pressed(payload) ?? submitted(payload) ?? flagged(payload);
}

function commanded(payload: unknown): Inbound | null {
  const { data } = commandSchema.safeParse(payload);
  if (!data) return null;
  return {
    ask: { kind: 'command', text: unescaped(data.text) },
    actor: { platform: 'slack', workspace: data.team_id, user: data.user_id },
    team: data.team_id,
    dedupeKey: data.trigger_id,
    triggerId: data.trigger_id,
    from: 'command',
    ...(data.response_url && { responseUrl: data.response_url }),
    ...(data.channel_id && { channel: data.channel_id }),
  };
}

function pressed(payload: unknown): Inbound | null {
  const { data } = pressedSchema.safeParse(payload);
  const who = data && senderOf(data);
  const [action] = data?.actions ?? [];
  const ask = tokenOf(action?.value ?? action?.selected_option?.value ?? '');
  if (!who || !ask) return null;
  const { view, container } = data;
  const channel = data.channel?.id ?? container.channel_id;
  return {
    ask,
    ...who,
    dedupeKey: data.trigger_id,
    triggerId: data.trigger_id,
    from: view ? surfaceOf(view) : container.is_ephemeral ? 'ephemeral' : 'message',
    ...(data.response_url && { responseUrl: data.response_url }),
    ...(channel && { channel }),
    ...(view && viewParts(view)),
  };
}

function submitted(payload: unknown): Inbound | null {
  const { data } = submittedSchema.safeParse(payload);
  const who = data && senderOf(data);
  const metadata = data && unpacked(data.view.private_metadata);
  if (!who || !metadata) return null;
  const { view } = data;
  const { form, ref, rev } = metadata;
  if (!REF.test(form) || !REF.test(ref)) return null;
  const values = valuesOf(view);
  const what = JSON.stringify([view.id, view.hash, values]);
  return {
    ask: { kind: 'formSubmit', form, ref, rev, values },
    ...who,
    dedupeKey: createHash('sha256').update(what).digest('base64url'),
    from: surfaceOf(view),
    ...(data.trigger_id && { triggerId: data.trigger_id }),
    ...viewParts(view),
  };
}

function flagged(payload: unknown): Inbound | null {
  const { data } = shortcutSchema.safeParse(payload);
  const who = data && senderOf(data);
  if (!who) return null;
  return {
    ask: { kind: 'flagMessage', ...flaggedMessage(data.message) },
    ...who,
    dedupeKey: data.trigger_id,
    triggerId: data.trigger_id,
    from: 'shortcut',
    ...(data.response_url && { responseUrl: data.response_url }),
    ...(data.channel && { channel: data.channel.id }),
  };
}

type Sender = z.infer<z.ZodObject<typeof sender>>;

/** An app installed for a whole organisation is sent no workspace, only the organisation. */
function senderOf({ user, team, enterprise }: Sender): Pick<Inbound, 'actor' | 'team'> | null {
  const from = team?.id ?? enterprise?.id;
  if (from === undefined) return null;
  return {
    actor: { platform: 'slack', workspace: user.team_id ?? from, user: user.id },
    team: from,
  };
}

type View = z.infer<typeof viewSchema>;

function surfaceOf({ type }: View): 'home' | 'modal' {
  return type === 'home' ? 'home' : 'modal';
}

function viewParts({ id: viewId, hash, private_metadata }: View) {
  const metadata = unpacked(private_metadata);
  return { viewId, ...(hash && { viewHash: hash }), ...(metadata && { metadata }) };
}

const REF = /^[\w:.-]{1,80}$/;

function tokenOf(token: string): Extract<Bare<Ask>, { kind: 'action' }> | null {
  const [verb, ref, rev, ...rest] = token.split('|');
  if (rest.length > 0 || rev === undefined || !/^\d{1,15}$/.test(rev)) return null;
  if (!verb || !REF.test(verb) || !ref || !REF.test(ref)) return null;
  return { kind: 'action', verb, ref, rev: Number(rev) };
}

type Submitted = z.infer<typeof submittedSchema>['view'];

/** What stands in the fields; an empty one is not told of. */
function valuesOf({ state, callback_id }: Submitted): Readonly<Record<string, string>> {
  const typed = Object.entries(state.values).flatMap(([block, elements]) => {
    const value = block.startsWith('f.') ? typedIn(Object.values(elements)[0]) : undefined;
    return value === undefined ? [] : [[block.slice(2), value] as const];
  });
  const preview = callback_id === VIEWS.preview ? [['preview', '1'] as const] : [];
  return Object.fromEntries([...typed, ...preview]);
}

function typedIn(element: z.infer<typeof typedSchema> | undefined): string | undefined {
  if (element?.selected_options) return element.selected_options.length > 0 ? '1' : undefined;
  return (element?.selected_option?.value ?? element?.value)?.replaceAll('\r\n', '\n');
}
