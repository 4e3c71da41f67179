import { STUCK_AFTER_MS } from '#app/settle-reply.ts';
import type { Letter } from '#domain/items/letter.ts';
import type { OutgoingReply } from '#domain/items/reply.ts';
import type { Block } from '#ports/desk.ts';
import type { ItemView } from '#ports/store.ts';
import type { Reader } from './command.ts';
import { personName } from './names.ts';
import { absolute } from './when.ts';

/** In `sending` for so long that no worker has it any more. */
export function isStuck({ state }: OutgoingReply, nowMs: number): boolean {
  return state.kind === 'sending' && nowMs - state.sinceMs >= STUCK_AFTER_MS;
}

/** A letter a person has to decide about. */
export function isInDoubt({ state }: Letter): boolean {
  return state.kind === 'uncertain' || state.kind === 'refused';
}

/** What has become of the newest reply, with its words. */
export function replyBlocks(reader: Reader, view: ItemView): Block[] {
  const reply = view.replies.at(-1);
  if (!reply) return [];
  return [
    { kind: 'text', text: replyWords(reader, reply) },
    { kind: 'quote', text: reply.text, marks: [] },
  ];
}

function replyWords(reader: Reader, reply: OutgoingReply): string {
  const { t, nowMs } = reader;
  const { state } = reply;
  switch (state.kind) {
    case 'queued':
      return t.reply.queued;
    case 'sending':
      return isStuck(reply, nowMs)
        ? t.reply.stuck(absolute(state.sinceMs, reader))
        : t.reply.queued;
    case 'sent':
      return t.reply.sent(personName(reader, reply.by), absolute(state.atMs, reader));
    case 'by-hand':
      return t.reply.byHand(state.how);
    case 'refused':
      return t.reply.refused(state.message);
  }
}

/** One line a letter: where it is, and what a person has to decide. */
export function letterLines(reader: Reader, view: ItemView): string[] {
  return view.letters.map((letter) => letterWords(reader, letter));
}

function letterWords(reader: Reader, { reference, kind, state }: Letter): string {
  const { t } = reader;
  const name = t.letters[kind];
  switch (state.kind) {
    case 'queued':
    case 'sending':
      return t.letter.queued(reference, name);
    case 'sent':
      return t.letter.sent(reference, name, absolute(state.atMs, reader));
    case 'uncertain':
      return t.letter.uncertain(reference, name);
    case 'refused':
      return t.letter.refused(reference, name, state.message);
  }
}
