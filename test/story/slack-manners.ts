import { expect } from 'vitest';
import { keyOf } from '../contract/slack-words.ts';
import { faultsOfBlocks } from '../slack/block-limits.ts';
import type { Block, Content } from '../slack/shapes.ts';
import type { SlackSimulator } from '../slack/simulator.ts';

/** Our own: beyond about 13,200 characters Slack takes no message. */
const BLOCKS_MAX = 12_000;
const TEXT_MAX = 4_000;

/** In the channel stand one message of each of these items, one line of the quiet ones, and nothing else. */
export async function oneCardEach(slack: SlackSimulator, items: Iterable<string>): Promise<void> {
  const keys = (await slack.messages()).map((each) => keyOf(each).replace(/^quiet:.*/, 'quiet'));
  expect(keys.toSorted()).toEqual(['quiet', ...[...items].map((id) => `item:${id}`)].toSorted());
}

/** All that the desk ever wrote, in whatever way: it was taken, it fits, it is quiet. */
export function mannersWereKept(slack: SlackSimulator): void {
  expect(slack.calls.filter(({ error }) => error)).toEqual([]);
  const written = slack.calls.filter(({ method }) => method.startsWith('chat.'));
  const posted = written.filter(({ method }) => method === 'chat.postMessage');
  expect(posted.length).toBeGreaterThan(0);
  expect(posted.filter(({ args }) => String(args['unfurl_links']) !== 'false')).toEqual([]);
  const whispered = Object.values(slack.users).flatMap((user) => slack.ephemerals(user));
  const all = [...written.map(({ args }) => args as unknown as Content), ...whispered];
  expect(all.flatMap(faultsOf)).toEqual([]);
}

function faultsOf({ text, blocks }: Content): string[] {
  const size = JSON.stringify(blocks).length;
  return [
    ...faultsOfBlocks(blocks),
    ...(size > BLOCKS_MAX ? [`blocks of ${size} characters`] : []),
    ...(text.length > TEXT_MAX ? [`a text of ${text.length} characters`] : []),
    ...(CALL.test(text) ? [text] : []),
    ...blocks.flatMap(loudIn),
  ];
}

/** What Slack reads as a call to people, in the one text of a message that it parses. */
const CALL = /<[!@]|@(channel|everyone|here|group)\b/;

const DATE = /^<!date\^\d+\^\{ago\}\|[^<>]*>$/;

/** Whatever in blocks is more than words: markup other than a date, and calls to people. */
function loudIn(node: Block | unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as Partial<Block>;
  const isMarkup = type === 'mrkdwn' && !DATE.test(String(text));
  const isCall = ['broadcast', 'user', 'usergroup'].includes(String(type));
  const own = isMarkup || isCall ? [JSON.stringify(node)] : [];
  return [...own, ...Object.values(node).flatMap(loudIn)];
}
