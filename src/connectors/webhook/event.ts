import { z } from 'zod';

const id = z
  .union([z.string().min(1).max(300), z.int()])
  .transform(String)
  .describe('Text, or a whole number; unique within the channel and never reused.');

const address = z.url({ protocol: /^https?$/ }).max(2000);

const createdAt = z.iso
  .datetime({ offset: true })
  .nullish()
  .describe(
    'When it happened on the platform, ISO 8601 with Z or an offset. The clock starts here.',
  );

const author = z.object({
  id: id.nullish(),
  handle: z.string().max(300).nullish(),
  name: z.string().max(300).nullish(),
  email: z.string().max(320).nullish().describe('For the notice to the author; never logged.'),
});

const media = z.object({
  url: address,
  type: z.string().max(100).nullish().describe('Media type, such as image/jpeg.'),
  alt: z.string().max(2000).nullish(),
});

const comment = z
  .object({
    type: z.literal('comment'),
    id,
    parent: id.nullish().describe('Id of the comment this one answers.'),
    root: id.nullish().describe('Id of the post or thread it stands under.'),
    author: author.nullish(),
    text: z.string().describe('Plain text; shown as it is, never read as markup.'),
    url: address.nullish().describe('Where a person sees it.'),
    media: z.array(media).max(50).nullish(),
    created_at: createdAt,
    visibility: z
      .enum(['public', 'private'])
      .default('public')
      .describe('private: a direct message to the town.'),
    self: z.boolean().default(false).describe("Written by one of the town's own accounts."),
    presence: z
      .enum(['shown', 'hidden'])
      .default('shown')
      .describe('hidden: held for moderation, marked as spam or hidden by someone.'),
  })
  .describe('A comment as it is now. Send it again whole when it was edited, hidden or shown.');

const gone = z
  .object({
    type: z.literal('gone'),
    id,
    by: z.enum(['author', 'moderator']).nullish(),
    created_at: createdAt,
  })
  .describe('A comment that is no longer on the platform.');

const report = z
  .object({ type: z.literal('report'), id, text: z.string(), created_at: createdAt })
  .describe("A visitor's report about something on this channel.");

export const webhookEvent = z.discriminatedUnion('type', [comment, gone, report]);

/** The body of one delivery: an event, a list of events, or a list under `events`. */
export const webhookDelivery = z.union([
  webhookEvent,
  z.array(webhookEvent),
  z.object({ events: z.array(webhookEvent) }),
]);

export type WebhookEvent = z.infer<typeof webhookEvent>;
