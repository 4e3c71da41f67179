import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export interface ChatTexts {
  readonly more: string;
  /** Title of a dialog: at most 24 characters. */
  readonly wholeCard: string;
  readonly show: string;
  readonly cut: string;
  readonly others: (n: number) => string;
  /** How a moment is written where there is no calendar to pick from. */
  readonly when: string;
  readonly myItems: string;
  readonly atWork: string;
  readonly hint: string;
  /** A menu entry: at most 24 characters. */
  readonly flagThis: string;
  readonly flagHint: string;
  readonly slash: string;
  readonly otherWorkspace: string;
  readonly guest: string;
  readonly tryAgain: string;
  readonly waiting: string;
  readonly draftGone: string;
  readonly threadIsInternal: string;
}

export const en: ChatTexts = {
  more: 'More…',
  wholeCard: 'The whole card',
  show: 'Open',
  cut: '… The rest is on the web desk.',
  others: (n) =>
    plural(n, { one: '{n} more is on the web desk.', other: '{n} more are on the web desk.' }),
  when: 'For example 30m, 2h, 3d or 2026-12-24 09:00',
  myItems: 'My items',
  atWork: 'At work now',
  hint: 'Write /desk help for all you can ask.',
  flagThis: 'Flag this',
  flagHint: 'Hand a resident’s post to the desk',
  slash: 'What residents write: see what waits, take, reply, refer',
  otherWorkspace: 'This desk belongs to another workspace; only its members can use it.',
  guest: 'Guests cannot use this desk. Ask to become a full member of the workspace.',
  tryAgain: 'Slack does not say who you are just now. Try again in a minute.',
  waiting: 'Still working on it…',
  draftGone: 'The draft is no longer here. Nothing was sent; open the form again.',
  threadIsInternal:
    'What is written under a card stays inside the team. To answer the resident, use “Reply”.',
};
