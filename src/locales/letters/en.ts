import type { Letter, ReferralKind } from '#domain/items/letter.ts';

/** What is mailed with a referred or forwarded item, and what the resident is told in public. */
export const en = {
  subject: {
    registry: (reference: string, channel: string) =>
      `${reference}: for registration, from ${channel}`,
    political: (reference: string, channel: string) =>
      `${reference}: political enquiry from ${channel}`,
    'other-authority': (reference: string, channel: string) =>
      `${reference}: enquiry from ${channel}`,
    'own-matter': (reference: string, channel: string) =>
      `${reference}: a personal matter from ${channel}`,
    forward: (reference: string, channel: string) => `${reference}: question from ${channel}`,
  } satisfies Record<Letter['kind'], (reference: string, channel: string) => string>,
  opening: {
    registry:
      'The following came in on one of our public channels and is handed over for registration.',
    political:
      'The following enquiry came in on one of our public channels and concerns the political level.',
    'other-authority':
      'The following enquiry came in on one of our public channels. We believe that it concerns you.',
    'own-matter':
      'The following came in on one of our public channels and concerns a personal matter. It is handed over for registration; the resident has been asked to get in touch, or is to be contacted.',
    forward: 'The following came in on one of our public channels. Can you help to answer it?',
  } satisfies Record<Letter['kind'], string>,
  reference: 'Reference',
  sender: 'Sender',
  time: 'Written',
  received: 'Received',
  channel: 'Channel',
  link: 'Link',
  noLink: 'none (direct message)',
  content: 'Content',
  note: 'Note',
  regards: (name: string, unit: string, town: string) => `Regards\n${name}\n${unit}, ${town}`,
  /** `name` is empty where the author has none. */
  hello: (name: string) => (name ? `Hello ${name}!` : 'Hello!'),
  tell: {
    registry: (reference: string) =>
      `Thank you for writing to us. We have handed your message over to our registry, where it will be dealt with. Its reference is ${reference}.`,
    political: (reference: string) =>
      `Thank you for your question. It concerns a political decision, so we have handed it over to our elected representatives. Its reference is ${reference}.`,
    'other-authority': (reference: string) =>
      `Thank you for your question. Another authority is responsible for this, so we have passed your message on to it. Our reference is ${reference}.`,
    'own-matter': (reference: string, contact: string) =>
      `We cannot deal with personal matters here, where everybody can read along. Please write to ${contact} and state the reference ${reference}, and we will help you there. Please do not write personal details here.`,
  } satisfies Record<ReferralKind, (reference: string, contact: string) => string>,
};

type Widened<T> = T extends string
  ? string
  : T extends (...values: infer A) => string
    ? (...values: A) => string
    : { readonly [K in keyof T]: Widened<T[K]> };

export type LetterTexts = Widened<typeof en>;
