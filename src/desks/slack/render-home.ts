import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import type { Reply } from '#ports/desk.ts';
import { roomBeside, VIEW } from './limits.ts';
import { context } from './render-blocks.ts';
import { header, replyBlocks } from './render-reply.ts';

export interface Home {
  readonly mine: Reply;
  /** Who is at work now. */
  readonly duty: Reply;
  readonly locale: Locale;
}

/** The first page of the desk in Slack, another for everybody. */
export function renderHome({ mine, duty, locale }: Home): types.HomeView {
  const texts = chatTexts(locale);
  const half = { ...VIEW, blocks: VIEW.blocks / 2, size: VIEW.size / 2 };
  const part = (title: string, reply: Reply) => {
    const head = [header(title)];
    const body = replyBlocks(reply, roomBeside(half, [...head, hint]), locale);
    return [...head, ...body.map(unnamed)];
  };
  const hint = context(texts.hint);
  return {
    type: 'home',
    blocks: [...part(texts.myItems, mine), ...part(texts.atWork, duty), hint],
  };
}

/** Nothing is looked up here by its name, and the same card may stand in both parts. */
function unnamed({ block_id: _, ...block }: types.KnownBlock): types.KnownBlock {
  return block as types.KnownBlock;
}
