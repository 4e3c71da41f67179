import { LOCALES, type Locale } from '#domain/locale.ts';
import type { Town } from '#domain/town/town.ts';
import { cardTexts } from '#locales/cards/cards.ts';
import type { CardTexts } from '#locales/cards/en.ts';
import type { Ask, OnAsk, Reply } from '#ports/desk.ts';
import type { Store, Tx } from '#ports/store.ts';
import { notAdmitted, personOf, zoneOf } from './admit.ts';
import { itemCard } from './card.ts';
import type { Asked, Command, DeskNeeds, Values } from './command.ts';
import { COMMANDS } from './index.ts';
import { linkAsked } from './link.ts';
import { filledIn, meantBy, usageOf, valuesOfRef, valuesOfText } from './parse.ts';
import { refusalWords } from './refused.ts';

/** What an ask comes down to: a command and its arguments. */
interface Call {
  readonly command: Command;
  readonly values: Values;
}

/** The same interaction of a platform was seen before. */
class Replayed extends Error {
  override name = 'Replayed';
}

/**
 * Answers what people ask at any desk. Everybody is resolved to a person first; every command works
 * the same from text, button and form; a repeated click does nothing twice; nothing is thrown.
 */
export function dispatch(needs: DeskNeeds): OnAsk {
  return async (ask) => {
    let locale = ask.locale ?? 'en';
    try {
      const town = await needs.store.read.town();
      locale = ask.locale ?? town?.profile.locale ?? 'en';
      if (!town) return say(cardTexts(locale).answers.noTown);
      return await answer(needs, town, ask, locale);
    } catch (error) {
      const reference = needs.newKey().slice(0, 8);
      needs.onSurprise(error, reference);
      return say(cardTexts(locale).answers.surprise(reference));
    }
  };
}

async function answer(needs: DeskNeeds, town: Town, ask: Ask, townLocale: Locale): Promise<Reply> {
  const linking = await linkAsked(needs, ask, cardTexts(townLocale));
  if (linking) return linking;
  const person = await personOf(needs.store.read, town, ask.actor);
  if (!person) return stranger(ask, cardTexts(townLocale));
  const locale = LOCALES.find((known) => known === ask.locale) ?? person.locale;
  const asked: Asked = {
    needs: { ...needs, store: onceOnly(needs.store, ask) },
    town,
    person,
    actor: ask.actor,
    locale,
    t: cardTexts(locale),
    zone: zoneOf(town, person),
    nowMs: needs.clock.now(),
    via: ask.kind === 'action' ? 'button' : ask.kind === 'formSubmit' ? 'form' : 'text',
    ...('rev' in ask && { seenRev: ask.rev }),
    values: {},
  };
  if (ask.kind === 'flagMessage') return pasted(asked, ask);
  const call = callOf(ask);
  if (!call) return unknown(asked, ask);
  const refusal = notAdmitted(person, call.command.role, asked);
  if (refusal) return say(refusalWords(asked, refusal));
  return perform({ ...asked, values: call.values }, call);
}

function stranger({ actor }: Ask, { answers }: CardTexts): Reply {
  return say(actor.workspace === undefined ? answers.stranger : answers.strangerAtChat);
}

/** Nothing was done, so nothing is marked as done. */
class Undone<T> extends Error {
  override name = 'Undone';
  readonly result: T;
  constructor(result: T) {
    super();
    this.result = result;
  }
}

/**
 * The first transaction of an ask takes its key with it: the deed and its mark are committed
 * together. What is refused may be asked again.
 */
function onceOnly(store: Store, { actor, dedupeKey }: Ask): Store {
  const transaction = async <T>(run: (tx: Tx) => Promise<T>): Promise<T> => {
    try {
      return await store.transaction(async (tx) => {
        if (!(await tx.once(actor.platform, dedupeKey))) throw new Replayed();
        const result = await run(tx);
        if (isRefusal(result)) throw new Undone(result);
        return result;
      });
    } catch (error) {
      if (error instanceof Undone) return error.result as T;
      throw error;
    }
  };
  return { read: store.read, transaction };
}

const isRefusal = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;

function callOf(ask: Exclude<Ask, { kind: 'flagMessage' }>): Call | undefined {
  const command = COMMANDS.find(({ name }) => name === nameOf(ask));
  if (!command) return undefined;
  switch (ask.kind) {
    case 'command':
      return { command, values: valuesOfText(command, ask.text.trim().replace(/^\S+/, '')) };
    case 'action':
      return { command, values: valuesOfRef(command, ask.ref) };
    case 'formSubmit': {
      const ref = valuesOfRef(command, ask.ref);
      return { command, values: filledIn({ ...ask.values, ...ref }) };
    }
  }
}

function nameOf(ask: Exclude<Ask, { kind: 'flagMessage' }>): string {
  switch (ask.kind) {
    case 'command':
      return (ask.text.trim().split(/\s/)[0] ?? '').replace(/^\//, '').toLowerCase() || 'help';
    case 'action':
      return ask.verb;
    case 'formSubmit':
      return ask.form;
  }
}

async function perform(asked: Asked, { command, values }: Call): Promise<Reply> {
  const args = command.args.safeParse(values);
  if (!args.success) {
    const names = args.error.issues.map(({ path }) => String(path[0]));
    return badArguments(asked, command, names);
  }
  const { department } = args.data;
  if (typeof department === 'string' && !asked.town.departments.some(({ id }) => id === department))
    return say(asked.t.answers.noDepartment(asked.town.departments.map(({ id }) => id).join(', ')));
  try {
    return await command.run(asked, args.data);
  } catch (error) {
    if (!(error instanceof Replayed)) throw error;
    return present(asked);
  }
}

/** What a repeated click gets: nothing done, and the item as it is now. */
async function present(asked: Asked): Promise<Reply> {
  const { replayed } = asked.t.notices;
  const id = Number(asked.values['item']?.replace('#', ''));
  const view = Number.isSafeInteger(id) ? await asked.needs.store.read.view(id) : null;
  if (!view) return say(replayed);
  return { kind: 'card', card: itemCard(asked, view), notice: replayed };
}

async function badArguments(
  asked: Asked,
  command: Command,
  names: readonly string[],
): Promise<Reply> {
  const { badArgument, badValue } = asked.t.answers;
  const id = Number(asked.values['item']);
  const view =
    asked.via === 'form' && command.form && Number.isSafeInteger(id)
      ? await asked.needs.store.read.view(id)
      : null;
  if (!view || !command.form) return say(badArgument(names[0] ?? '', usageOf(command)));
  const form = command.form(asked, view, asked.values);
  return { kind: 'errors', form, errors: Object.fromEntries(names.map((n) => [n, badValue])) };
}

function unknown({ t }: Asked, ask: Exclude<Ask, { kind: 'flagMessage' }>): Reply {
  const word = nameOf(ask);
  const { unknown: no, meant, seeHelp } = t.answers;
  const near = meantBy(word, COMMANDS).join(', ');
  return say([no(word.slice(0, 40)), ...(near ? [meant(near)] : []), seeHelp].join(' '));
}

/** A resident's post pasted into the desk comes in as a visitor's report would. */
async function pasted(asked: Asked, ask: Extract<Ask, { kind: 'flagMessage' }>): Promise<Reply> {
  const { answers, notices } = asked.t;
  if (ask.text.trim() === '' && !ask.url) return say(answers.nothingPasted);
  const outcome = await asked.needs.receiveReport({
    department: asked.person.department,
    report: {
      kind: 'comment',
      ...(ask.url && { link: ask.url }),
      text: ask.text,
      verified: true,
      formKey: `${ask.actor.platform}:${ask.dedupeKey}`,
    },
  });
  switch (outcome.kind) {
    case 'received':
      return { kind: 'text', tone: 'done', text: answers.pasted(outcome.receipt) };
    case 'repeat':
      return say(notices.replayed);
    case 'no-such-department':
      return say(answers.noPasting);
  }
}

function say(text: string): Reply {
  return { kind: 'text', tone: 'attention', text };
}
