import type { types } from '@slack/bolt';
import type { Locale } from '#domain/locale.ts';
import { chatTexts } from '#locales/chat/chat.ts';
import type { Block } from '#ports/desk.ts';
import type { Room } from './limits.ts';
import { context, longestText, renderBlock } from './render-blocks.ts';

/** Long texts are shortened first, so that what stands under them is still seen. */
const CUTS = [6000, 3000, 1500, 800, 400, 200, 100] as const;

/** Blocks as far as they fit; where something is missing, a last line says so. */
export function fitted(body: readonly Block[], room: Room, locale: Locale): types.KnownBlock[] {
  const first = body.slice(0, room.blocks);
  const longest = Math.max(0, ...first.map(longestText));
  const rendered = (most: number) => first.flatMap((block) => renderBlock(block, { locale, most }));
  const fits = (most: number) => room.sizeOf(rendered(most)) <= room.size;
  const most = CUTS.find(fits) ?? 100;
  const blocks = rendered(most);
  const whole = first.length === body.length && longest <= most;
  if (whole && blocks.length <= room.blocks && room.sizeOf(blocks) <= room.size) return blocks;
  return leading(blocks, room, context(chatTexts(locale).cut));
}

function leading(
  blocks: readonly types.KnownBlock[],
  room: Room,
  rest: types.KnownBlock,
): types.KnownBlock[] {
  const shown: types.KnownBlock[] = [];
  let size = room.sizeOf([rest]);
  for (const block of blocks) {
    size += room.sizeOf(block) + 1;
    if (size > room.size || shown.length + 2 > room.blocks) break;
    shown.push(block);
  }
  return [...shown, rest];
}
