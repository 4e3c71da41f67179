import { isClosed } from '#domain/items/item.ts';
import type { Letter } from '#domain/items/letter.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import { isUnderWay } from '#domain/items/reply.ts';
import { holds } from '#domain/people/person.ts';
import type { Action, Card } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import { isInDoubt, isStuck } from './card-progress.ts';
import type { Reader } from './command.ts';

type Buttons = Pick<Card, 'actions' | 'overflow'>;
type Verb = 'take' | 'reply' | 'no-answer' | 'release' | 'forward' | 'refer' | 'class' | 'snooze';

/** At most three buttons, what most often comes next first; the others wait in the overflow. */
export function actionsOf(reader: Reader, view: ItemView): Buttons {
  const { item } = view;
  const reading = [button(reader, view, 'history'), button(reader, view, 'why')];
  if (reader.person && !holds(reader.person, 'moderator'))
    return { actions: [], overflow: reading };
  const waiting = view.replies.find(isUnderWay);
  if (waiting) return { actions: replyButtons(reader, view, waiting), overflow: reading };
  const doubtful = view.letters.find(isInDoubt);
  const verbs = isClosed(item.state) ? [] : verbsOf(view);
  const usual = verbs.map((verb) => button(reader, view, verb));
  if (doubtful)
    return { actions: letterButtons(reader, view, doubtful), overflow: [...usual, ...reading] };
  const [first, ...others] = usual.slice(0, 3);
  return {
    actions: first ? [{ ...first, style: 'primary' }, ...others] : [],
    overflow: [...confirming(reader, view), ...usual.slice(3), ...reading],
  };
}

/** All that can be done with an open item, the likeliest first. */
function verbsOf({ item }: ItemView): Verb[] {
  const refers = ['political', 'own-matter', 'message'].includes(item.itemClass);
  const taken = item.state.kind === 'taken';
  const likely: Verb[] = refers ? ['refer', 'reply'] : ['reply', 'no-answer'];
  const order: Verb[] = taken ? [...likely, 'release'] : ['take', ...likely];
  const rest: Verb[] = ['reply', 'no-answer', 'forward', 'refer', 'class', 'snooze'];
  return [...new Set([...order, ...rest])];
}

/** One click confirms what the rules suggest. */
function confirming({ t }: Reader, { item }: ItemView): Action[] {
  if (item.classConfirmed || isClosed(item.state)) return [];
  const { id, rev, itemClass } = item;
  const label = t.actions.confirm(t.classes[itemClass]);
  return [{ verb: 'class', ref: `${id}:${itemClass}`, rev, label }];
}

function button({ t }: Reader, { item }: ItemView, verb: Verb | 'history' | 'why'): Action {
  return { verb, ref: String(item.id), rev: item.rev, label: t.actions[verb] };
}

function replyButtons({ t, nowMs }: Reader, { item }: ItemView, reply: OutgoingReply): Action[] {
  const ref = String(reply.id);
  const { rev } = item;
  if (reply.state.kind === 'by-hand')
    return [{ verb: 'done', ref, rev, label: t.actions.done, style: 'primary' }];
  return isStuck(reply, nowMs) ? [{ verb: 'again', ref, rev, label: t.actions.again }] : [];
}

function letterButtons({ t }: Reader, { item }: ItemView, letter: Letter): Action[] {
  const { rev } = item;
  return [
    { verb: 'settle', ref: `${letter.id}:sent`, rev, label: t.actions.wasSent },
    { verb: 'settle', ref: `${letter.id}:again`, rev, label: t.actions.sendAgain },
  ];
}
