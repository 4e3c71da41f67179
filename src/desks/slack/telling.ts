import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { deskTexts } from '#locales/desk/desk.ts';
import type { Form, Reply } from '#ports/desk.ts';
import type { Inbound } from './inbound.ts';
import type { Metadata } from './metadata.ts';
import { type Message, renderCardModal } from './render-card.ts';
import { renderErrors, renderForm, renderNotice, renderPreview } from './render-form.ts';
import { renderPage, renderReply } from './render-reply.ts';

/** What is done in Slack so that somebody sees an answer. */
export type Telling =
  /** A dialog: a new one, one on top of it, or another in its place. */
  | {
      readonly kind: 'open' | 'push' | 'update';
      readonly view: types.ModalView;
      /** The form under a preview, for when it is not there any more. */
      readonly form?: types.ModalView;
    }
  /** Beside the fields of the dialog that was submitted. */
  | {
      readonly kind: 'errors';
      readonly errors: Readonly<Record<string, string>>;
      readonly words: string;
      /** The same on the dialog itself, for when another is shown there by now. */
      readonly form: types.ModalView;
    }
  /** All dialogs close, and what was done is said where the person came from. */
  | { readonly kind: 'close'; readonly message: Message; readonly words: string }
  /** For the asker's eyes only; `replace`: in place of what was pressed. */
  | { readonly kind: 'respond'; readonly message: Message; readonly replace: boolean };

type Dialog = Extract<Telling, { view: unknown }>;

interface Told {
  readonly inbound: Inbound;
  readonly locale: Locale;
  /** Under which the previewed values are kept. */
  readonly draft?: string;
  /** How many dialogs will stand under the one it is told in; as many as now when absent. */
  readonly under?: number;
}

type Of<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** How an answer is told, by where it was asked. */
export function telling(reply: Reply, told: Told): Telling {
  const { inbound } = told;
  if (inbound.ask.kind === 'formSubmit') return submitted(reply, told);
  switch (reply.kind) {
    case 'form':
      return dialog(told, (at) => renderForm(reply.form, placeOf(reply.form, at)));
    case 'errors':
      return dialog(told, (at) => renderForm(withWords(reply), placeOf(reply.form, at)));
    case 'page':
      return asPage(reply, told);
    case 'card':
      return asCard(reply, told);
    case 'text':
    case 'cards':
      return inbound.from === 'modal' || inbound.from === 'home'
        ? dialog(told, () => asNotice(reply, told.locale))
        : { kind: 'respond', message: renderReply(reply, told.locale), replace: false };
  }
}

/** Slack lays no more than three dialogs on top of one another. */
const UNDER_MAX = 2;

/** One opens the first dialog, and pushes another on top of an open one; the third is changed. */
function dialog(told: Told, view: (at: Told) => types.ModalView): Dialog {
  const { from, metadata } = told.inbound;
  if (from !== 'modal') return { kind: 'open', view: view({ ...told, under: 0 }) };
  const under = (metadata?.under ?? 0) + 1;
  if (under > UNDER_MAX) return { kind: 'update', view: view(told) };
  return { kind: 'push', view: view({ ...told, under }) };
}

/** A command answers where it was written; a button has a dialog at hand, which leaves nothing behind. */
function asPage(reply: Of<'page'>, told: Told): Telling {
  const { inbound, locale } = told;
  if (inbound.from === 'command')
    return { kind: 'respond', message: renderReply(reply, locale), replace: false };
  return dialog(told, (at) => renderPage(reply, { locale, metadata: shown(at) }));
}

function asCard(reply: Of<'card'>, told: Told): Telling {
  const { inbound, locale } = told;
  const { card, notice } = reply;
  if (wantsWhole(inbound)) {
    const body = notice ? [{ kind: 'text', text: notice } as const, ...card.body] : card.body;
    const whole = (at: Told) => renderCardModal({ ...card, body }, shown(at));
    return inbound.from === 'modal' ? { kind: 'update', view: whole(told) } : dialog(told, whole);
  }
  switch (inbound.from) {
    case 'message': {
      // Nobody edits what one person was sent: the card takes its place.
      if (inbound.channel?.startsWith('D'))
        return { kind: 'respond', message: renderReply(reply, locale), replace: true };
      // The card itself is edited in place; only what was done, or why not, is left to say.
      const said: Reply =
        notice === undefined ? reply : { kind: 'text', tone: 'calm', text: notice };
      return { kind: 'respond', message: renderReply(said, locale), replace: false };
    }
    case 'modal':
    case 'home':
    case 'ephemeral':
    case 'command':
    case 'shortcut':
      return {
        kind: 'respond',
        message: renderReply(reply, locale),
        replace: inbound.from === 'ephemeral',
      };
  }
}

/** In a dialog there is room for all that can be done with a card; behind "More…" it is asked for. */
function wantsWhole({ from, ask }: Inbound): boolean {
  return from === 'modal' || from === 'home' || (ask.kind === 'action' && ask.verb === 'more');
}

/** What a submitted form is answered: nothing that was typed is lost unless it was done. */
function submitted(reply: Reply, told: Told): Telling {
  const { inbound, locale } = told;
  const { ask } = inbound;
  switch (reply.kind) {
    case 'form':
      return reply.form.preview?.shown
        ? previewed(reply.form, told)
        : { kind: 'update', view: renderForm(reply.form, placeOf(reply.form, told)) };
    case 'errors':
      return asErrors(reply, told);
    case 'card': {
      const { card, notice = card.fallbackText } = reply;
      const isRefused = ask.kind === 'formSubmit' && card.rev === ask.rev;
      if (isRefused) return { kind: 'update', view: renderNotice(titleOf(locale), notice) };
      const said: Reply = { kind: 'text', tone: 'done', text: notice };
      return { kind: 'close', message: renderReply(said, locale), words: notice };
    }
    case 'text':
    case 'cards':
    case 'page':
      return { kind: 'update', view: asNotice(reply, locale) };
  }
}

/** The preview lies on its form, which closing it leads back to. */
function previewed(form: Form, told: Told): Telling {
  const { draft: _, ...bare } = told;
  const under = renderForm(form, placeOf(form, bare));
  return { ...dialog(told, (at) => renderPreview(form, placeOf(form, at))), form: under };
}

/** Beside the fields, where they are on the dialog and it still speaks of the item as it is. */
function asErrors(reply: Of<'errors'>, told: Told): Telling {
  const { form, errors } = reply;
  const { inbound } = told;
  const isPreview = inbound.metadata?.draft !== undefined;
  const isWhole = 'form' in errors || form.rev !== inbound.metadata?.rev;
  const whole = renderForm(withWords(reply), placeOf(form, told));
  if (isPreview || isWhole) return { kind: 'update', view: whole };
  const words = Object.values(errors).join(' ');
  return { kind: 'errors', errors: renderErrors(form, errors), words, form: whole };
}

/** The form with what is wrong above everything else. */
function withWords({ form, errors }: Of<'errors'>): Form {
  const text = [...new Set(Object.values(errors))].join(' ');
  return { ...form, body: [{ kind: 'text', text }, ...form.body] };
}

const titleOf = (locale: Locale): string => deskTexts(locale).desk;

function asNotice(reply: Of<'text' | 'cards' | 'page'>, locale: Locale): types.ModalView {
  return reply.kind === 'text'
    ? renderNotice(titleOf(locale), reply.text)
    : renderPage(reply.kind === 'page' ? reply : asPageOf(reply), {
        locale,
        metadata: { form: 'show', ref: '-', rev: 0 },
      });
}

const asPageOf = ({ title, cards }: Of<'cards'>): Of<'page'> => ({
  kind: 'page',
  title,
  body: cards.map((card) => ({ kind: 'text', text: card.fallbackText })),
});

/** Where to answer when the dialog is submitted, which has no address of its own, and where it stands. */
function origin({ inbound, ...told }: Told): Pick<Metadata, 'channel' | 'answerTo' | 'under'> {
  const { channel = inbound.metadata?.channel } = inbound;
  const answerTo = inbound.responseUrl ?? inbound.metadata?.answerTo;
  const { under = inbound.metadata?.under } = told;
  return { ...(channel && { channel }), ...(answerTo && { answerTo }), ...(under && { under }) };
}

function shown(told: Told): Metadata {
  return { form: 'show', ref: '-', rev: 0, ...origin(told) };
}

function placeOf({ id, ref, rev }: Form, told: Told) {
  const draft = told.draft === undefined ? {} : { draft: told.draft };
  return { locale: told.locale, metadata: { form: id, ref, rev, ...draft, ...origin(told) } };
}
