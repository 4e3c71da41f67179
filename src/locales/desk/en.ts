/** A text per plural form of the language, with `{n}` where the number stands. */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export interface DeskTexts {
  readonly skip: string;
  readonly desk: string;
  readonly lists: string;
  readonly list: Readonly<Record<'owed' | 'mine' | 'quiet' | 'closed', string>>;
  readonly departments: Readonly<Record<'all' | 'own', string>>;
  readonly searchLabel: string;
  readonly search: string;
  readonly commandLabel: string;
  readonly commandExample: string;
  readonly run: string;
  readonly help: string;
  readonly shortcuts: string;
  readonly shortcut: Readonly<
    Record<
      'move' | 'open' | 'take' | 'reply' | 'noAnswer' | 'forward' | 'search' | 'help' | 'close',
      string
    >
  >;
  readonly shortcutsOn: string;
  readonly shortcutsOff: string;
  readonly account: string;
  readonly leave: string;
  readonly actAs: string;
  readonly rehearsal: string;
  readonly colours: string;
  readonly colour: Readonly<Record<'auto' | 'light' | 'dark', string>>;
  readonly tone: Readonly<Record<'attention' | 'urgent' | 'done', string>>;
  readonly due: string;
  readonly late: string;
  readonly more: string;
  readonly close: string;
  readonly dismiss: string;
  readonly back: string;
  readonly edit: string;
  readonly preview: string;
  readonly source: string;
  readonly picture: (host: string) => string;
  readonly optional: string;
  readonly check: string;
  readonly faulty: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly fresh: Counted;
  readonly changed: Counted;
  readonly impossible: string;
  readonly disconnected: string;
  readonly connected: string;
  readonly failed: string;
  readonly history: string;
  readonly why: string;
  readonly answer: string;
  readonly enter: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly refused: string;
    readonly needed: string;
    readonly tooMany: string;
    readonly going: string;
  };
  readonly wrong: { readonly title: string; readonly text: string };
  readonly missing: { readonly title: string; readonly text: string };
  readonly stale: string;
}

export const en: DeskTexts = {
  skip: 'Skip to the content',
  desk: 'Desk',
  lists: 'Lists',
  list: { owed: 'To answer', mine: 'Mine', quiet: 'Quiet', closed: 'Closed' },
  departments: { all: 'All departments', own: 'My department' },
  searchLabel: 'Search comments and authors',
  search: 'Search',
  commandLabel: 'Command',
  commandExample: 'For example: next',
  run: 'Run',
  help: 'Help',
  shortcuts: 'Keyboard',
  shortcut: {
    move: 'Next and previous card',
    open: 'Open the card',
    take: 'Take',
    reply: 'Reply',
    noAnswer: 'No answer needed',
    forward: 'Forward',
    search: 'Search',
    help: 'This help',
    close: 'Close',
  },
  shortcutsOn: 'Turn on single-key shortcuts',
  shortcutsOff: 'Turn off single-key shortcuts',
  account: 'You and your settings',
  leave: 'Sign out',
  actAs: 'Act as',
  rehearsal: 'Rehearsal',
  colours: 'Colours',
  colour: { auto: 'As the device', light: 'Light', dark: 'Dark' },
  tone: { attention: 'Needs attention', urgent: 'Urgent', done: 'Done' },
  due: 'Due',
  late: 'Was due',
  more: 'More',
  close: 'Close',
  dismiss: 'Dismiss',
  back: 'Back to the list',
  edit: 'Change the text',
  preview: 'This is what will be sent',
  source: 'See it on the platform',
  picture: (host) => `Picture from ${host}, not loaded`,
  optional: 'optional',
  check: 'Yes',
  faulty: 'Something needs another look. What you wrote is still here.',
  empty: 'Nothing is waiting.',
  emptyHint: 'New comments appear here by themselves.',
  fresh: { one: '{n} new comment', other: '{n} new comments' },
  changed: { one: '{n} card changed', other: '{n} cards changed' },
  impossible: 'That cannot be done with this card now.',
  disconnected: 'The connection is lost. What you see may be old; trying again.',
  connected: 'Connected again.',
  failed: 'That did not reach the desk. Nothing is lost; try again.',
  history: 'History',
  why: 'Why due then',
  answer: 'Answer',
  enter: {
    title: 'Open the desk',
    text: 'This link lets you in once. Use it only on a device of your own.',
    button: 'Enter',
    refused: 'The link has been used or is too old. Ask for a new one.',
    needed: 'You need a link of your own to enter. Whoever runs the desk gives you one.',
    tooMany: 'Too many tries. Wait a few minutes.',
    going: 'Go to the desk',
  },
  wrong: {
    title: 'Something went wrong',
    text: 'The fault has been recorded. Nothing was half done; go back and try again.',
  },
  missing: { title: 'Not found', text: 'There is nothing at this address.' },
  stale: 'The page was too old. Try again.',
};
