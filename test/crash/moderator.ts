import { randomUUID } from 'node:crypto';
import type { Card, Reply } from '#ports/desk.ts';
import type { Chance } from './chance.ts';

interface Ask {
  readonly kind: 'formSubmit';
  readonly key: string;
  readonly form: string;
  readonly ref: string;
  readonly rev: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Somebody at a terminal who answers and refers, and asks again what was left without an answer. */
export interface Moderator {
  /** Open cards, the most urgent first. */
  open(url: string): Promise<readonly Card[]>;
  reply(url: string, card: Card): Promise<void>;
  refer(url: string, card: Card): Promise<void>;
  /** Sends again, as they were, the asks that a killed desk left without an answer. */
  askAgain(url: string): Promise<void>;
  readonly asked: () => { readonly replies: number; readonly referrals: number };
}

const LIMIT_MS = 15_000;

export function moderator(token: string, random: Chance): Moderator {
  const unanswered: Ask[] = [];
  const asked = { replies: 0, referrals: 0 };

  async function post(url: string, ask: object): Promise<Reply | null> {
    const answer = await fetch(`${url}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(ask),
      signal: AbortSignal.timeout(LIMIT_MS),
    }).catch(() => null);
    if (answer && answer.status !== 200)
      throw new Error(`The desk answered an ask with ${answer.status}: ${await answer.text()}`);
    const reply: unknown = await answer?.json().catch(() => null);
    return (reply as Reply | undefined) ?? null;
  }

  async function submit(url: string, ask: Ask): Promise<void> {
    const reply = await post(url, ask);
    if (reply === null) unanswered.push(ask);
  }

  const formFor = (card: Card, form: string, values: Ask['values']): Ask => ({
    kind: 'formSubmit',
    key: randomUUID(),
    form,
    ref: card.key.replace('item:', ''),
    rev: card.rev,
    values,
  });

  return {
    async open(url) {
      const ask = { kind: 'command', key: randomUUID(), text: 'queue owed' };
      const reply = await post(url, ask);
      return reply?.kind === 'cards' ? reply.cards : [];
    },
    async reply(url, card) {
      asked.replies += 1;
      const text = `Answer ${asked.replies}: we have looked into it & will mend it.`;
      await submit(url, formFor(card, 'reply', { text }));
    },
    async refer(url, card) {
      asked.referrals += 1;
      const answer = random.oneOf(['none', 'template']);
      await submit(url, formFor(card, 'refer', { kind: 'registry', answer }));
    },
    async askAgain(url) {
      for (const ask of unanswered.splice(0)) await submit(url, ask);
    },
    asked: () => ({ ...asked }),
  };
}
