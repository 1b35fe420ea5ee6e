/** Languages that mails are written in. */
export type MailLanguage = 'en' | 'nb'

/** A mail without its receiver. */
export interface MailContent {
  subject: string
  text: string
  /** The same, to look at. */
  html?: string
}

/** The language of a portal or contact as one that mails are written in: English unless it is Norwegian. */
export function mailLanguage(language: string | null): MailLanguage {
  return language !== null && /^(nb|no|nn)\b/i.test(language) ? 'nb' : 'en'
}

/** Names and subjects are other people's text: in a header or a line of ours they stay on that line. */
export function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
}
