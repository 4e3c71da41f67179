import { z } from 'zod';
import type { SiteTexts } from '#locales/site/en.ts';

const TEXT_MAX = 4_000;

/** What a browser sends; everything is text, and nothing is trusted. */
export const sentSchema = z.object({
  token: z.string().max(200).catch(''),
  kind: z.enum(['comment', 'contact']).catch('comment'),
  link: z.string().trim().max(2_000).catch(''),
  text: z.string().trim().max(20_000).catch(''),
  email: z.string().trim().max(320).catch(''),
  altcha: z.string().max(10_000).catch(''),
  /** The honeypot: invisible to people, filled in by machines. */
  website: z.string().catch(''),
});

export type Sent = z.infer<typeof sentSchema>;

export type FieldName = 'link' | 'text' | 'email' | 'form';

export type FieldErrors = Partial<Readonly<Record<FieldName, string>>>;

export const NOTHING_SENT: Sent = sentSchema.parse({});

/** What a person has to change, in their language. */
export function fieldErrors(sent: Sent, texts: SiteTexts): FieldErrors {
  const errors: { -readonly [K in FieldName]?: string } = {};
  if (sent.link && !isWebAddress(sent.link)) errors.link = texts.errorLinkInvalid;
  if (!sent.text) {
    errors.text = sent.kind === 'comment' && !sent.link ? texts.errorWhere : texts.errorTextMissing;
  }
  if (sent.text.length > TEXT_MAX) errors.text = texts.errorTextLong;
  if (sent.email && !z.email().safeParse(sent.email).success)
    errors.email = texts.errorEmailInvalid;
  return errors;
}

function isWebAddress(link: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(link).success;
}
