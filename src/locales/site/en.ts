export const en = {
  languageName: 'English',
  skip: 'Skip to the content',
  reportTitle: (department: string) => `Report or ask: ${department}`,
  reportIntro: (town: string) =>
    `Tell us about a comment on one of ${town}'s pages that you think breaks the house rules, or write to the person responsible.`,
  kindLegend: 'What is it about?',
  kindComment: 'A comment on one of our pages',
  kindContact: 'Something else: a message to the person responsible',
  link: 'Address of the comment',
  linkHint: 'Copy the link from the page. If you cannot, describe below where it stands.',
  text: 'What do you want to tell us?',
  textHint:
    'Please do not write personal numbers or anything about your health. At most 4,000 characters.',
  email: 'Your e-mail address',
  emailHint: 'Only if you want an answer. You need not say who you are.',
  optional: 'optional',
  publicRecord: 'What you send becomes a public record and is handled under the rules for such.',
  proofOfWork:
    'A small calculation in your browser keeps machines out. Without it your report comes all the same, but is looked at later.',
  send: 'Send',
  errorsTitle: 'Something needs to be changed',
  errorTextMissing: 'Write what you want to tell us.',
  errorTextLong: 'The text is too long: at most 4,000 characters.',
  errorLinkInvalid: 'The address must begin with http:// or https://',
  errorWhere: 'Give the address of the comment, or describe it.',
  errorEmailInvalid: 'The e-mail address is not complete.',
  errorForm: 'The form had been open for too long, or was sent before. Please send it again.',
  tooFast: 'That was very fast. Please wait a moment and send again.',
  tooMany:
    'Too many reports have come from your network. Please try again in ten minutes, or write to us by e-mail.',
  receiptTitle: 'Thank you, your report has come in',
  receiptText: 'Keep this number. With it you can ask us what became of your report.',
  receiptNumber: 'Receipt number',
  repeatTitle: 'Your report had come in already',
  repeatText: 'It was sent once, and is kept once.',
  another: 'Send another',
  contact: (mail: string) => `You can also write to ${mail}.`,
  notFoundTitle: 'There is no such page',
  notFoundText: 'Choose where your matter belongs:',
  noDepartments: 'There is no public form here.',
};

/** What every language of the public pages has to say. */
export type SiteTexts = typeof en;
