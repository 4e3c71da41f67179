import { cardTexts } from '#locales/cards/cards.ts';
import type { CardTexts } from '#locales/cards/en.ts';
import type { Ask, Reply } from '#ports/desk.ts';
import type { DeskNeeds } from './command.ts';

/**
 * `link <code>` is what a stranger at a chat desk may say: it makes the account the person's for
 * whom the code was issued. Null for everything else.
 */
export async function linkAsked(
  { accounts }: Pick<DeskNeeds, 'accounts'>,
  ask: Ask,
  t: CardTexts,
): Promise<Reply | null> {
  const [, code] = ask.kind === 'command' ? (LINK.exec(ask.text) ?? []) : [];
  const { platform, workspace, user } = ask.actor;
  if (code === undefined || workspace === undefined) return null;
  const linking = await accounts.link({ platform, workspace, user }, code);
  switch (linking.kind) {
    case 'linked': {
      const { linked } = cardTexts(linking.person.locale).answers;
      return { kind: 'text', tone: 'done', text: linked(linking.person.name) };
    }
    case 'refused':
      return { kind: 'text', tone: 'attention', text: t.answers.codeRefused };
  }
}

const LINK = /^\s*\/?link\s+(\S.{0,60})$/i;
