import { z } from 'zod';
import type { Locale } from '#domain/locale.ts';

const metadataSchema = z.object({
  /** The form, and what it is about as of which state. */
  form: z.string().max(80),
  ref: z.string().max(80),
  rev: z.int().min(0),
  /** Under which the typed values are kept while they are previewed. */
  draft: z.string().max(200).optional(),
  /** How many dialogs stand under it. */
  under: z.int().min(0).max(2).optional(),
  channel: z.string().max(80).optional(),
  /** The `response_url` of the click that led here. */
  answerTo: z.string().max(1000).optional(),
});

/** What a view carries from its opening to its submission; its user cannot change it. */
export type Metadata = z.infer<typeof metadataSchema>;

/** Whom a view is shown to, and what it carries. */
export interface ViewPlace {
  readonly locale: Locale;
  readonly metadata: Metadata;
}

export function packed(metadata: Metadata): string {
  return JSON.stringify(metadataSchema.parse(metadata));
}

export function unpacked(text: string): Metadata | null {
  try {
    return metadataSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** `callback_id` of our views: being filled in, asking for a preview, sending what was previewed, only shown. */
export const VIEWS = {
  fill: 'desk:fill',
  preview: 'desk:preview',
  send: 'desk:send',
  show: 'desk:show',
} as const;
