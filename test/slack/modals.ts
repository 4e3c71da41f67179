import { randomBytes } from 'node:crypto';
import { faultsOfView } from './block-limits.ts';
import { carriedOver, stateOf } from './fields.ts';
import {
  type Answer,
  type Args,
  type Method,
  refused,
  type SimView,
  text,
  type Values,
  type View,
} from './shapes.ts';
import { storedBlocks } from './stored-blocks.ts';
import { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

const STACK_MAX = 3;

export interface OpenView extends SimView {
  readonly rootId: string;
  readonly previousId: string | null;
  /** What the person has put in so far. */
  readonly typed: Values;
}

/**
 * Modals and home tabs. emulate has views.*, but its modals are never closed or submitted, so its stack
 * only grows and a closed view can still be updated; its triggers live two to three seconds (it counts
 * whole ones) and it checks no limits. All of it is therefore answered here.
 */
export class Modals {
  readonly triggers = new Triggers();
  readonly methods: Readonly<Record<string, Method>>;
  readonly #workspace: Workspace;
  readonly #stacks = new Map<string, readonly OpenView[]>();
  readonly #homes = new Map<string, OpenView>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    this.methods = {
      'views.open': (args) => this.#open(args),
      'views.push': (args) => this.#push(args),
      'views.update': (args) => this.#update(args),
      'views.publish': (args) => this.#publish(args),
    };
  }

  /** The top is last. */
  stack(user: string): readonly OpenView[] {
    return this.#stacks.get(user) ?? [];
  }

  home(user: string): OpenView | undefined {
    return this.#homes.get(user);
  }

  type(user: string, view: OpenView, typed: Values): OpenView {
    const next = { ...view, typed };
    this.#replace(user, next);
    return next;
  }

  /** Does what the app's answer to a submission asks for. */
  submitted(user: string, view: OpenView, body: unknown): void {
    const answer = (body || {}) as { response_action?: string; view?: View; errors?: object };
    const stack = this.stack(user);
    switch (answer.response_action) {
      case undefined:
        this.#stacks.set(
          user,
          stack.filter((each) => each.id !== view.id),
        );
        return;
      case 'clear':
        this.#stacks.set(user, []);
        return;
      case 'update':
        this.#replace(user, changed(view, sound(answer.view)));
        return;
      case 'push':
        if (stack.length >= STACK_MAX) throw trouble('push_limit_reached');
        this.#stacks.set(user, [...stack, made(sound(answer.view), view)]);
        return;
      case 'errors':
        errorsFit(view, answer.errors ?? {});
        return;
      default:
        throw trouble(`unknown response_action ${answer.response_action}`);
    }
  }

  /** The person closes the top modal; returns what is no longer there. */
  close(user: string): readonly OpenView[] {
    const stack = this.stack(user);
    const all = stack.at(-1)?.view.clear_on_close === true;
    this.#stacks.set(user, all ? [] : stack.slice(0, -1));
    return all ? stack : stack.slice(-1);
  }

  /** The view as payloads and answers show it. */
  shown(open: OpenView): Record<string, unknown> {
    const { app, bot, team } = this.#workspace;
    return {
      id: open.id,
      team_id: team.id,
      title: null,
      close: null,
      submit: null,
      private_metadata: '',
      callback_id: '',
      external_id: '',
      clear_on_close: false,
      notify_on_close: false,
      ...open.view,
      state: { values: stateOf(open.view, open.typed) },
      hash: open.hash,
      root_view_id: open.rootId,
      previous_view_id: open.previousId,
      app_id: app,
      app_installed_team_id: team.id,
      bot_id: bot.botId,
    };
  }

  #answered(open: OpenView): Answer {
    return { ok: true, view: this.shown(open) };
  }

  #replace(user: string, next: OpenView): void {
    const stack = this.stack(user);
    this.#stacks.set(
      user,
      stack.map((each) => (each.id === next.id ? next : each)),
    );
  }

  /** A view opened while others are open takes their place. */
  #open(args: Args): Answer {
    const { view, refusal } = checked(args['view'], 'modal');
    if (refusal) return refusal;
    const by = this.triggers.take(args['trigger_id']);
    if (typeof by === 'string') return refused(by);
    const opened = made(view);
    this.#stacks.set(by.user, [opened]);
    return this.#answered(opened);
  }

  #push(args: Args): Answer {
    const { view, refusal } = checked(args['view'], 'modal');
    if (refusal) return refusal;
    const by = this.triggers.take(args['trigger_id']);
    if (typeof by === 'string') return refused(by);
    const stack = this.stack(by.user);
    const under = stack.find((each) => each.id === by.viewId);
    if (!under) return refused('view_not_found');
    if (stack.length >= STACK_MAX) return refused('push_limit_reached');
    const pushed = made(view, under);
    this.#stacks.set(by.user, [...stack, pushed]);
    return this.#answered(pushed);
  }

  #update(args: Args): Answer {
    const { view_id: id, external_id: externalId, hash } = args;
    const all = [...this.#stacks].flatMap(([user, stack]) => stack.map((each) => ({ user, each })));
    const found = all.find(
      ({ each }) => each.id === id || (externalId && each.view.external_id === externalId),
    );
    if (!found) return refused('not_found');
    if (hash && hash !== found.each.hash) return refused('hash_conflict');
    const { view, refusal } = checked(args['view'], 'modal');
    if (refusal) return refusal;
    const next = changed(found.each, view);
    this.#replace(found.user, next);
    return this.#answered(next);
  }

  #publish(args: Args): Answer {
    const user = text(args['user_id']);
    const { view, refusal } = checked(args['view'], 'home');
    if (refusal) return refusal;
    if (!Object.values(this.#workspace.users).includes(user)) return refused('user_not_found');
    const old = this.#homes.get(user);
    if (old && args['hash'] && args['hash'] !== old.hash) return refused('hash_conflict');
    const next = old ? changed(old, view) : made(view);
    this.#homes.set(user, next);
    return this.#answered(next);
  }
}

const newHash = () => `${Math.floor(Date.now() / 1000)}.${randomBytes(4).toString('hex')}`;

const kept = (view: View): View => ({ ...view, blocks: storedBlocks(view.blocks) });

function made(view: View, under?: OpenView): OpenView {
  const id = `V${randomBytes(5).toString('hex').toUpperCase()}`;
  return {
    id,
    hash: newHash(),
    view: kept(view),
    rootId: under?.rootId ?? id,
    previousId: under?.id ?? null,
    typed: {},
  };
}

function changed(old: OpenView, view: View): OpenView {
  const next = kept(view);
  return { ...old, hash: newHash(), view: next, typed: carriedOver(old.typed, next) };
}

type Checked = { view: View; refusal: null } | { view: null; refusal: Answer };

function checked(value: unknown, type: 'modal' | 'home'): Checked {
  const view = value as View | undefined;
  const faults =
    typeof view !== 'object' || view?.type !== type
      ? [`[ERROR] must be a ${type} [json-pointer:/view/type]`]
      : faultsOfView(view);
  if (view && faults.length === 0) return { view, refusal: null };
  const more = { response_metadata: { messages: faults } };
  return { view: null, refusal: refused('invalid_arguments', more) };
}

/** The person sees "We had some trouble connecting" and the app is told nothing: a test must see it. */
const trouble = (why: string) => new Error(`Slack could not use the answer to the form: ${why}`);

function sound(view: View | undefined): View {
  const faults = view ? faultsOfView(view) : ['it has no view'];
  if (!view || faults.length > 0) throw trouble(faults.join('; '));
  return view;
}

function errorsFit(open: OpenView, errors: object): void {
  const ids = open.view.blocks.flatMap((block) => (block.type === 'input' ? block.block_id : []));
  const strangers = Object.keys(errors).filter((id) => !ids.includes(id));
  if (strangers.length > 0 || Object.keys(errors).length === 0)
    throw trouble(`errors for ${strangers.join(', ') || 'nothing'}, inputs are ${ids.join(', ')}`);
}
