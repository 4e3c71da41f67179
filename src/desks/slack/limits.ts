/** What Slack takes of what this desk shows (docs.slack.dev/reference/block-kit), in characters. */
export const LIMITS = {
  text: 3000,
  header: 150,
  /** Our own: a list is read line by line. */
  line: 150,
  button: 75,
  /** Our own, for every platform alike: `verb|ref|rev` (design §5). */
  token: 100,
  blockId: 255,
  url: 3000,
  overflow: 5,
  actions: 25,
  option: { text: 75, value: 150 },
  options: 100,
  groups: 100,
  input: { label: 2000, hint: 2000, text: 3000 },
  view: { title: 24, button: 24, metadata: 3000 },
  app: { name: 35, description: 140, shortcut: 24, shortcutHint: 150, usage: 1000 },
} as const;

/** How much fits into what is shown in one piece. */
export interface Room {
  readonly blocks: number;
  readonly size: number;
  readonly sizeOf: (content: unknown) => number;
}

const length = (content: unknown) => JSON.stringify(content).length;

/** Beyond about 13,200 characters Slack says `msg_blocks_too_long` (slackapi/bolt-js issue 2509). */
export const MESSAGE: Room = { blocks: 50, size: 12_000, sizeOf: length };

/** `view_too_large` comes at 250 kB; counted is the widest JSON, where `é` is written `\u00e9`. */
export const VIEW: Room = {
  blocks: 100,
  size: 240_000,
  sizeOf: (content) => JSON.stringify(content).replaceAll(/[^\x20-\x7e]/g, '\\u0000').length,
};

/** What is left of a room in which something stands already. */
export function roomBeside(room: Room, taken: readonly unknown[]): Room {
  return {
    ...room,
    blocks: room.blocks - taken.length,
    size: room.size - room.sizeOf(taken),
  };
}
