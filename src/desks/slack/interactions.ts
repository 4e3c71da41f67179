import { setTimeout as sleep } from 'node:timers/promises';
import type { App, types } from '@slack/bolt';
import { chatTexts } from '#locales/chat/chat.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Ask, Reply } from '#ports/desk.ts';
import { notLetIn } from './admission.ts';
import { codeOfFailure, type SlackClient } from './client.ts';
import { type Inbound, inboundOf } from './inbound.ts';
import type { Members } from './members.ts';
import type { SlackNeeds } from './needs.ts';
import { QUIET } from './outlet.ts';
import type { Message } from './render-card.ts';
import { renderNotice } from './render-form.ts';
import { renderReply } from './render-reply.ts';
import { type Telling, telling } from './telling.ts';

export interface InteractionNeeds extends SlackNeeds {
  readonly client: SlackClient;
  readonly members: Members;
  readonly workspace: string;
  /** Posts JSON to an address that Slack gave; throws when it is not taken. */
  readonly post: (url: string, body: object) => Promise<void>;
}

/** A click is acknowledged when it has been heeded, and by then in any case. */
const ACK_MS = 400;
/** A dialog is acknowledged with what it shows next; Slack waits for three seconds. */
const VIEW_ACK_MS = 1_800;

type Ack = (answer?: ViewAnswer) => Promise<void>;

type ViewAnswer =
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'push' | 'update'; readonly view: types.ModalView }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> };

/** Everything people do with the desk in Slack: commands, buttons, dialogs, the shortcut on a message. */
export function hearInteractions(app: App, needs: InteractionNeeds): void {
  const heard = async (body: unknown, ack: Ack): Promise<void> => {
    const inbound = inboundOf(body);
    if (!inbound) return ack();
    await (inbound.ask.kind === 'formSubmit'
      ? hearDialog(needs, inbound, ack)
      : hearClick(needs, inbound, ack));
  };
  app.command('/desk', ({ body, ack }) => heard(body, () => ack()));
  app.action(/.*/, ({ body, ack }) => heard(body, () => ack()));
  app.shortcut({ type: 'message_action', callback_id: 'flag_this' }, ({ body, ack }) =>
    heard(body, () => ack()),
  );
  app.view(/.*/, ({ body, ack }) => heard(body, (answer) => ack(answer as never)));
}

async function hearClick(needs: InteractionNeeds, inbound: Inbound, ack: Ack): Promise<void> {
  const answering = answerOf(needs, inbound);
  await Promise.race([answering, sleep(ACK_MS)]);
  await ack();
  await tell(needs, inbound, await answering);
}

async function hearDialog(needs: InteractionNeeds, inbound: Inbound, ack: Ack): Promise<void> {
  const answering = answerOf(needs, inbound);
  const told = await Promise.race([answering, sleep(VIEW_ACK_MS, null)]);
  if (told) {
    await ack(ackOf(told));
    if (told.kind === 'close') await sayAside(needs, inbound, told.message);
    return;
  }
  const locale = await needs.localeOf(inbound.actor);
  const waiting = renderNotice(deskTexts(locale).desk, chatTexts(locale).waiting);
  await ack({ response_action: 'update', view: waiting });
  const late = await answering;
  const view = lateView(late, deskTexts(locale).desk);
  await attempt(needs, () => needs.client.views.update({ view_id: inbound.viewId ?? '', view }));
}

/** What takes the place of "still working on it": nothing that was typed is lost by it. */
function lateView(told: Telling, title: string): types.ModalView {
  if ('form' in told && told.form) return told.form;
  if ('view' in told) return told.view;
  return renderNotice(title, 'words' in told ? told.words : told.message.text);
}

/** What is to be told; whatever goes wrong, something is. */
async function answerOf(needs: InteractionNeeds, inbound: Inbound): Promise<Telling> {
  const { actor } = inbound;
  try {
    const refusal = await notLetIn(needs, inbound);
    const locale = await needs.localeOf(refusal ? { platform: 'slack', user: '' } : actor);
    if (refusal) return telling(refusal, { inbound, locale });
    const asked = await whole(needs, inbound);
    if (!asked) {
      const text = chatTexts(locale).draftGone;
      return telling({ kind: 'text', tone: 'attention', text }, { inbound, locale });
    }
    const reply = await needs.onAsk(asked);
    const draft = await draftOf(needs, inbound, asked, reply);
    return telling(reply, { inbound, locale, ...(draft !== undefined && { draft }) });
  } catch (error) {
    needs.onFault(codeOfFailure(error));
    const { wrong } = deskTexts('en');
    return telling(
      { kind: 'text', tone: 'attention', text: wrong.text },
      { inbound, locale: 'en' },
    );
  }
}

const ownerOf = ({ actor }: Inbound): string => `slack ${actor.workspace} ${actor.user}`;

/** The ask with the values that a preview left at the desk; null when they are gone. */
async function whole(needs: InteractionNeeds, inbound: Inbound): Promise<Ask | null> {
  const { ask, actor, dedupeKey, metadata } = inbound;
  const who = { actor, dedupeKey };
  if (ask.kind === 'action' && ask.verb === 'more')
    return { kind: 'command', text: `show ${ask.ref}`, ...who };
  if (ask.kind !== 'formSubmit' || metadata?.draft === undefined) return { ...ask, ...who };
  const values = await needs.drafts.read(ownerOf(inbound), metadata.draft);
  return values && { ...ask, values, ...who };
}

/** The preview carries a key: what was typed may be longer than all that Slack lets it carry. */
async function draftOf(
  { drafts }: InteractionNeeds,
  inbound: Inbound,
  asked: Ask,
  reply: Reply,
): Promise<string | undefined> {
  if (asked.kind !== 'formSubmit' || reply.kind !== 'form' || !reply.form.preview?.shown)
    return undefined;
  const { preview: _, ...typed } = asked.values;
  return drafts.keep(ownerOf(inbound), typed);
}

function ackOf(told: Telling): ViewAnswer {
  switch (told.kind) {
    case 'open':
    case 'update':
      return { response_action: 'update', view: told.view };
    case 'push':
      return { response_action: 'push', view: told.view };
    case 'errors':
      return { response_action: 'errors', errors: { ...told.errors } };
    case 'close':
    case 'respond':
      return { response_action: 'clear' };
  }
}

async function tell(needs: InteractionNeeds, inbound: Inbound, told: Telling): Promise<void> {
  const { client } = needs;
  const { triggerId: trigger_id = '', viewId: view_id = '' } = inbound;
  switch (told.kind) {
    case 'open':
    case 'push': {
      const { view } = told;
      const shown = await attempt(needs, () =>
        told.kind === 'open'
          ? client.views.open({ trigger_id, view })
          : client.views.push({ trigger_id, view }),
      );
      if (!shown) await sayStale(needs, inbound);
      return;
    }
    case 'update':
      await attempt(needs, () => client.views.update({ view_id, view: told.view }));
      return;
    case 'respond':
      return respond(needs, inbound, told);
    case 'close':
    case 'errors':
      return sayAside(needs, inbound, messageOf(told.words));
  }
}

const messageOf = (text: string): Message =>
  renderReply({ kind: 'text', tone: 'calm', text }, 'en');

/** The dialog could not be opened: Slack gives it three seconds. */
async function sayStale(needs: InteractionNeeds, inbound: Inbound): Promise<void> {
  const { failed } = deskTexts(await needs.localeOf(inbound.actor));
  await sayAside(needs, inbound, messageOf(failed));
}

/** Where the person came from before the dialog, or in the channel; nobody else sees it. */
function sayAside(needs: InteractionNeeds, inbound: Inbound, message: Message): Promise<void> {
  return respond(needs, inbound, { message, replace: false });
}

/**
 * By the address that came with the click, for half an hour; afterwards as a message of its own, and
 * to the person alone where there is no channel to say it in.
 */
async function respond(
  needs: InteractionNeeds,
  inbound: Inbound,
  { message, replace }: { readonly message: Message; readonly replace: boolean },
): Promise<void> {
  const url = inbound.responseUrl ?? inbound.metadata?.answerTo;
  const body = { ...message, response_type: 'ephemeral', replace_original: replace };
  if (url && (await attempt(needs, () => needs.post(url, body)))) return;
  const { actor } = inbound;
  const { chat, conversations } = needs.client;
  const { user } = actor;
  const channel = inbound.channel ?? inbound.metadata?.channel;
  if (channel && (await attempt(needs, () => chat.postEphemeral({ channel, user, ...message }))))
    return;
  await attempt(needs, async () => {
    const direct = await conversations.open({ users: user });
    await chat.postMessage({ channel: direct.channel?.id ?? '', ...message, ...QUIET });
  });
}

/** Whether it went well; the operator is told where it did not, by the code alone. */
async function attempt(
  { onFault }: InteractionNeeds,
  run: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    onFault(codeOfFailure(error));
    return false;
  }
}
