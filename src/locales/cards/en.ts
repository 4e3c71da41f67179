import type { ItemClass } from '#domain/items/class.ts';
import type { NoAnswerReason } from '#domain/items/item.ts';
import type { Letter } from '#domain/items/letter.ts';
import type { RefusalKind } from '#domain/items/refusal.ts';
import type { Role } from '#domain/people/person.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** What cards, forms and answers of the desk say. This file's shape is the law for the others. */
export const en = {
  classes: {
    question: 'Question',
    'error-of-fact': 'Error of fact',
    negative: 'Criticism',
    praise: 'Praise',
    neutral: 'Neutral',
    'citizen-to-citizen': 'Between residents',
    political: 'Political',
    'own-matter': 'A personal matter',
    message: 'Direct message',
    unlawful: 'May be unlawful',
  } satisfies Record<ItemClass, string>,
  reasons: {
    'answered-by-citizen': 'Another resident has answered it',
    'discussion-among-citizens': 'Residents are discussing among themselves',
    'no-question': 'Nothing is asked',
    'answered-elsewhere': 'Answered elsewhere',
    withdrawn: 'Withdrawn by its author',
    repeated: 'Asked and answered before',
    provocation: 'Meant to provoke',
  } satisfies Record<NoAnswerReason, string>,
  letters: {
    registry: 'To the registry',
    political: 'To the political level',
    'other-authority': 'To another authority',
    'own-matter': 'A personal matter, to the registry',
    forward: 'Forwarded',
  } satisfies Record<Letter['kind'], string>,
  roles: {
    reader: 'reader',
    moderator: 'moderator',
    approver: 'approver',
    manager: 'manager',
    registrar: 'registrar',
    administrator: 'administrator',
  } satisfies Record<Role, string>,
  card: {
    title: (id: number, channel: string, itemClass: string, author: string) =>
      `#${id} ${channel} · ${itemClass} · ${author}`,
    someone: 'unknown author',
    due: 'Due',
    dealBy: 'Deal with it by',
    holder: 'Held by',
    state: 'State',
    itemClass: 'Kind',
    flags: 'Flags',
    suggested: (itemClass: string) => `${itemClass} (suggested, not confirmed)`,
    overdue: (when: string) => `Overdue: was due ${when}`,
    dueToday: (when: string) => `Was due ${when}; overdue from midnight`,
    paused: 'The clock is paused',
    noClock: 'No answer is owed',
    new: 'New',
    open: 'Open',
    taken: 'Taken',
    beingSent: 'Being sent',
    answered: (when: string) => `Answered ${when}`,
    answeredNatively: (when: string) => `Answered on the platform itself ${when}`,
    referred: (reference: string, when: string) => `Referred ${when}, ${reference}`,
    noAnswer: (reason: string, when: string) => `No answer needed: ${reason} (${when})`,
    edits: (n: number) =>
      plural(n, { one: 'Edited {n} time by its author', other: 'Edited {n} times by its author' }),
    earlier: (n: number) =>
      plural(n, {
        one: '{n} earlier item by this author',
        other: '{n} earlier items by this author',
      }),
    private: 'Direct message, not public',
    hidden: 'Not shown on the platform now',
    gone: 'No longer on the platform; the copy is kept',
    snoozed: (when: string) => `Put aside until ${when}`,
    beyondDue: 'That is after it is due.',
    truncated: 'The text goes on; see the whole of it on the platform.',
  },
  reply: {
    queued: 'The reply is being sent.',
    stuck: (when: string) => `The reply has not got through to the platform since ${when}.`,
    byHand: (how: string) => `Publish this reply yourself, then press "Done". ${how}`,
    refused: (why: string) => `The platform refused the reply: ${why}`,
    sent: (name: string, when: string) => `${name} replied ${when}:`,
  },
  letter: {
    queued: (reference: string, kind: string) => `Letter ${reference} (${kind}) is being sent.`,
    sent: (reference: string, kind: string, when: string) =>
      `Letter ${reference} (${kind}) went out ${when}.`,
    uncertain: (reference: string, kind: string) =>
      `It is not certain that letter ${reference} (${kind}) got there. Ask the recipient, then decide.`,
    refused: (reference: string, kind: string, why: string) =>
      `The mail server refused letter ${reference} (${kind}): ${why}`,
  },
  actions: {
    take: 'Take',
    reply: 'Reply',
    'no-answer': 'No answer',
    release: 'Release',
    forward: 'Forward',
    refer: 'Refer',
    class: 'Change kind',
    confirm: (itemClass: string) => `Yes: ${itemClass}`,
    snooze: 'Put aside',
    history: 'History',
    why: 'Why due then',
    done: 'Done',
    again: 'Try again',
    wasSent: 'It was sent',
    sendAgain: 'Send again',
  },
  queue: {
    owed: 'To answer',
    mine: 'Mine',
    quiet: 'Quiet: no answer owed',
    closed: 'Closed',
    quietLine: (n: number) =>
      plural(n, { one: '{n} comment owes no answer', other: '{n} comments owe no answer' }),
    more: (n: number, command: string) =>
      plural(n, { one: `{n} more: ${command}`, other: `{n} more: ${command}` }),
    found: (n: number) => plural(n, { one: '{n} item found', other: '{n} items found' }),
  },
  forms: {
    preview: 'Preview',
    optional: 'Optional',
    reply: {
      title: 'Reply',
      submit: 'Publish',
      text: 'Your reply',
      hint: 'Be personal. Your name and unit are added.',
    },
    noAnswer: {
      title: 'No answer needed',
      submit: 'Close',
      reason: 'Reason',
      note: 'Note for the record',
    },
    class: { title: 'Kind of item', submit: 'Save', class: 'Kind' },
    snooze: { title: 'Put aside', submit: 'Put aside', until: 'Until' },
    forward: {
      title: 'Forward',
      submit: 'Forward',
      to: 'To a colleague or unit',
      email: 'Or to a mail address',
      how: 'How',
      desk: 'At the desk',
      mail: 'At the desk and by mail',
      note: 'Note to the recipient',
    },
    refer: {
      title: 'Refer',
      submit: 'Refer',
      kind: 'Where to',
      to: 'Mail of the other authority',
      note: 'Note to the recipient',
      answer: 'What the resident is told',
      template: 'The standard answer',
      own: 'My own words, below',
      none: 'Nothing',
      words: 'My own words',
      letter: (to: string) => `Letter to ${to}`,
    },
  },
  notices: {
    take: 'It is yours.',
    release: 'It is back in the queue.',
    reply: 'The reply is being sent.',
    noAnswer: 'Closed without an answer.',
    class: (itemClass: string) => `Noted: ${itemClass}.`,
    snooze: (when: string) => `Put aside until ${when}. The clock runs on.`,
    forward: (to: string) => `Forwarded: ${to}.`,
    refer: (reference: string) => `Referred as ${reference}.`,
    settled: 'Noted.',
    replayed: 'That was done already. This is how it is now.',
  },
  refusals: {
    'not-found': () => 'There is no such item.',
    stale: () => 'It has changed since you saw it. Nothing was done; look again.',
    closed: () => 'It is closed already.',
    'not-closed': () => 'It is still open.',
    'already-taken': (name: string, when: string) => `${name} took it ${when}.`,
    'not-taken': () => 'Nobody has taken it.',
    'not-holder': (name: string) => `${name} holds it. Ask for it to be released first.`,
    gone: () => 'The comment is no longer on the platform, so nothing can be answered there.',
    'being-sent': () => 'A reply is on its way already.',
    settled: () => 'That has been settled already.',
    'needs-reason': () => 'Choose a reason: silence has to be explained.',
    'needs-recipient': () => 'Say where it is to go.',
    'unknown-recipient': () => 'Nobody here is called that, and it is no mail address.',
    'in-the-past': () => 'Choose a time that is still to come.',
    empty: () => 'Write something first.',
    'reply-too-long': (length: string, max: string) =>
      `The text has ${length} characters; at most ${max} are possible.`,
    'role-missing': (role: string) => `That needs the role of ${role}, which you do not have.`,
    'no-mandate': () => 'Your mandate is not in force today.',
  } satisfies Record<RefusalKind, (...values: string[]) => string>,
  answers: {
    stranger: 'This desk does not know you. Whoever keeps the town file can add you.',
    /** At a chat desk, where accounts are linked by a code. */
    strangerAtChat:
      'This desk does not know you yet. Ask whoever runs it for a code, then write: link <code>',
    linked: (name: string) => `Welcome, ${name}. This account is yours now.`,
    codeRefused: 'The code is unknown, used or too old. Ask for another.',
    unlinked: 'This account is nobody’s now.',
    notLinked: 'This account was not linked by a code, so there is nothing to undo here.',
    code: (code: string) => `Write within 30 minutes at the chat desk: link ${code}`,
    noTown: 'No town has been set up yet.',
    surprise: (reference: string) =>
      `Something went wrong and nothing was done. Say this number when you report it: ${reference}`,
    unknown: (word: string) => `There is no command "${word}".`,
    meant: (names: string) => `Did you mean ${names}?`,
    seeHelp: 'Write "help" for all commands.',
    badArgument: (name: string, usage: string) =>
      `Something is wrong with <${name}>. Write: ${usage}`,
    badValue: 'That is not possible here.',
    pasted: (reference: string) => `Received as ${reference}.`,
    noDepartment: (ids: string) => `There is no such department; there is ${ids}.`,
    nothingPasted: 'There are no words in that message, and no link.',
    noPasting: 'Your department has no report form in the register of channels.',
    nothingNext: 'Nothing is waiting for anybody. Well done.',
    nothingFound: 'Nothing found.',
  },
  duty: {
    title: 'At work now',
    nobody: 'Nobody who may act is at work now.',
    until: (when: string) => `until ${when}`,
    back: (when: string) => `at work again ${when}`,
  },
  posted: {
    quiet: (n: number) =>
      plural(n, {
        one: '{n} comment that owes no answer',
        other: '{n} comments that owe no answer',
      }),
    look: 'Look',
    moved: (department: string) => `Forwarded to another unit: ${department}`,
    reopened: 'It is open again.',
    forwarded: (name: string, id: number) => `${name} forwarded #${id} to you.`,
  },
  help: {
    title: 'What you can ask',
    queue: 'What waits: owed, mine, quiet or closed',
    next: 'The most urgent item nobody has taken',
    show: 'An item as it is now',
    why: 'Why it is due when it is',
    take: 'Take an item, so that nobody else works on it',
    release: 'Give an item back to the queue',
    reply: 'Answer on the platform; you see it before it is published',
    forward: 'Hand it to a colleague or a unit, or send it by mail',
    refer: 'Refer it: registry, political level, other authority, a personal matter',
    'no-answer': 'Close it without an answer, for a reason',
    class: 'Say what kind of item it is; the clock follows',
    snooze: 'Put it aside for a while: 30m, 2h, 3d or a time',
    find: 'Find items by words, author, number or reference',
    history: 'Everything that happened to an item',
    done: 'A reply was published by hand',
    again: 'Try once more to publish a reply',
    settle: 'Decide about a letter that may not have arrived',
    duty: 'Who is at work now',
    absent: 'Say that you will be away, and who stands in',
    back: 'Say that you are back',
    code: 'A code that links your account at a chat desk to you',
    unlink: 'Undo the link between this account and you',
    help: 'This list, or one command',
  },
};

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer A) => string
    ? (...values: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type CardTexts = Widened<typeof en>;
