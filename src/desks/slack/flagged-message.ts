import { z } from 'zod';
import { cut } from '#domain/text.ts';

/** Slack's own limit of a message. */
const TEXT_MAX = 40_000;
const URL_MAX = 2000;
/** Anybody can send anything: what lies deeper is not read. */
const DEPTH_MAX = 12;

const text = z.string().optional().catch(undefined);
const several = z.array(z.unknown()).catch([]);

const attachmentSchema = z.object({
  text,
  fallback: text,
  message_blocks: several,
  blocks: several,
  original_url: text,
  title_link: text,
  from_url: text,
});

type Attachment = z.infer<typeof attachmentSchema>;

const messageSchema = z.object({ text, blocks: several, attachments: several });

export interface FlaggedMessage {
  readonly text: string;
  readonly url?: string;
}

/** A resident's post that somebody pasted or forwarded: all its words, and where it is from. */
export function flaggedMessage(message: unknown): FlaggedMessage {
  const read = messageSchema.safeParse(message);
  if (!read.success) return { text: '' };
  const attachments = read.data.attachments.flatMap((each) => {
    const attachment = attachmentSchema.safeParse(each);
    return attachment.success ? [attachment.data] : [];
  });
  const own = read.data.text?.trim() || markupOf(read.data.blocks);
  const parts = [own, ...attachments.map(wordsOf)].filter((part) => part !== '');
  const markup = [...new Set(parts)].join('\n\n');
  const url = linkIn(markup) ?? linkIn(markupOf(read.data.blocks)) ?? sourceOf(attachments);
  return { text: cut(unmarked(markup), TEXT_MAX), ...(url && { url }) };
}

function wordsOf(attachment: Attachment): string {
  const { message_blocks, blocks, fallback = '' } = attachment;
  return (
    attachment.text?.trim() ||
    markupOf(message_blocks).trim() ||
    markupOf(blocks).trim() ||
    fallback
  );
}

function sourceOf(attachments: readonly Attachment[]): string | undefined {
  return attachments
    .flatMap(({ original_url, title_link, from_url }) => [original_url, title_link, from_url])
    .map((url) => webAddress(url ?? ''))
    .find((url) => url !== undefined);
}

function webAddress(url: string): string | undefined {
  const isAddress = url.length <= URL_MAX && /^https?:/i.test(url) && URL.canParse(url);
  return isAddress ? url : undefined;
}

const LINK = /<(https?:\/\/[^<>|]+)|(https?:\/\/[^\s<>|"]+)/gi;

function linkIn(markup: string): string | undefined {
  for (const [, marked, bare] of markup.matchAll(LINK)) {
    const url = webAddress(unescaped(marked ?? withoutStop(bare ?? '')));
    if (url !== undefined) return url;
  }
  return undefined;
}

/** A full stop behind an address is not of it. */
function withoutStop(address: string): string {
  return address.slice(0, URL_MAX + 1).replace(/[.,;:!?)\]]+$/, '');
}

type Nodes = Readonly<Record<string, unknown>>;

/** Blocks in the markup of a message's text, so that both are read alike. */
function markupOf(node: unknown, depth = 0): string {
  if (depth > DEPTH_MAX || typeof node !== 'object' || node === null) return '';
  const inner = (child: unknown) => markupOf(child, depth + 1);
  if (Array.isArray(node)) return node.map(inner).filter(Boolean).join('\n');
  const nodes = node as Nodes;
  const { type, text: words, elements, fields, message, blocks } = nodes;
  if (type === 'link') return linkMarkup(nodes);
  if (type === 'user') return mention('@', nodes['user_id']);
  if (type === 'channel') return mention('#', nodes['channel_id']);
  if (typeof words === 'string') return type === 'mrkdwn' ? words : markupEscaped(words);
  const isLine = /^rich_text_(section|quote|preformatted)$/.test(String(type));
  if (isLine && Array.isArray(elements)) return elements.map(inner).join('');
  return [words, fields, elements, message, blocks].map(inner).filter(Boolean).join('\n');
}

function linkMarkup({ url, text: label }: Nodes): string {
  if (typeof url !== 'string') return '';
  return `<${markupEscaped(url)}${typeof label === 'string' ? `|${markupEscaped(label)}` : ''}>`;
}

function mention(sign: string, id: unknown): string {
  return typeof id === 'string' ? `${sign}${id}` : '';
}

function markupEscaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What people saw: links, mentions and dates in words. */
function unmarked(markup: string): string {
  return unescaped(
    markup.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) =>
      shown(target, label),
    ),
  );
}

function shown(target: string, label: string | undefined): string {
  if (/^https?:/i.test(target)) {
    const isSame = label === undefined || target.includes(label);
    return isSame ? target : `${label} (${target})`;
  }
  if (label !== undefined) return target.startsWith('#') ? `#${label}` : label;
  return target.replace(/^!(?:subteam\^)?/, '@').replace(/^mailto:/i, '');
}

/** Slack writes three signs otherwise. */
export function unescaped(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
