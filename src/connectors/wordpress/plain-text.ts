import { Parser } from 'htmlparser2';
import type { MediaRef } from '#ports/connector.ts';

const BREAKS = new Set(['br', 'p', 'div', 'li', 'blockquote', 'pre']);
const UNSEEN = new Set(['script', 'style']);

/**
 * What a reader sees of a comment's HTML: text with its line breaks, and its images. The address of
 * a link is kept beside its words, because a link that says something else is what fraud looks like.
 */
export function plainText(html: string): { text: string; media: MediaRef[] } {
  const parts: string[] = [];
  const media: MediaRef[] = [];
  const links: { href: string; from: number }[] = [];
  let unseen = 0;
  const parser = new Parser({
    ontext: (text) => {
      if (unseen === 0) parts.push(text);
    },
    onopentag: (name, attributes) => {
      if (UNSEEN.has(name)) unseen++;
      if (BREAKS.has(name) && parts.length > 0) parts.push('\n');
      if (name === 'a') links.push({ href: attributes['href'] ?? '', from: parts.length });
      const source = name === 'img' ? attributes['src'] : undefined;
      if (source && URL.canParse(source)) {
        media.push({ url: source, ...(attributes['alt'] ? { alt: attributes['alt'] } : {}) });
      }
    },
    onclosetag: (name) => {
      if (UNSEEN.has(name)) unseen--;
      const link = name === 'a' ? links.pop() : undefined;
      const words = link && parts.slice(link.from).join('').trim();
      if (link?.href && words !== link.href) parts.push(` (${link.href})`);
    },
  });
  parser.end(html);
  return { text: parts.join('').trim(), media };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

/** HTML that shows exactly this text: nothing in it is a tag, whatever rights the account has. */
export const asHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
