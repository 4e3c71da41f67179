/** Whether a text can be one mail address; what the mail server makes of it shows when it is sent. */
export function isMailbox(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>,;:"]+@[^\s@<>,;:"]+\.[^\s@<>,;:".]+$/.test(text);
}
