import type { EntryType } from '#domain/archive/entry.ts';
import type { Stage } from '#domain/reminders/stage.ts';

/** Entries that tell something about one item. */
export type ItemEntryType = Extract<
  EntryType,
  | `item.${string}`
  | `clock.${string}`
  | `reply.${string}`
  | `letter.${string}`
  | 'reminder.said'
  | 'record.archived'
  | 'flag.raised'
  | 'native-answer.detected'
  | 'report.received'
>;

/** Sentences with `{name}` where a value of the entry stands. */
export interface HistoryTexts {
  readonly title: string;
  readonly system: string;
  readonly stops: Readonly<
    Record<'answer' | 'native-answer' | 'referral' | 'no-answer' | 'class' | 'gone', string>
  >;
  readonly stages: Readonly<Record<Stage, string>>;
  readonly met: string;
  readonly missed: string;
  readonly byMail: string;
  readonly hand: string;
  readonly platform: string;
  readonly entries: Readonly<Record<ItemEntryType, string>>;
}

export const en: HistoryTexts = {
  title: 'History',
  system: 'The desk',
  stops: {
    answer: 'answered',
    'native-answer': 'answered on the platform itself',
    referral: 'referred',
    'no-answer': 'no answer needed',
    class: 'another kind',
    gone: 'gone from the platform',
  },
  stages: {
    half: 'half of the time is gone',
    soon: 'due soon',
    overdue: 'overdue',
    late: 'long overdue',
  },
  met: 'in time',
  missed: 'too late',
  byMail: 'a mail address',
  hand: 'by hand',
  platform: 'by the desk',
  entries: {
    'record.archived': 'Archived',
    'item.received': 'Received and archived; suggested kind: {class}',
    'item.edited': 'Its author changed the text',
    'item.gone': 'Gone from the platform',
    'item.presence-changed': 'Shown differently on the platform',
    'item.reopened': 'Open again',
    'item.classed': '{actor}: kind is {class}, was {from}',
    'item.taken': '{actor} took it',
    'item.released': '{actor} gave it back to the queue',
    'item.snoozed': '{actor} put it aside until {until}',
    'item.no-answer': '{actor}: no answer needed. {reason}',
    'item.forwarded': '{actor} forwarded it to {recipient}',
    'item.referred': '{actor}: referred as {reference}',
    'flag.raised': 'Flag: {category}',
    'clock.started': 'The clock started; due {due}',
    'clock.stopped': 'The clock stopped: {stop} {met}',
    'clock.paused': 'The clock was paused',
    'clock.recomputed': 'Due time computed anew: {due}',
    'reminder.said': '{recipient} was reminded: {stage}',
    'reply.queued': '{actor} wrote a reply',
    'reply.sent': 'The reply was published {how}',
    'reply.failed': 'The platform refused the reply ({code})',
    'reply.by-hand': 'The reply is to be published by hand',
    'reply.retried': '{actor}: the reply is to be tried again',
    'native-answer.detected': 'The town answered on the platform itself',
    'letter.queued': '{actor} wrote letter {reference} ({letter})',
    'letter.sent': 'The letter went out',
    'letter.uncertain': 'It is not certain that the letter got there',
    'letter.failed': 'The mail server refused the letter',
    'letter.settled': '{actor} decided about the letter',
    'report.received': 'A visitor reported it',
  },
};
