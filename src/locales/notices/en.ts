/** Why a chat desk cannot be written to; the same words as the code has for it. */
type Why =
  | 'archived'
  | 'no-such-channel'
  | 'not-a-member'
  | 'revoked'
  | 'missing-permission'
  | 'no-such-person'
  | 'unreachable'
  | 'deleted';

export interface NoticeTexts {
  readonly subject: (desk: string, town: string) => string;
  readonly since: (when: string) => string;
  readonly why: Readonly<Record<Why, string>>;
  readonly meanwhile: (url: string) => string;
  readonly back: string;
}

export const en: NoticeTexts = {
  subject: (desk, town) => `The desk "${desk}" of ${town} needs you`,
  since: (when) => `Since ${when}:`,
  why: {
    archived: 'The channel of the desk has been archived. Bring it back in the chat.',
    'no-such-channel':
      'The channel of the desk is not there any more, or it is private and the app is not in it. Invite the app, or name another channel in the town file.',
    'not-a-member': 'The app is not in the channel of the desk any more. Invite it again.',
    revoked:
      'The app of the desk has been removed from the workspace, or its token was revoked. Install it again and give the operator the new token.',
    'missing-permission':
      'The app may not do what it needs in the channel. Ask whoever keeps the workspace; the operator can see what is missing.',
    'no-such-person': 'Somebody who is to be told has no account in the chat any more.',
    unreachable: 'The chat cannot be reached. If it works for you, ask the operator.',
    deleted:
      'Somebody removed cards of the desk by hand. What is still open has been posted again. Nothing was lost.',
  },
  meanwhile: (url) =>
    `No comment is lost, and every clock runs on. Meanwhile work at the web desk: ${url}`,
  back: 'When it can be reached again, the cards come back by themselves.',
};
