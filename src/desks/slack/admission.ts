import { chatTexts } from '#locales/chat/chat.ts';
import type { Reply } from '#ports/desk.ts';
import type { Inbound } from './inbound.ts';
import type { Members } from './members.ts';
import type { SlackNeeds } from './needs.ts';

/**
 * Why an account gets no further, politely; null for members of the workspace. Whoever is of
 * another one is told so before anybody is looked up (design §5).
 */
export async function notLetIn(
  {
    localeOf,
    members,
    workspace,
  }: Pick<SlackNeeds, 'localeOf'> & {
    readonly members: Members;
    readonly workspace: string;
  },
  { actor, team }: Pick<Inbound, 'actor' | 'team'>,
): Promise<Reply | null> {
  const isOurs = team === workspace && actor.workspace === workspace;
  const membership = isOurs ? await members.of(actor.user) : 'stranger';
  if (membership === 'member') return null;
  const texts = chatTexts(await localeOf({ platform: 'slack', user: '' }));
  const words = {
    guest: texts.guest,
    stranger: texts.otherWorkspace,
    unknown: texts.tryAgain,
  };
  return { kind: 'text', tone: 'attention', text: words[membership] };
}
