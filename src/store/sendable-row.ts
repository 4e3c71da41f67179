import type { Letter, LetterState } from '#domain/items/letter.ts';
import type { OutgoingReply, ReplyState } from '#domain/items/reply.ts';
import type { Letter as LetterRow, Reply as ReplyRow } from './generated/client.ts';
import { storableAll } from './storable.ts';

export function toReply(row: ReplyRow): OutgoingReply {
  return {
    id: row.id,
    item: row.itemId,
    cycle: row.cycleN,
    by: row.person,
    text: row.text,
    key: row.key,
    ...(row.referral !== null && { referral: row.referral }),
    state: toReplyState(row),
  };
}

export function fromReply(reply: Omit<OutgoingReply, 'id'>) {
  const { state } = reply;
  return storableAll({
    itemId: reply.item,
    cycleN: reply.cycle,
    person: reply.by,
    text: reply.text,
    key: reply.key,
    referral: reply.referral ?? null,
    stateKind: state.kind,
    stateAtMs: stateAt(state),
    externalId: state.kind === 'sent' ? state.externalId : null,
    url: state.kind === 'sent' ? (state.url ?? null) : null,
    how: state.kind === 'by-hand' ? state.how : null,
    code: state.kind === 'refused' ? state.code : null,
    message: state.kind === 'refused' ? state.message : null,
  });
}

export function toLetter(row: LetterRow): Letter {
  return {
    id: row.id,
    item: row.itemId,
    kind: row.kind as Letter['kind'],
    reference: row.reference,
    to: row.recipient,
    subject: row.subject,
    text: row.text,
    messageId: row.messageId,
    by: row.person,
    state: toLetterState(row),
  };
}

export function fromLetter(letter: Omit<Letter, 'id'>) {
  const { state } = letter;
  return storableAll({
    itemId: letter.item,
    kind: letter.kind,
    reference: letter.reference,
    recipient: letter.to,
    subject: letter.subject,
    text: letter.text,
    messageId: letter.messageId,
    person: letter.by,
    stateKind: state.kind,
    stateAtMs: stateAt(state),
    message: state.kind === 'refused' ? state.message : null,
  });
}

function toReplyState(row: ReplyRow): ReplyState {
  const kind = row.stateKind as ReplyState['kind'];
  const atMs = Number(row.stateAtMs);
  switch (kind) {
    case 'queued':
      return { kind };
    case 'sending':
      return { kind, sinceMs: atMs };
    case 'sent':
      return {
        kind,
        atMs,
        externalId: row.externalId ?? '',
        ...(row.url !== null && { url: row.url }),
      };
    case 'by-hand':
      return { kind, how: row.how ?? '' };
    case 'refused':
      return { kind, code: row.code ?? '', message: row.message ?? '' };
  }
}

function toLetterState(row: LetterRow): LetterState {
  const kind = row.stateKind as LetterState['kind'];
  const atMs = Number(row.stateAtMs);
  switch (kind) {
    case 'queued':
      return { kind };
    case 'sending':
    case 'uncertain':
      return { kind, sinceMs: atMs };
    case 'sent':
      return { kind, atMs };
    case 'refused':
      return { kind, message: row.message ?? '' };
  }
}

function stateAt(state: ReplyState | LetterState): bigint | null {
  if ('atMs' in state) return BigInt(state.atMs);
  return 'sinceMs' in state ? BigInt(state.sinceMs) : null;
}
